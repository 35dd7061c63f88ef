"""Pages as their readers have them, for tests of the web UI."""

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient


def soup(client: FlaskClient, path: str, status: int = 200) -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == status, path
    return BeautifulSoup(response.text, "lxml")


def said(tag: Tag | None) -> str:
    """The text as a screen reader has it, white space folded."""
    assert tag is not None
    return " ".join(tag.get_text().split())


def hrefs(page: BeautifulSoup, selector: str) -> list[str]:
    return [str(a["href"]) for a in page.select(selector)]
