"""How do people and programs ask? Pages (HTML) and an API (JSON) over one searcher."""

from webui.app import create_app

__all__ = ["create_app"]
