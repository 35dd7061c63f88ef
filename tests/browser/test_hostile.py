"""Pages that carry attacks, in Chromium with the policy in force: nothing runs, nothing leaves."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from browsing import OPEN, visits

from indexer.model import Date, Evidence, JudgedBlock, Kind, Record, Verdict, document_id

ATTACKS = [line for line in (Path(__file__).parent / "attacks.txt").read_text("utf-8").splitlines() if line]
WATCH = "window.ran = 0; window.alert = window.prompt = window.confirm = () => { window.ran += 1; };"


def planted(attack: str) -> Record:
    """A record with the attack in every field."""
    values = {
        name: (Evidence(attack, attack, attack, 0, 5, attack, 0.5),) for name in ("site", "country", "organisation")
    }
    blocks = [JudgedBlock(f"seminar {attack}", kind, 2, Verdict(True, attack, attack)) for kind in Kind]
    return Record(
        id=document_id(attack),
        source=attack,
        url=attack,
        site=attack,
        title=f"seminar {attack}",
        language=attack[:10],
        blocks=(*blocks, JudgedBlock(attack, Kind.PARAGRAPH, 0, Verdict(False, attack, attack, 2, 3))),
        facets=values,
        dates=(Date("2018-01-01", "2018-12-31", "year", attack, attack, attack, 0, 5),),
        notes=(attack,),
    )


@pytest.fixture(scope="module")
def hostile(serve: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serve(tmp_path_factory.mktemp("hostile"), map(planted, ATTACKS)) as address:
        yield address


@pytest.fixture
def watched(chromium: Any, hostile: str, record_property: Callable[[str, object], None]) -> Iterator[Any]:
    """A context whose pages count what runs; that no request leaves the site is looked at when the test is over."""
    context, outside = chromium.new_context(base_url=hostile), []
    context.add_init_script(WATCH)
    context.on("request", lambda request: None if request.url.startswith(hostile) else outside.append(request.url))
    yield context
    context.close()
    record_property("left", len(outside))
    assert outside == []


@pytest.fixture
def nothing_runs(watched: Any, record_property: Callable[[str, object], None]) -> Callable[[list[str]], None]:
    """Opens every path, with all that is folded there, and looks whether anything ran."""

    def look(paths: list[str]) -> None:
        ran = []
        for together in visits(watched, paths):
            for _, page in together:
                page.evaluate(OPEN)
                page.mouse.move(300, 300)
            ran += [path for path, page in together if page.evaluate("window.ran") != 0]
        record_property("ran", len(ran))
        assert ran == []

    return look


def test_no_attack_in_a_document_runs(nothing_runs: Callable[[list[str]], None]) -> None:
    nothing_runs([f"/doc/{document_id(attack)}?q=seminar&view=all" for attack in ATTACKS])


def test_no_attack_in_results_or_facets_runs(nothing_runs: Callable[[list[str]], None]) -> None:
    nothing_runs([f"/search?per_page=20&page={number}" for number in range(1, -(-len(ATTACKS) // 20) + 1)])


def test_no_attack_in_the_report_on_cleaning_runs(watched: Any, nothing_runs: Callable[[list[str]], None]) -> None:
    page = watched.new_page()
    page.goto("/cleaning")
    sites = page.locator("tbody th a").evaluate_all("links => links.map((each) => each.getAttribute('href'))")
    assert len(sites) > len(ATTACKS) / 2
    nothing_runs(["/cleaning", *sites])


def test_no_attack_in_all_values_of_a_facet_runs(nothing_runs: Callable[[list[str]], None]) -> None:
    lists = ["/browse", "/corpus", "/browse/organisation", "/browse/country?order=name", "/browse/site?q=seminar"]
    nothing_runs([*lists, *(f"/browse/country?prefix={quote(attack)}" for attack in ATTACKS[::6])])


def test_values_that_are_attacks_narrow_while_letters_are_typed(watched: Any) -> None:
    page = watched.new_page()
    page.goto("/browse/country?order=name")
    page.fill("#prefix", "<img")
    assert "of the" in page.locator("#narrowed").inner_text()
    assert page.evaluate("window.ran") == 0


def test_no_attack_in_an_address_runs(nothing_runs: Callable[[list[str]], None]) -> None:
    values = [quote(attack) for attack in ATTACKS]
    nothing_runs([f"/search?q={value}&country={value}&not.site={value}" for value in values])
    nothing_runs([f"/search?sort={value}&{value}=1" for value in values])


def test_what_slips_in_does_not_run_either(watched: Any) -> None:
    page = watched.new_page()
    page.goto("/search")
    tried = page.evaluate("""async () => {
      const attacks = [
        () => { document.body.innerHTML += '<img src=x onerror=alert(1)>'; },
        () => { document.createRange().createContextualFragment('<script>alert(1)</script>'); },
        () => { document.createElement('script').textContent = 'alert(1)'; },
        () => { eval('alert(1)'); },
      ];
      const outcome = (attack) => new Promise((resolve) => setTimeout(() => {  // out of the test's own eval
        try { attack(); resolve('ran'); } catch { resolve('refused'); }
      }));
      return Promise.all(attacks.map(outcome));
    }""")
    assert tried == ["refused"] * 4
    assert page.evaluate("window.ran") == 0


def test_the_policy_is_in_nobodys_way(open_page: Callable[..., Any], paths: Mapping[str, str]) -> None:
    page, said = open_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in (*paths.values(), paths["search"]):  # the last one is a 304: the script still runs with the kept policy
        page.goto(path)
        assert page.evaluate("typeof box") == "object"
    assert [text for text in said if "status of 4" not in text] == []
