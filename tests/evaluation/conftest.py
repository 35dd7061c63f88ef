from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indexer.workers import Workers

OWN = "The {0} of the valley was repaired by {1} people who had come from {2} villages to help with it that summer."
WORDS = "bridge school clinic market archive library station mill dam harbour theatre garden".split()


@pytest.fixture
def workers() -> Iterator[Workers]:
    with Workers(1) as pool:
        yield pool


@pytest.fixture
def label() -> Callable[[Path], Path]:
    """Writes a labelled site: twelve pages with a notice, a slogan and two sentences of their own, two with a truth."""

    def write(folder: Path) -> Path:
        for name in ("pages", "truth"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        for number, word in enumerate(WORDS):
            own = [OWN.format(word, number + 20, number + 3), f"Nobody had expected the {word} to stand again so soon."]
            slogan = "Friends of the valley since long ago"
            body = "".join(f"<p>{text}</p>" for text in ("Get Adobe Flash player", slogan, *own))
            (folder / "pages" / f"{word}.html").write_text(f"<html><body>{body}</body></html>", "utf-8")
            if number < 2:
                (folder / "truth" / f"{word}.txt").write_text("\n".join(own), "utf-8")
        return folder

    return write
