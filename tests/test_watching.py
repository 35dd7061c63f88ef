import shutil
from pathlib import Path
from threading import Timer

import pytest

from indexer import watching
from indexer.errors import SettingsError
from indexer.report import Report
from indexer.settings import Settings


def test_a_page_that_arrives_is_built(seeds: Path, index: Path, tmp_path: Path) -> None:
    pytest.importorskip("watchfiles", reason="watching is an extra: pip install 'winnow-search[watch]'")
    page = sorted(seeds.rglob("*.html"))[0]
    builds = watching.builds(Settings(seeds=(seeds,), index=index, workers=1))
    first = next(builds)
    Timer(1, lambda: shutil.copy(page, page.with_name("arrived.html"))).start()
    second = next(builds)
    assert isinstance(first, Report)
    assert isinstance(second, Report)
    assert (second.pages.new, second.pages.unchanged) == (1, first.pages.new)


def test_a_build_that_is_refused_is_told_of_and_the_watch_goes_on(tmp_path: Path, index: Path) -> None:
    pytest.importorskip("watchfiles", reason="watching is an extra: pip install 'winnow-search[watch]'")
    (tmp_path / "empty").mkdir()
    builds = watching.builds(Settings(seeds=(tmp_path / "empty",), index=index, workers=1))
    assert "Nothing to read" in str(next(builds))


def test_without_the_extra_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, index: Path, seeds: Path) -> None:
    monkeypatch.setitem(__import__("sys").modules, "watchfiles", None)
    with pytest.raises(SettingsError, match=r"pip install 'winnow-search\[watch\]'"):
        next(watching.builds(Settings(seeds=(seeds,), index=index)))
