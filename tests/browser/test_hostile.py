"""Pages that carry attacks, in Chromium with the policy in force: nothing runs, nothing leaves."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

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
def watched(chromium: Any, hostile: str) -> Iterator[tuple[Any, list[str]]]:
    """A page that counts what runs, and the addresses it asked for beyond the site."""
    context = chromium.new_context(base_url=hostile)
    context.add_init_script(WATCH)
    page, outside = context.new_page(), []
    page.on("request", lambda request: None if request.url.startswith(hostile) else outside.append(request.url))
    yield page, outside
    context.close()


def test_no_attack_in_a_document_runs(watched: tuple[Any, list[str]]) -> None:
    page, outside = watched
    for attack in ATTACKS:
        page.goto(f"/doc/{document_id(attack)}?q=seminar&view=all")
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        assert page.evaluate("window.ran") == 0, attack
    assert outside == []


def test_no_attack_in_results_or_facets_runs(watched: tuple[Any, list[str]]) -> None:
    page, outside = watched
    for number in range(1, len(ATTACKS) // 20 + 2):
        page.goto(f"/search?per_page=20&page={number}")
        page.mouse.move(300, 300)
        assert page.evaluate("window.ran") == 0
    assert outside == []


def test_no_attack_in_the_report_on_cleaning_runs(watched: tuple[Any, list[str]]) -> None:
    page, outside = watched
    page.goto("/cleaning")
    for path in page.locator("tbody th a").evaluate_all("links => links.map((each) => each.getAttribute('href'))"):
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        assert page.evaluate("window.ran") == 0, path
    assert outside == []


def test_no_attack_in_all_values_of_a_facet_runs(watched: tuple[Any, list[str]]) -> None:
    page, outside = watched
    for path in ("/browse", "/corpus", "/browse/organisation", "/browse/country?order=name", "/browse/site?q=seminar"):
        page.goto(path)
        assert page.evaluate("window.ran") == 0, path
    page.fill("#prefix", "<img")
    assert "of the" in page.locator("#narrowed").inner_text()
    for attack in ATTACKS[::6]:
        page.goto(f"/browse/country?prefix={quote(attack)}")
        assert page.evaluate("window.ran") == 0, attack
    assert outside == []


def test_no_attack_in_an_address_runs(watched: tuple[Any, list[str]]) -> None:
    page, outside = watched
    for attack in ATTACKS:
        value = quote(attack)
        page.goto(f"/search?q={value}&country={value}&not.site={value}")
        assert page.evaluate("window.ran") == 0, attack
        page.goto(f"/search?sort={value}&{value}=1")
        assert page.evaluate("window.ran") == 0, attack
    assert outside == []


def test_what_slips_in_does_not_run_either(watched: tuple[Any, list[str]]) -> None:
    page, _ = watched
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
