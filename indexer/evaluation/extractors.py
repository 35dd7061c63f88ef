"""Extractors of main content that people would use instead, to be compared with. None of them is needed by Winnow."""

import importlib
import importlib.util
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from lxml.html import fromstring


class Other(NamedTuple):
    """An extractor that may be installed."""

    package: str  # that is imported
    extract: Callable[[str], str]  # markup → text

    @property
    def installed(self) -> bool:
        return importlib.util.find_spec(self.package) is not None


def _module(name: str) -> Any:  # these libraries have no types
    return importlib.import_module(name)


def trafilatura(markup: str) -> str:
    return _module("trafilatura").extract(markup) or ""


def resiliparse(markup: str) -> str:
    text: str = _module("resiliparse.extract.html2text").extract_plain_text(markup, main_content=True)
    return text


def readability(markup: str) -> str:
    return str(fromstring(_module("readability").Document(markup).summary()).text_content())


def justext(markup: str) -> str:
    """Without a stop list, as for a language that is not known (its own advice: thresholds 0)."""
    paragraphs = _module("justext").justext(markup.encode(), frozenset(), 70, 200, 0, 0)
    return "\n".join(paragraph.text for paragraph in paragraphs if not paragraph.is_boilerplate)


OTHERS: Final[Mapping[str, Other]] = {
    "trafilatura": Other("trafilatura", trafilatura),
    "resiliparse": Other("resiliparse", resiliparse),
    "readability-lxml": Other("readability", readability),
    "jusText": Other("justext", justext),
}
