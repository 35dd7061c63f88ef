"""The file: what it may say, and how a wrong entry is refused."""

from pathlib import Path

import pytest

from indexer.errors import SettingsError
from indexer.overrides import KEYS, load

ONE_OF_EACH = """
keep = [{ text = "Our  Partners" }]
drop = [{ pattern = '^Photo: ', site = "www.A.example" }]
merge = [{ facet = "organisation", value = ["UN Drugs Office", "UNDO"], into = "UNODC", label = "UN Office" }]
hide = [{ facet = "country", value = "Georgia", site = "atlanta.example" }]
rename = [{ facet = "organisation", value = "UNODC", label = "UN Office" }]
add = [{ facet = "country", value = "Iran", page = "035d1f23602ae978" }]
set = [{ facet = "country", value = [], page = "seeds/a/b.html" }]
date = [{ value = 2018-10-09, kind = "event", page = "https://a.example/x" }]
split = [{ facet = "person", value = "A. Sadvakasova" }]
"""


def write(folder: Path, text: str) -> Path:
    (folder / "overrides.toml").write_text(text, "utf-8")
    return folder / "overrides.toml"


def test_every_kind_of_entry_is_read(tmp_path: Path) -> None:
    entries = load(write(tmp_path, ONE_OF_EACH)).entries
    assert [entry.action for entry in entries] == list(KEYS)
    assert (entries[0].text, entries[1].site, entries[6].value) == ("our partners", "a.example", ())
    assert entries[7].value == ("2018-10-09", "2018-10-09", "day")


def test_without_a_file_nothing_is_overridden(tmp_path: Path) -> None:
    assert load(tmp_path / "overrides.toml").entries == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[kepe]]\ntext = "x"', "No kind of entry called 'kepe'. Choose from: keep, drop, merge"),
        ('[keep]\ntext = "x"', r"'keep' stands in two brackets, \[\[keep\]\]"),
        (
            '[[keep]]\ntext = "x"\n[[keep]]\ntxt = "x"',
            r"line 3, \[\[keep\]\] 2 has no key 'txt'. Choose from: text, pattern, selector, page",
        ),
        ("[[keep]]", r"\[\[keep\]\] 1 needs text or pattern or selector"),
        ('[[keep]]\ntext = "x"\npattern = "x"', "takes text or pattern or selector, one of them"),
        (
            '[[drop]]\ntext = "x"\n\n[[drop]]\nselector = "p ~ p"',
            r"line 4, \[\[drop\]\] 2: 'selector' takes .* not 'p ~ p'",
        ),
        ('[[keep]]\ntext = "x"\nsite = "x"\npage = "x"', "takes page or site, one of them"),
        ("[[keep]]\ntext = 3", r"\[\[keep\]\] 1: 'text' takes a text, not 3"),
        ('[[keep]]\ntext = " "', "'text' takes a text, not ' '"),
        ("[[drop]]\npattern = '('", "'pattern' takes a regular expression .*missing"),
        ("[[drop]]\npattern = '(a+)+b'", "'pattern' takes a regular expression without"),
        ('[[hide]]\nfacet = "contry"\nvalue = "x"', "'facet' takes the name of a facet: site, language"),
        ('[[hide]]\nfacet = "country"\nvalue = 3', "'value' takes a text or a list of texts, not 3"),
        ('[[hide]]\nfacet = "country"', r"\[\[hide\]\] 1 needs value"),
        ('[[add]]\nfacet = "country"\nvalue = "Iran"', r"\[\[add\]\] 1 needs page or site"),
        ('[[merge]]\nfacet = "country"\nvalue = "x"\ninto = ""', "'into' takes a text, not ''"),
        ('[[date]]\npage = "x"\nvalue = "9.10.2018"', '\'value\' takes "2018-10-09", "2018-10"'),
        ('[[date]]\npage = "x"\nvalue = "2018-02-30"', "'value' takes"),
        ('[[date]]\npage = "x"\nvalue = "2018-10..2018-10-09"', "'value' takes"),
        ('[[date]]\npage = "x"\nvalue = "2018"\nkind = "x"', "'kind' takes event or published, not 'x'"),
        ("keep = 3", "stands in two brackets"),
        ("= nonsense", "Cannot read the overrides in"),
    ],
)
def test_a_wrong_entry_is_refused_with_the_file_the_entry_and_what_is_allowed(
    tmp_path: Path, text: str, message: str
) -> None:
    with pytest.raises(SettingsError, match=message) as refused:
        load(write(tmp_path, text))
    assert "overrides.toml" in str(refused.value)


def test_merges_that_go_in_a_circle_are_refused(tmp_path: Path) -> None:
    merge = '[[merge]]\nfacet = "country"\nvalue = "{}"\ninto = "{}"\n'
    with pytest.raises(SettingsError, match=r"\[\[merge\]\] \d merges '\w' in a circle"):
        load(write(tmp_path, merge.format("a", "b") + merge.format("b", "c") + merge.format("c", "A")))
    assert load(write(tmp_path, merge.format("a", "b") + merge.format("b", "B")))


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ('"2018"', ("2018-01-01", "2018-12-31", "year")),
        ('"2018-02"', ("2018-02-01", "2018-02-28", "month")),
        ('"2018-10-09..2018-10-10"', ("2018-10-09", "2018-10-10", "day")),
        ('"none"', ()),
    ],
)
def test_dates_are_as_exact_as_they_are_given(tmp_path: Path, given: str, value: tuple[str, ...]) -> None:
    (entry,) = load(write(tmp_path, f'[[date]]\npage = "x"\nvalue = {given}')).entries
    assert entry.value == value
