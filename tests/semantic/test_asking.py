"""Searching by meaning beside the words: the same on every engine. The model is a small one that knows a few words."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from meanings import ByTopic, vectors_of

from indexer.asking import Corpus, Request
from indexer.engines import IN_A_FOLDER, Engine, open_engine
from indexer.model import Date, Evidence, Filter, JudgedBlock, Kind, Record, Verdict
from indexer.query import parse, to_text
from indexer.search import Answer, records, search
from indexer.semantic import Meaning, model, said, unsaid
from indexer.semantic.vectors import Vectors

TEXTS = {
    "a": ("en", "The dog here is a brown dog.", "Peru", "2018-01-01"),
    "b": ("ru", "собака", "Kazakhstan", "2019-01-01"),
    "c": ("en", "A hound and a puppy.", "Kazakhstan", "2020-01-01"),
    "d": ("en", "A river.", "Kazakhstan", "2018-06-01"),
    "e": ("en", "A dog.", "Kazakhstan", "2018-07-01"),
    "f": ("en", "A court.", "Iran", ""),
}
Ask = Callable[..., Answer]


def record(id: str, language: str, text: str, country: str, date: str) -> Record:
    block = JudgedBlock(text, Kind.PARAGRAPH, 0, Verdict(True, "content", "prose"))
    value = Evidence(country, country, country, 0, 1, "known name", 1.0)
    dates = (Date(date, date, "day", "published", "text"),) if date else ()
    return Record(id, id, "", "a.example", "", language, (block,), {"country": (value,)}, dates)


RECORDS = [record(id_, *written) for id_, written in TEXTS.items()]


@pytest.fixture(params=IN_A_FOLDER)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    opened = open_engine(request.param, tmp_path, write=True)
    opened.add(RECORDS)
    yield opened
    opened.close()


@pytest.fixture
def corpus(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Corpus:
    monkeypatch.setattr(model, "embedder", ByTopic)
    (tmp_path / "vectors").write_bytes(vectors_of(RECORDS))
    with (tmp_path / "vectors").open("rb") as file:
        return Corpus(engine, ["en", "ru"], {}, Meaning(Vectors(file)))


@pytest.fixture
def ask(corpus: Corpus) -> Ask:
    """Searches by meaning too, unless it is told otherwise."""
    return lambda q, **given: search(corpus, Request(q, **{"also": ("meaning",), **given}))


def ids(answer: Answer) -> str:
    return "".join(hit.id for hit in answer.hits)


def test_what_the_words_find_comes_first_and_nothing_is_lost(ask: Ask) -> None:
    words, both = ask("dog", also=()), ask("dog")
    assert ids(words) == "ea"
    assert ids(both) == "eacb"
    assert both.results.total == 4
    assert [hit.score for hit in both.hits[:2]] == [pytest.approx(hit.score, abs=1e-9) for hit in words.hits]


def test_what_only_the_meaning_finds_is_told(ask: Ask) -> None:
    assert ask("dog").by_meaning == {"b", "c"}
    assert ask("dog", sort="date").by_meaning == {"b", "c"}
    assert ask("dog", also=()).by_meaning == frozenset()
    assert ask("dog", per_page=3).by_meaning == {"c"}


def test_facets_and_years_count_all_that_is_found(ask: Ask) -> None:
    found = ask("dog").results
    assert dict(next(of.values for of in found.facets if of.field == "country")) == {"Kazakhstan": 3, "Peru": 1}
    assert dict(found.years) == {2018: 2, 2019: 1, 2020: 1}


def test_filters_and_dates_hold_of_it_too(ask: Ask) -> None:
    assert ids(ask("dog", filters=(Filter("country", ("Kazakhstan",)),))) == "ecb"
    assert ids(ask("dog", filters=(Filter("country", ("Kazakhstan",), exclude=True),))) == "a"
    assert ids(ask("dog", date_from="2019")) == "cb"


def test_what_the_query_excludes_or_asks_of_facets_and_dates_holds_of_it_too(ask: Ask) -> None:
    assert ids(ask("dog -puppy")) == "eab"
    assert ids(ask("dog country:Kazakhstan")) == "ecb"
    assert ids(ask("dog date:2020")) == "c"


@pytest.mark.parametrize("sort", ["relevance", "date", "-date", "title"])
def test_paging_gives_each_document_once(ask: Ask, corpus: Corpus, sort: str) -> None:
    whole = ids(ask("dog", sort=sort))
    assert "".join(ids(ask("dog", sort=sort, page=page, per_page=1)) for page in range(1, 6)) == whole
    assert "".join(each.id for each in records(corpus, Request("dog", sort=sort, also=("meaning",)))) == whole
    places = [hit.place for hit in ask("dog", sort=sort).hits]
    assert "".join(ids(ask("dog", sort=sort, after=place, per_page=1)) for place in places) == whole[1:]


def test_what_has_no_score_comes_before_it_where_the_words_of_the_query_find_it(ask: Ask) -> None:
    assert ids(ask("hound OR country:Iran")) == "cfaeb"
    assert ids(ask("hound OR date:2018-06")) == "cdaeb"


def test_it_is_offered_where_it_finds_more_and_undone(ask: Ask) -> None:
    (offer,) = ask("dog", also=()).switches
    assert (offer.kind, offer.label, offer.on, offer.request.also) == ("meaning", "dog", False, ("meaning",))
    (on,) = ask("dog").switches
    assert (on.kind, on.on, on.request.also) == ("meaning", True, ())


def test_it_is_offered_where_the_words_find_nothing(ask: Ask) -> None:
    nothing = ask("tribunal", also=())
    assert (nothing.results.total, [one.kind for one in nothing.switches]) == (0, ["meaning"])


@pytest.mark.parametrize("q", ["", "river stream", "-dog", "country:Peru", "date:2018", "elephant", "*"])
def test_it_is_not_offered_where_it_finds_no_more(ask: Ask, q: str) -> None:
    assert [one.kind for one in ask(q, also=()).switches if one.kind == "meaning"] == (
        ["meaning"] if "river" in q else []
    )


def test_it_is_not_offered_where_documents_have_no_vectors(engine: Engine) -> None:
    corpus = Corpus(engine, ["en", "ru"], {})
    assert search(corpus, Request("dog")).switches == ()
    assert ids(search(corpus, Request("dog", also=("meaning",)))) == "ea"


@pytest.mark.parametrize(
    ("q", "text", "rest"),
    [
        ("dogs in court", "dogs in court", ""),
        ('"stray dogs"~2 -cat country:Peru', "stray dogs", "-cat country:Peru"),
        ("title:dog (hound OR puppy*) pupy~", "dog hound puppy pupy", ""),
        ("-dog", "", ""),
        ("date:2018 -(cat dog)", "", "date:2018 -(cat dog)"),
        ("", "", ""),
    ],
)
def test_a_query_says_its_words_and_the_rest_must_hold(q: str, text: str, rest: str) -> None:
    tree = parse(q).tree
    assert said(tree) == text
    assert to_text(unsaid(tree)) == rest


def test_a_long_query_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(said(parse("word " * 60 + "w" * 400).tree)) == model.CHARS


def test_a_question_is_embedded_once(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = list[str]()

    class Listening(ByTopic):
        def query(self, text: str) -> model.Vector:
            asked.append(text)
            return super().query(text)

    monkeypatch.setattr(model, "embedder", Listening)
    request = Request("dog", also=("meaning",))
    for page in (1, 2):
        search(corpus, replace(request, page=page, per_page=2))
    assert asked == ["dog"]
