"""Which phrases tell a page from the rest of the corpus."""

from collections.abc import Callable

import numpy as np
import pytest

from indexer.corpus import Decision, Findings, agree, finish
from indexer.enrichment import Phrase, Phrases
from indexer.model import JudgedBlock, Kind, Record, Verdict
from indexer.overrides import Overrides
from indexer.overrides.entries import entries

NOTHING = Overrides().of("", "", "a.example")
Pages = Callable[..., list[Decision]]


def phrase(key: int, label: str, times: int = 2, weight: float = 3.0, in_title: bool = False) -> Phrase:
    return Phrase(key, label, 0, len(label), times, weight, in_title)


def page(*stressed: Phrase, also: tuple[int, ...] = (), names: tuple[int, ...] = (), site: str = "a") -> Findings:
    keys = np.unique(np.array([*(each.key for each in stressed), *also], np.uint32))
    return Findings(site, "en", (), Phrases(stressed, keys.tobytes(), names))


@pytest.fixture
def chosen() -> Callable[[list[Findings]], list[list[str]]]:
    """The key phrases of each page."""

    def of(pages: list[Findings]) -> list[list[str]]:
        agreement, _ = agree(lambda: [(each, NOTHING) for each in pages])
        return [[found.value for found in agreement.decide(each, NOTHING).phrases] for each in pages]

    return of


def test_what_few_pages_hold_comes_before_what_many_hold(chosen) -> None:
    rare, usual = phrase(1, "blood pressure"), phrase(2, "summer school")
    pages = [page(usual, rare), *(page(also=(2,), site="b") for _ in range(2)), *(page() for _ in range(40))]
    assert chosen(pages)[0] == ["blood pressure", "summer school"]


def test_what_most_pages_of_a_site_hold_is_no_pages_own(chosen) -> None:
    pages = [*(page(phrase(1, "open river")) for _ in range(10)), *(page(site="b") for _ in range(100))]
    assert chosen(pages)[0] == []


def test_a_phrase_out_of_the_sites_organisations_is_no_pages_own(chosen) -> None:
    assert chosen([page(phrase(1, "open river")), page(names=(1,))])[0] == []


def test_a_phrase_is_called_what_most_pages_call_it(chosen) -> None:
    forms = [phrase(1, label, in_title=True) for label in ("legal clinics", "Legal clinic", "legal clinic")]
    assert [found for found, *_ in chosen([page(each) for each in forms])] == ["legal clinic"] * 3


def test_no_phrase_says_what_another_has_said(chosen) -> None:
    longer, part = phrase(1, "trafficking in persons", weight=4.0), phrase(2, "trafficking")
    assert chosen([page(longer, part._replace(times=9))])[0] == ["trafficking in persons"]


def test_a_key_phrase_stands_in_the_record_with_its_place_and_how_many_pages_hold_it() -> None:
    said = page(phrase(1, "blood pressure", in_title=True))
    decision = agree(lambda: [(said, NOTHING)])[0].decide(said, NOTHING)
    text = "Blood pressure is measured."
    blocks = (JudgedBlock(text, Kind.PARAGRAPH, 0, Verdict(True, "content", "")),)
    record = finish(Record("1", "", "", "a", "", "en", blocks), decision)
    (found,) = record.facets["phrase"]
    assert (found.value, found.surface, text[found.start : found.end]) == ("blood pressure", *["Blood pressure"] * 2)
    assert found.method == "2 times here, on no other page"


def test_the_owner_hides_a_key_phrase() -> None:
    hidden = Overrides(entries({"hide": [{"facet": "phrase", "value": "blood pressure"}]})).of("", "", "a")
    said = page(phrase(1, "blood pressure", in_title=True))
    decision = agree(lambda: [(said, hidden)])[0].decide(said, hidden)
    assert not finish(Record("1", "", "", "a", "", "en", ()), decision).facets.get("phrase")


def test_findings_with_phrases_come_back_from_their_bytes() -> None:
    said = page(phrase(1, "a\nb"), also=(10, 2570), names=(7,))
    assert Findings.decoded(said.encoded()) == said


def test_one_page_more_changes_no_decision_while_no_number_reaches_the_next_round_one() -> None:
    pages = [page(phrase(1, "blood pressure", in_title=True)), *(page(site="b") for _ in range(20))]
    keys = []
    for corpus in (pages, [*pages, page(site="b")]):
        agreement, _ = agree(lambda: [(each, NOTHING) for each in corpus])  # noqa: B023
        keys.append(agreement.decide(pages[0], NOTHING).key)
    assert keys[0] == keys[1]
