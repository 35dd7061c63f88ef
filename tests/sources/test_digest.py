import hashlib
import os
from pathlib import Path

import pytest

from indexer.errors import PageError
from indexer.sources import digest


def test_the_digest_is_that_of_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(b"<p>Text")
    assert digest(tmp_path / "page.html") == hashlib.sha256(b"<p>Text").hexdigest()


def test_the_digest_changes_with_the_side_car(tmp_path: Path) -> None:
    page, beside = tmp_path / "page.html", tmp_path / "page.html.url"
    page.write_bytes(b"<p>Text")
    digests = {digest(page)}
    for url in ("http://a.example/", "http://b.example/"):
        beside.write_text(url)
        digests.add(digest(page))
    assert len(digests) == 3


def test_a_file_that_cannot_be_read_has_no_digest(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.html")
    for name, reason in (("pipe.html", "not a regular file"), ("gone.html", "gone")):
        with pytest.raises(PageError, match=reason):
            digest(tmp_path / name)
