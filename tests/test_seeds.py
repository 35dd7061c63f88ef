"""The seeds are what seeds/README.md and tests/seeds_truth.json say they are."""

import hashlib
import html
import json
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"
WARC = SEEDS / "trial-observers.example.warc.gz"
USER_PAGE = SEEDS / "000_138dfad177e984e4.txt"
TRUTH: dict[str, dict[str, Any]] = json.loads((ROOT / "tests/seeds_truth.json").read_text(encoding="utf-8"))
WRONG_CHARSET = "seeds/steppe-rights.example/press_2014_ru.html"
RIGHT_CHARSET = "seeds/steppe-rights.example/tender_2012_ru.html"
WINDOWS_1251 = {WRONG_CHARSET, RIGHT_CHARSET, "https://trial-observers.example/ru/novosti/okhrannye-predpisaniya"}

# Whatever is no text for a reader: scripts, styles, tags.
MARKUP = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)


def records() -> Iterator[tuple[str, str, str, str, bytes]]:
    """(record type, URL, status, content type, body) of each record of the WARC file."""
    with WARC.open("rb") as file:
        for record in ArchiveIterator(file):
            http = record.http_headers
            url = record.rec_headers.get_header("WARC-Target-URI") or ""
            status, kind = (http.get_statuscode(), http.get_header("Content-Type")) if http else ("", "")
            yield record.rec_type, url, status, kind, record.content_stream().read()


def is_page(path: Path) -> bool:
    return path.suffix in {".txt", ".html"}


@cache
def bodies() -> dict[str, bytes]:
    """The bytes of each page, under its name in the truth."""
    files = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in SEEDS.rglob("*") if is_page(path)}
    return files | {url: body for _, url, status, kind, body in records() if status == "200" and "html" in kind}


@cache
def shown(name: str) -> str:
    """What a page shows, white space folded."""
    text = bodies()[name].decode("windows-1251" if name in WINDOWS_1251 else "utf-8")
    if not name.endswith(".txt"):
        text = html.unescape(MARKUP.sub(" ", text))
    return " ".join(text.split())


def readme() -> str:
    return (SEEDS / "README.md").read_text(encoding="utf-8")


def main_text(name: str) -> str:
    return "\n".join((TRUTH[name]["title"], *TRUTH[name]["blocks"]))


pages = pytest.mark.parametrize("name", TRUTH)


def test_the_truth_knows_every_page_and_no_other() -> None:
    assert set(TRUTH) == set(bodies())


def test_there_are_as_many_pages_as_the_readme_says() -> None:
    counted = Counter(truth["site"] for truth in TRUTH.values())
    counted[USER_PAGE.name] = counted.pop("seeds")
    rows = re.findall(r"^\| `([^`]+?)(?:/|\.warc\.gz)?` \| (\d+) \|", readme(), re.MULTILINE)
    assert {name: int(pages) for name, pages in rows} == counted


@pages
def test_the_readme_says_what_a_page_is_there_to_show(name: str) -> None:
    listed = name.removeprefix("seeds/").replace("https://trial-observers.example", "…")
    row = rf"^\| `{re.escape(listed)}` \| {TRUTH[name]['language']}.*\| .+ \| .+ \|$"
    assert re.search(row, readme(), re.MULTILINE)


def test_the_users_page_is_byte_for_byte_as_it_was_given() -> None:
    digest = hashlib.sha256(USER_PAGE.read_bytes()).hexdigest()
    assert digest == "7c1f3aa1bc6ef50b779e72b0d335a1abe89e9f21b2d6c5e58976e88e7ff03055"


@pages
def test_the_main_text_stands_on_the_page_in_its_order(name: str) -> None:
    text, at = shown(name), 0
    for block in TRUTH[name]["blocks"]:
        for cell in block.split(" | "):
            found = text.find(" ".join(cell.split()), at)
            assert found >= 0, cell
            at = found + len(cell)


@pages
def test_what_must_be_removed_is_on_the_page_but_not_in_its_main_text(name: str) -> None:
    removed, text = TRUTH[name]["removed"], shown(name)
    assert removed
    assert [phrase for phrase in removed if phrase not in text or phrase in main_text(name)] == []


@pages
def test_first_and_last_words_are_those_of_the_main_text(name: str) -> None:
    truth = TRUTH[name]
    assert " ".join(truth["blocks"][0].split()).startswith(truth["first"])
    assert " ".join(truth["blocks"][-1].split()).endswith(truth["last"])


