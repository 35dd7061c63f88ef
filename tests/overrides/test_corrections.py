"""Which entries hold for which page."""

from collections.abc import Callable
from pathlib import Path

from indexer.model import document_id
from indexer.overrides import Corrections, Overrides, load

Of = Callable[..., Corrections]
KEEP = '[[keep]]\ntext = "x"\n'


def test_an_entry_for_another_site_or_page_does_not_touch_the_key(corrections: Of) -> None:
    assert corrections(KEEP + 'site = "b.example"').key == corrections("").key == ""
    assert corrections(KEEP + 'page = "035d1f23602ae978"') == Corrections()
    assert corrections(KEEP + 'site = "a.example"').key != corrections(KEEP).key != ""


def test_comments_and_places_do_not_touch_the_key(corrections: Of) -> None:
    other = '[[keep]]\ntext = "y"\nsite = "b.example"\n'
    assert corrections(other + "# why\n[[keep]]\ntext = ' X '").key == corrections(KEEP).key


def test_a_page_is_named_by_its_id_its_source_or_its_address(corrections: Of) -> None:
    address = "https://a.example/seminar"
    for name in (document_id(address), address, "seeds/a.example/seminar.html"):
        assert corrections(f'{KEEP}page = "{name}"', id=document_id(address)).key, name


def test_an_address_is_brought_into_its_one_spelling(tmp_path: Path) -> None:
    (tmp_path / "o.toml").write_text(KEEP + 'page = "HTTPS://A.example/x#y"', "utf-8")
    owner = load(tmp_path / "o.toml", lambda address: address.lower().partition("#")[0])
    assert owner.of(document_id("https://a.example/x"), "s", "").key


def test_a_site_is_compared_without_case_and_www(corrections: Of) -> None:
    assert corrections(KEEP + 'site = "WWW.A.example"', site="a.example").key
    assert not corrections(KEEP + 'site = "a.example"', site="").key


def test_pages_of_a_site_share_one_key(corrections: Of) -> None:
    assert corrections(KEEP + 'site = "a.example"', id="1").key == corrections(KEEP + 'site = "a.example"', id="2").key


def test_entries_that_meet_no_page_are_named(tmp_path: Path) -> None:
    (tmp_path / "o.toml").write_text(
        KEEP + KEEP + 'site = "b.exmaple"\n' + KEEP + 'page = "123"\n' + KEEP + 'page = "1"'
    )
    idle = load(tmp_path / "o.toml").idle([("1", "s/1", "b.example")])
    assert [entry.place for entry in idle] == ["line 3, [[keep]] 2", "line 6, [[keep]] 3"]
    assert Overrides().idle([]) == []
