"""Sites as they come: lone pages, small and large ones, in two languages, redesigned, crawled twice, shrinking.

All but the last are read, judged and indexed in one build; the facts are read off the index.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from indexer import audit, generations, pipeline
from indexer.engines import open_engine
from indexer.model import JudgedBlock, Kind, Record
from indexer.settings import Settings

WORDS = (
    "harvest bridge lantern orchard meadow carpenter tunnel blanket engine cellar violin pepper saddle chimney anchor "
    "basket curtain feather garden hammer island jacket kettle ladder mirror needle onion pillow quarry ribbon"
).split()
WORDS_RU = (
    "урожай мост фонарь сад луг плотник туннель одеяло мотор погреб скрипка перец седло дымоход якорь корзина занавес "
    "перо огород молоток остров куртка чайник лестница зеркало игла лук подушка карьер лента"
).split()
SLOGAN = "Whoever brings a friend to the harvest brings half of the harvest, as they say here."
TEMPLATE = """<html><head><title>{title} | The Valley Courier</title></head><body>
<div class="top">A paper for the whole of the valley</div>
<ul class="nav"><li><a href="/">Front page</a></li><li><a href="/l">Letters from readers</a></li>{menu}</ul>
<div class="text"><h1>{title}</h1>{body}</div>
<div class="foot"><p>The Valley Courier, 12 Station Street, second floor</p><p>Printed at the old mill</p></div>
</body></html>"""
TEMPLATE_RU = """<html><head><title>{title} | Вестник долины</title></head><body>
<div class="top">Газета для всей долины и её гостей</div>
<ul class="nav"><li><a href="/">Первая полоса</a></li><li><a href="/l">Письма наших читателей</a></li>{menu}</ul>
<div class="text"><h1>{title}</h1>{body}</div>
<div class="foot"><p>Вестник долины, Вокзальная улица, дом 12, второй этаж</p></div></body></html>"""
REDESIGN = """<html><head><title>{title} - Courier Online</title></head><body>
<header><p>Courier Online: the valley as it happens</p><nav><a href="/today">What is new today</a> {menu}
<a href="/watch">Watch and listen</a></nav></header>
<main><article><h1>{title}</h1>{body}</article></main>
<aside><p>Send us your pictures of the valley</p></aside><footer><p>Courier Online is made by six people</p></footer>
</body></html>"""


def three(number: int, words: list[str]) -> list[str]:
    """Three words that no other number has in this order."""
    return [words[number % 30], words[number // 30 % 30], words[(number * 7 + number // 900 + 3) % 30]]


def own_text(number: int, russian: bool = False) -> list[str]:
    """A title and two paragraphs that stand on one page alone."""
    a, b, c = three(number, WORDS_RU if russian else WORDS)
    if russian:
        return [
            f"Как {a} и {b} изменили {c}",
            f"В прошлую среду {a} увидел каждый, кто пришёл, и до вечера говорили только о том, что {b} был номером "
            f"{number} в длинном списке, который {c} оставил после себя.",
            f"Никто не ожидал, что {b} окажется так близко: {c} стоял рядом, а {a} ждали ещё с весны, и люди долго не "
            f"расходились по домам {number}-го квартала.",
        ]
    return [
        f"How the {a} and the {b} changed the {c}",
        f"Last Wednesday the {a} was seen by everybody who came, and until the evening people spoke of how the {b} was "
        f"number {number} on the long list that the {c} had left behind.",
        f"Nobody had thought that the {b} could be so near: the {c} stood beside it, the {a} had been awaited since "
        f"spring, and the people of block {number} went home late.",
    ]


def page(number: int, template: str = TEMPLATE, menu: str = "", more: str = "", russian: bool = False) -> str:
    title, *paragraphs = own_text(number, russian)
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs) + more
    return template.format(title=title, body=body, menu=menu)


def sites() -> Iterator[tuple[str, int, str]]:
    """(site, number, markup) of every page."""
    yield "lone", 0, page(0, more="<p>Get Adobe Flash player</p><p>© 2019 The Valley Courier</p>")
    for size in (3, 10, 100, 700):
        yield from ((f"of-{size}", number, page(number)) for number in range(size))
    yield from (("bilingual", number, page(number)) for number in range(12))
    yield from (("bilingual", 100 + number, page(100 + number, TEMPLATE_RU, russian=True)) for number in range(15))
    yield from (("redesigned", number, page(number, TEMPLATE if number < 20 else REDESIGN)) for number in range(40))
    for number in range(10):
        yield "twice", number, page(number)
        yield "twice", 1000 + number, page(number).replace("went home late", "went home very late")
    menu = "".join(f"<li><a href='/{number}'>{own_text(number)[0]}</a></li>" for number in range(8))
    yield from (("menu", number, page(number, menu=menu)) for number in range(8))
    said = f"<p>{SLOGAN}</p><p>Anna Brewster, for the Valley Courier</p>"
    yield from (("slogans", number, page(number, more=said * (number % 16 == 0))) for number in range(40))


def write(folder: Path, pages: Iterable[tuple[str, int, str]]) -> Path:
    for site, number, markup in pages:
        (folder / site).mkdir(parents=True, exist_ok=True)
        (folder / site / f"{number:04}.html").write_text(markup, "utf-8")
    return folder


Documents = Callable[[str], dict[int, Record]]


def read_index(index: Path) -> Documents:
    """By site, the documents of an index by their numbers."""
    with closing(open_engine("tantivy", generations.current(index).engine_path)) as engine:
        found = [engine.get(id_) for id_ in dict(generations.current(index).contents())]

    def of(site: str) -> dict[int, Record]:
        return {int(each.source[-9:-5]): each for each in found if each and each.site == site}

    return of


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Documents:
    folder = tmp_path_factory.mktemp("sites")
    settings = Settings(seeds=(write(folder / "seeds", sites()),), index=folder / "index", workers=2)
    pipeline.build(settings)
    return read_index(settings.index)


def kept(record: Record) -> list[str]:
    return [block.text for block in record.blocks if block.verdict.kept]


def block(record: Record, text: str) -> JudgedBlock:
    return next(each for each in record.blocks if each.text == text)


def test_a_lone_page_keeps_its_text_and_loses_its_notices(documents: Documents) -> None:
    (lone,) = documents("lone").values()
    assert set(own_text(0)) <= set(kept(lone))
    assert {"Get Adobe Flash player", "© 2019 The Valley Courier"}.isdisjoint(kept(lone))
    assert all(each.verdict.rule != "repeated" and each.verdict.of_pages <= 1 for each in lone.blocks)


@pytest.mark.parametrize("size", [3, 10, 100, 700])
def test_every_page_of_a_site_of_any_size_keeps_its_own_text_and_nothing_else(documents: Documents, size: int) -> None:
    found = documents(f"of-{size}")
    assert len(found) == size
    assert {number: kept(record) for number, record in found.items()} == {n: own_text(n) for n in range(size)}
    foot = block(found[size // 2], "The Valley Courier, 12 Station Street, second floor").verdict
    assert (foot.rule, foot.on_pages, foot.of_pages) == ("repeated", size, size)


def test_each_language_of_a_site_is_counted_on_its_own(documents: Documents) -> None:
    found = documents("bilingual")
    assert {number: kept(record) for number, record in found.items()} == {
        number: own_text(number, russian=number >= 100) for number in found
    }
    assert {each.verdict.of_pages for each in found[3].blocks} == {12}
    assert {each.verdict.of_pages for each in found[103].blocks} == {15}


def test_of_a_redesigned_site_both_templates_go_and_no_text(documents: Documents) -> None:
    found = documents("redesigned")
    assert {number: kept(record) for number, record in found.items()} == {n: own_text(n) for n in range(40)}
    old, new = audit.templates(found.values())
    assert {old.documents, new.documents} == {20}


def test_of_a_site_crawled_twice_copies_count_once_and_articles_are_not_taken_for_template(
    documents: Documents,
) -> None:
    found = documents("twice")
    assert len(found) == 20
    assert all(set(own_text(number % 1000)[:2]) <= set(kept(record)) for number, record in found.items())
    assert all(len(kept(record)) == 3 for record in found.values())
    assert {each.verdict.of_pages for each in found[5].blocks} == {10}


def test_a_title_that_is_an_entry_of_every_menu_is_kept_once_as_the_title(documents: Documents) -> None:
    found = documents("menu")
    assert {number: kept(record) for number, record in found.items()} == {n: own_text(n) for n in range(8)}
    assert all(record.title == own_text(number)[0] for number, record in found.items())
    assert all(sum(each.kind is Kind.TITLE for each in record.blocks) == 1 for record in found.values())


def test_slogans_and_signatures_inside_of_a_few_articles_stay(documents: Documents) -> None:
    found = documents("slogans")
    said = [record for number, record in found.items() if number % 16 == 0]
    assert all(SLOGAN in kept(record) for record in said)
    assert all("Anna Brewster, for the Valley Courier" in kept(record) for record in said)


def test_a_site_that_shrinks_is_counted_anew(tmp_path: Path) -> None:
    seeds = write(tmp_path / "seeds", (("shrinking", number, page(number)) for number in range(12)))
    settings = Settings(seeds=(seeds,), index=tmp_path / "index", workers=2)
    pipeline.build(settings)
    for path in sorted((seeds / "shrinking").iterdir())[3:]:
        path.unlink()
    pipeline.build(settings, prune=True)
    found = read_index(settings.index)("shrinking")
    assert {number: kept(record) for number, record in found.items()} == {n: own_text(n) for n in range(3)}
    assert {each.verdict.of_pages for each in found[1].blocks} == {3}


def test_fifty_more_pages_of_a_known_site_write_themselves_and_hardly_any_other(tmp_path: Path) -> None:
    seeds = write(tmp_path / "seeds", (("growing", number, page(number)) for number in range(100)))
    settings = Settings(seeds=(seeds,), index=tmp_path / "index", workers=2)
    pipeline.build(settings)
    write(seeds, (("growing", number, page(number)) for number in range(100, 150)))
    report = pipeline.build(settings)
    assert (report.pages.unchanged, report.pages.new) == (100, 50)
    assert 50 <= report.written.written <= 60  # a word's share of all pages has passed a step for a few: key phrases
    assert kept(read_index(settings.index)("growing")[7]) == own_text(7)