@pages
def test_dates_stand_on_the_page_as_the_truth_writes_them(name: str) -> None:
    truth = TRUTH[name]
    for date in filter(None, (truth["event"], *truth["other_dates"])):
        assert date["surface"] in main_text(name)
        assert date["value"] <= date["end"]
    if truth["published"]:
        assert truth["published"]["surface"] in shown(name)


@pages
def test_a_url_in_the_truth_is_given_by_the_page_its_sidecar_or_its_record(name: str) -> None:
    sidecar = ROOT / f"{name}.url"
    given = sidecar.read_bytes() if sidecar.is_file() else bodies()[name] + name.encode()
    assert TRUTH[name]["url"].encode() in given


@pages
def test_a_page_without_a_url_has_none_beside_it(name: str) -> None:
    known = bool(TRUTH[name]["url"])
    beside, first_line = (ROOT / f"{name}.url").is_file(), bodies()[name].startswith(b"http")
    assert known or not (beside or first_line)


def test_no_sidecar_is_without_its_page() -> None:
    sidecars = list(SEEDS.rglob("*.url"))
    assert sidecars
    assert all(path.with_suffix("").is_file() for path in sidecars)


def test_translations_and_near_duplicates_name_each_other() -> None:
    for name, truth in TRUTH.items():
        for key in ("translations", "near_duplicates"):
            assert all(name in TRUTH[other][key] for other in truth.get(key, ()))


def test_translations_are_in_other_languages() -> None:
    for truth in TRUTH.values():
        languages = [TRUTH[other]["language"] for other in truth.get("translations", ())]
        assert truth["language"] not in languages
        assert len(set(languages)) == len(languages)


def test_the_near_duplicates_differ_by_a_few_words() -> None:
    first, second = (name for name, truth in TRUTH.items() if "near_duplicates" in truth)
    likeness = SequenceMatcher(None, main_text(first).split(), main_text(second).split(), autojunk=False).ratio()
    assert 0.98 < likeness < 1


def test_one_page_is_labelled_with_a_wrong_charset() -> None:
    body = bodies()[WRONG_CHARSET]
    assert b"charset=utf-8" in body
    with pytest.raises(UnicodeDecodeError):
        body.decode("utf-8")


def test_one_page_is_labelled_windows_1251_and_is() -> None:
    body = bodies()[RIGHT_CHARSET]
    assert b"charset=windows-1251" in body
    assert TRUTH[RIGHT_CHARSET]["title"] in body.decode("windows-1251")


def test_one_page_is_nearly_empty() -> None:
    assert [name for name, truth in TRUTH.items() if len(" ".join(truth["blocks"]).split()) < 10] == [
        "seeds/steppe-rights.example/gallery_en.html"
    ]


def test_acronyms_are_expanded_on_their_pages() -> None:
    expansions = [(name, *pair) for name, truth in TRUTH.items() for pair in truth.get("acronyms", {}).items()]
    assert len(expansions) == 4
    assert all(f"{full} ({acronym})" in main_text(name) for name, acronym, full in expansions)


def test_the_warc_holds_a_warcinfo_twelve_pages_a_style_sheet_and_a_404() -> None:
    kinds = Counter((kind, status, content.partition(";")[0]) for kind, _, status, content, _ in records())
    assert kinds == {
        ("warcinfo", "", ""): 1,
        ("response", "200", "text/html"): 12,
        ("response", "200", "text/css"): 1,
        ("response", "404", "text/html"): 1,
    }


def test_the_warc_is_compressed_record_by_record() -> None:
    rest, members = WARC.read_bytes(), 0
    while rest:
        member = zlib.decompressobj(wbits=31)
        assert member.decompress(rest).startswith(b"WARC/1.0\r\n")
        rest, members = member.unused_data, members + 1
    assert members == len(list(records()))


def test_all_languages_are_there() -> None:
    languages = Counter(truth["language"] for truth in TRUTH.values())
    assert set(languages) == {"en", "ru", "kk"}
    assert min(languages.values()) >= 10


def test_dates_reach_from_2009_to_2024() -> None:
    years = {date["value"][:4] for truth in TRUTH.values() for date in (truth["event"], truth["published"]) if date}
    assert years == {str(year) for year in range(2009, 2025)}
