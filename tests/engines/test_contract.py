"""What every engine does: the same facts on each of them."""

import os
import pickle
from pathlib import Path

import pytest

from indexer.engines import Engine
from indexer.engines.analysed import Analysed
from indexer.errors import EngineError, NoIndex
from indexer.model import (
    SORTS,
    All,
    And,
    Clause,
    DateRange,
    Filter,
    Fuzzy,
    HasValue,
    Ids,
    Not,
    Nothing,
    Or,
    Phrase,
    Preferring,
    Prefix,
    Query,
    Results,
    Shown,
    Term,
    document_id,
)
from indexer.schema import MISSING


def names(results: Results) -> str:
    """The first letters of the documents found, in order."""
    return "".join(hit.id[0] for hit in results.hits)


def found(engine: Engine, clause: Clause) -> str:
    """The first letters of the documents that a clause matches, sorted; all of them, as the total says."""
    results = engine.search(Query(clause, limit=100))
    assert results.total == engine.total(Query(clause)) == len(results.hits)
    return "".join(sorted(names(results)))


def counts(results: Results, facet: str) -> dict[str, int]:
    return dict(next(counts for counts in results.facets if counts.field == facet).values)


def word(text: str) -> Term:
    return Term("exact", text)


def ids(scores: dict[str, float]) -> Ids:
    """The records of these names, with these scores."""
    return Ids(tuple(((name + document_id(name))[:16], score) for name, score in scores.items()))


class TestClauses:
    @pytest.fixture
    def engine(self, open_index, record):
        return open_index(
            record(
                "a", "seminars on border control", title="Regional seminar", date="2018-10-09", country="Kazakhstan"
            ),
            record("b", "border guards and GLO.ACT control the control room", date=("2018-12-30", "2019-01-02")),
            record("c", "nothing to see", title="Border", date="2020-02-02", country=["Iran", "Kazakhstan"]),
            record("d", "контроль границы", written_in="ru"),
        )

    @pytest.mark.parametrize(
        ("clause", "expected"),
        [
            (All(), "abcd"),
            (Nothing(), ""),
            (word("control"), "ab"),
            (word("seminar"), "a"),
            (word("absent"), ""),
            (word(""), ""),
            (Term("stem", "seminar"), "a"),
            (Term("joined", "gloact"), "b"),
            (Term("exact", "glo"), "b"),
            (Term("title_exact", "border"), "c"),
            (Term("title_stem", "region"), "a"),
            (word("контроль"), "d"),
            (And((word("border"), word("control"))), "ab"),
            (And(()), "abcd"),
            (And((word("border"), Nothing())), ""),
            (Or((word("see"), word("guards"))), "bc"),
            (Or(()), ""),
            (Or((Nothing(), word("see"))), "c"),
            (Not(word("control")), "cd"),
            (Not(Not(word("control"))), "ab"),
            (Not(All()), ""),
            (Not(Nothing()), "abcd"),
            (And((Not(word("see")), Not(word("guards")))), "ad"),
            (And((word("border"), Not(word("guards")))), "ac"),
            (Or((Not(word("border")), word("guards"))), "bd"),
            (Not(And((word("border"), word("control")))), "cd"),
            (HasValue("country", "kazakhstan"), "ac"),
            (HasValue("country", "IRAN"), "c"),
            (HasValue("country", MISSING), "bd"),
            (HasValue("country", "\ud800"), ""),
            (Not(HasValue("country", "Iran")), "abd"),
            (And((All(), HasValue("country", "Iran"))), "c"),
            (All(1.0), "abcd"),
            (ids({"c": 0.5, "a": 0.7, "absent": 0.9}), "ac"),
            (Ids(()), ""),
            (Not(ids({"c": 0.5})), "abd"),
            (And((ids({"c": 0.5, "a": 0.5}), HasValue("country", "Iran"))), "c"),
            (Or((word("control"), ids({"a": 0.5, "d": 0.5}))), "abd"),
        ],
    )
    def test_a_clause_matches(self, engine, clause, expected):
        assert found(engine, clause) == expected

    def test_ids_rank_by_the_scores_they_are_given(self, engine):
        best_last = ids({"a": 0.2, "d": 0.9, "c": 0.4})
        (first, *_) = hits = engine.hits(Query(best_last))
        assert [hit.id[0] for hit in hits] == ["d", "c", "a"]
        assert first.score == pytest.approx(0.9)
        assert [hit.id[0] for hit in engine.hits(Query(best_last, after=first.place))] == ["c", "a"]

    def test_ids_of_next_to_no_score_come_behind_whatever_else_matches(self, engine):
        behind = ids({"a": 3e-30, "c": 9e-31, "d": 8e-31})
        assert names(engine.search(Query(Or((word("see"), behind))))) == "cad"
        dated = Preferring(DateRange(20201231, None), (All(4e-30),))
        assert names(engine.search(Query(Or((dated, behind))))) == "acd"
        iran = Preferring(HasValue("country", "Iran"), (All(4e-30),))
        assert names(engine.search(Query(Or((iran, behind))))) == "cad"

    @pytest.mark.parametrize(
        ("first", "last", "expected"),
        [
            (None, None, "abc"),
            (20181009, 20181009, "a"),
            (20181010, None, "bc"),
            (20190101, 20190101, "b"),
            (20190102, 20190102, "b"),
            (20190103, 20200201, ""),
            (None, 20181229, "a"),
            (None, 20181230, "ab"),
            (20200203, 20181009, ""),
        ],
    )
    def test_a_date_range_matches_what_overlaps_it(self, engine, first, last, expected):
        assert found(engine, DateRange(first, last)) == expected

    @pytest.mark.parametrize(
        ("terms", "slop", "expected"),
        [
            (("border", "control"), 0, "a"),
            (("control", "border"), 3, ""),
            (("border", "control"), 3, "a"),
            (("border", "control"), 4, "ab"),
            (("guards", "glo", "act", "control"), 0, ""),
            (("guards", "glo", "act", "control"), 1, "b"),
            (("control", "the", "control"), 0, "b"),
            (("control", "control"), 0, ""),
            (("border", "absent"), 2, ""),
            (("seminar", "seminars"), 0, ""),  # title and text are not neighbours
            (("seminar", "seminars"), 1, "a"),
            (("border", "guards", "room"), 1_000, "b"),
        ],
    )
    def test_a_phrase_matches_its_terms_in_order_within_its_slop(self, engine, terms, slop, expected):
        assert found(engine, Phrase("exact", terms, slop)) == expected

    def test_exact_and_stem_have_the_same_positions(self, engine):
        assert found(engine, Phrase("stem", ("seminar", "on", "border"))) == "a"
        assert found(engine, Phrase("stem", ("seminar", "border"), 1)) == "a"

    @pytest.mark.parametrize(
        ("clause", "expected"),
        [
            (Prefix("exact", "semi"), "a"),
            (Prefix("exact", "con"), "ab"),
            (Prefix("exact", "кон"), "d"),
            (Prefix("exact", "control."), ""),
            (Prefix("title_exact", "bor"), "c"),
            (Prefix("exact", ""), "abcd"),
            (Fuzzy("exact", "contorl", 1), "ab"),
            (Fuzzy("exact", "cotrl", 1), ""),
            (Fuzzy("exact", "cotrl", 2), "ab"),
            (Fuzzy("exact", "xontrol", 1), "ab"),
            (Fuzzy("exact", "граница", 1), "d"),
            (Not(Prefix("exact", "con")), "cd"),
        ],
    )
    def test_a_prefix_or_a_fuzzy_word_matches(self, engine, clause, expected):
        assert found(engine, clause) == expected

    def test_an_unknown_facet_is_named_with_those_there_are(self, engine):
        for query in (
            Query(facets=("colour",)),
            Query(filters=(Filter("colour", ("red",)),)),
            Query(HasValue("colour", "x")),
        ):
            with pytest.raises(EngineError, match=r"No facet called 'colour'\. Choose one of: site, language"):
                engine.search(query)


class TestExpansions:
    def test_however_many_words_there_are_all_count(self, open_index, record):
        words = [f"word{number:05}" for number in range(2_000)]
        engine = open_index(record("a", " ".join(words[:-1])), record("b", words[-1]))
        assert found(engine, Prefix("exact", "word")) == "ab"
        assert found(engine, Fuzzy("exact", "word01989", 1)) == "ab"

    def test_the_words_of_removed_documents_do_not_count(self, open_index, record):
        engine = open_index(record("a", "words"), record("b", "wordy"))
        engine.remove([record("a").id])
        assert found(engine, Prefix("exact", "word")) == found(engine, Fuzzy("exact", "words", 1)) == "b"

    def test_of_many_that_score_alike_the_first_by_id_come_first(self, open_index, record):
        engine = open_index(*(record(f"{n:03}", "wordless" if n % 2 else "wordy") for n in reversed(range(300))))
        assert [hit.id[:3] for hit in engine.hits(Query(Prefix("exact", "word"), limit=3))] == ["000", "001", "002"]
        either = Or((Prefix("exact", "wordy"), Prefix("exact", "word")))
        assert [hit.id[:3] for hit in engine.hits(Query(either, limit=2, offset=149))] == ["298", "001"]


class TestOrder:
    def test_the_more_often_and_the_shorter_the_better(self, open_index, record):
        engine = open_index(
            record("a", "gold and other things that are not worth much " * 3),
            record("b", "gold gold gold"),
            record("c", "gold in here"),
            record("d", "no ore"),
        )
        assert names(engine.search(Query(word("gold")))) == "bca"

    def test_rare_words_weigh_more(self, open_index, record):
        engine = open_index(
            record("a", "common rare"), *(record(n, "common filler") for n in "bcdef"), record("g", "rare x")
        )
        results = engine.search(Query(Or((word("common"), word("rare")))))
        assert names(results)[:2] == "ag"

    def test_a_boost_multiplies_the_score(self, open_index, record):
        engine = open_index(record("a", "one two"), record("b", "two one"))
        plain, boosted = (engine.search(Query(Term("exact", "one", boost))).hits[0].score for boost in (1.0, 3.0))
        assert boosted == pytest.approx(3 * plain, rel=1e-5)
        assert names(engine.search(Query(Or((Term("exact", "one", 2.0), word("two")))))) == "ab"

    def test_filters_dates_and_exclusions_do_not_score(self, open_index, record):
        engine = open_index(*(record(n, "gold", date="2018-01-01", country="Iran") for n in "ab"), record("c", "tin"))
        plain = engine.search(Query(word("gold"))).hits[0].score
        clause = And((word("gold"), HasValue("country", "iran"), DateRange(20180101, None), Not(word("tin")), All()))
        assert engine.search(Query(clause)).hits[0].score == pytest.approx(plain)

    def test_a_prefix_and_a_fuzzy_word_score_one(self, open_index, record):
        engine = open_index(record("a", "golden gold"), record("b", "tin"))
        assert [engine.search(Query(c)).hits[0].score for c in (Prefix("exact", "gol"), Fuzzy("exact", "golt", 1))] == [
            1,
            1,
        ]

    @pytest.mark.parametrize("clause", [All(), word("same"), Prefix("exact", "sam"), HasValue("country", "Iran")])
    def test_ties_are_ordered_by_id(self, open_index, record, clause):
        letters = "jbdahfcgie"
        engine = open_index(*(record(letter, "same", country="Iran") for letter in letters[:5]))
        engine.add(record(letter, "same", country="Iran") for letter in letters[5:])
        assert names(engine.search(Query(clause, limit=4))) == "abcd"
        assert names(engine.search(Query(clause, limit=4, offset=4))) == "efgh"

    def test_ties_are_ordered_by_id_among_many(self, open_index, record):
        shuffled = [f"{number * 7919 % 100:03}" for number in range(100)]
        engine = open_index(*(record(name, "same") for name in shuffled))
        hits = engine.search(Query(word("same"), offset=60, limit=5)).hits
        assert [hit.id[:3] for hit in hits] == ["060", "061", "062", "063", "064"]

    def test_dates_titles_and_what_has_none(self, open_index, record):
        engine = open_index(
            record("d", "x", date="2018-01-02", title="Émile"),
            record("c", "x"),
            record("b", "x", date="2018-01-02", title="zebra"),
            record("e", "x", date="2009-05-05", title="apple"),
            record("a", "x"),
            record("f", "x", date="2021-05-05", title="Apple"),
        )
        orders = {sort: names(engine.search(Query(word("x"), sort=sort))) for sort in ("date", "-date", "title")}
        assert orders == {"date": "ebdfac", "-date": "fbdeac", "title": "efdbac"}

    def test_what_was_first_seen_last_comes_first(self, open_index, record):
        moments = {
            "c": "2024-05-01T10:00:00+00:00",
            "a": "",
            "d": "2024-05-01T12:00:00+02:00",
            "b": "2026-01-01T00:00:00Z",
        }
        engine = open_index(*(record(letter, "x", seen=moment) for letter, moment in moments.items()))
        assert names(engine.search(Query(word("x"), sort="-first_seen"))) == "bcda"

    def test_scores_are_zero_where_the_order_is_not_by_relevance(self, open_index, record):
        engine = open_index(record("a", "x", date="2018-01-02"))
        assert {engine.search(Query(word("x"), sort=sort)).hits[0].score for sort in SORTS[1:]} == {0}
        assert engine.search(Query(All())).hits[0].score == 0


class TestPaging:
    @pytest.fixture
    def engine(self, open_index, record):
        return open_index(*(record(letter, "x " * number) for number, letter in enumerate("abcde", 1)))

    @pytest.mark.parametrize("sort", SORTS)
    @pytest.mark.parametrize("clause", [word("x"), All()])
    def test_pages_follow_each_other(self, engine, clause, sort):
        whole = engine.search(Query(clause, sort=sort)).hits
        pages = [engine.search(Query(clause, sort=sort, offset=at, limit=2)).hits for at in (0, 2, 4)]
        assert pages == [whole[:2], whole[2:4], whole[4:]]

    @pytest.mark.parametrize("sort", SORTS)
    @pytest.mark.parametrize("clause", [word("x"), All()])
    def test_one_can_read_on_from_any_place(self, engine, clause, sort):
        whole = engine.hits(Query(clause, sort=sort))
        for at, hit in enumerate(whole, 1):
            assert engine.hits(Query(clause, sort=sort, after=hit.place, limit=2)) == whole[at : at + 2]

    @pytest.mark.parametrize("sort", SORTS[1:])
    def test_a_place_stays_one_when_its_document_is_gone(self, engine, sort):
        whole = engine.hits(Query(All(), sort=sort))
        engine.remove([whole[1].id])
        assert engine.hits(Query(All(), sort=sort, after=whole[1].place)) == whole[2:]

    @pytest.mark.parametrize("sort", ["relevance", "title"])
    @pytest.mark.parametrize(("offset", "limit"), [(5, 10), (500, 10), (0, 0), (3, 0)])
    def test_the_total_is_right_where_no_hits_are_given(self, engine, sort, offset, limit):
        results = engine.search(Query(word("x"), sort=sort, offset=offset, limit=limit))
        assert (results.total, results.hits) == (5, ())

    def test_an_empty_index_answers(self, open_index):
        results = open_index(folder="empty").search(Query(All(), facets=("site", "country")))
        assert (results.total, results.hits, results.years, results.undated) == (0, (), (), 0)
        assert [(counts.values, counts.distinct, counts.missing) for counts in results.facets] == [((), 0, 0)] * 2


class TestFacets:
    @pytest.fixture
    def engine(self, open_index, record):
        return open_index(
            record("a", "gold", country=["Iran", "Kazakhstan"], organisation="UNODC", date="2018-03-01"),
            record("b", "gold", country="Kazakhstan", organisation="UNODC", date=("2018-12-30", "2019-01-02")),
            record("c", "gold", country="Pakistan", date="2019-01-01"),
            record("d", "gold", organisation="OSCE"),
            record("e", "tin", country="Turkmenistan", organisation="OSCE", date="2020-01-01"),
        )

    def search(self, engine, *filters, **rest):
        return engine.search(Query(word("gold"), tuple(filters), facets=("organisation", "country"), **rest))

    def test_facets_come_in_the_order_of_the_schema(self, engine):
        assert [counts.field for counts in self.search(engine).facets] == ["country", "organisation"]

    def test_values_are_ordered_by_count_then_by_name(self, engine):
        country = self.search(engine).facets[0]
        assert country.values == (("Kazakhstan", 2), ("Iran", 1), ("Pakistan", 1))
        assert (country.distinct, country.missing) == (3, 1)

    def test_a_chosen_facet_still_counts_its_other_values(self, engine):
        results = self.search(engine, Filter("country", ("Iran",)))
        assert names(results) == "a"
        assert counts(results, "country") == {"Kazakhstan": 2, "Iran": 1, "Pakistan": 1}
        assert counts(results, "organisation") == {"UNODC": 1}

    def test_values_of_one_facet_are_alternatives_and_facets_narrow_each_other(self, engine):
        either = Filter("country", ("iran", "PAKISTAN"))
        results = self.search(engine, either, Filter("organisation", ("UNODC", MISSING)))
        assert names(results) == "ac"
        assert counts(results, "country") == {"Kazakhstan": 2, "Iran": 1, "Pakistan": 1}
        assert counts(results, "organisation") == {"UNODC": 1}
        assert results.facets[1].missing == 1

    def test_excluding_values_leaves_their_own_counts_alone(self, engine):
        results = self.search(engine, Filter("country", ("Kazakhstan",), exclude=True))
        assert names(results) == "cd"
        assert counts(results, "country") == {"Kazakhstan": 2, "Iran": 1, "Pakistan": 1}
        assert counts(results, "organisation") == {"OSCE": 1}

    def test_documents_without_a_value_can_be_chosen_and_excluded(self, engine):
        assert names(self.search(engine, Filter("country", (MISSING,)))) == "d"
        assert names(self.search(engine, Filter("country", (MISSING,), exclude=True))) == "abc"

    def test_a_filter_without_values_finds_nothing_and_excludes_nothing(self, engine):
        assert self.search(engine, Filter("country", ())).total == 0
        assert self.search(engine, Filter("country", (), exclude=True)).total == 4

    def test_chosen_values_are_listed_even_at_zero(self, engine):
        results = self.search(engine, Filter("country", ("Narnia", "PAKISTAN")), facet_values=1)
        assert results.facets[0].values == (("Kazakhstan", 2), ("Pakistan", 1), ("Narnia", 0))
        assert results.facets[0].distinct == 3

    def test_values_that_are_not_listed_are_found_and_counted_only_where_they_are_chosen(self, engine, record):
        engine.add([record("f", "gold", organisation=["~Hidden Fund", "OSCE"]), record("g", organisation="~X")])
        assert counts(self.search(engine), "organisation") == {"OSCE": 2, "UNODC": 2}
        chosen = self.search(engine, Filter("organisation", ("hidden fund",)))
        assert names(chosen) == "f"
        assert counts(chosen, "organisation") == {"OSCE": 2, "UNODC": 2, "Hidden Fund": 1}
        assert names(engine.search(Query(HasValue("organisation", "HIDDEN FUND")))) == "f"
        assert "g" in names(engine.search(Query(HasValue("organisation", MISSING))))

    def test_years_are_counted_without_the_date_filter(self, engine):
        results = self.search(engine, dates=DateRange(20190101, None))
        assert names(results) == "bc"
        assert results.years == ((2018, 2), (2019, 2))  # a document counts in each year that its date touches
        assert results.undated == 1
        assert counts(results, "country") == {"Kazakhstan": 1, "Pakistan": 1}

    def test_years_are_counted_under_the_other_filters(self, engine):
        results = self.search(engine, Filter("organisation", ("UNODC",)), dates=DateRange(20200101, 20200101))
        assert (results.total, results.years, results.undated) == (0, ((2018, 2), (2019, 1)), 0)

    def test_a_year_finds_as_many_documents_as_it_counts(self, engine):
        for year, count in self.search(engine).years:
            found = self.search(engine, dates=DateRange(year * 10_000 + 101, year * 10_000 + 1231))
            assert found.total == count

    def test_spellings_that_differ_in_case_are_one_value(self, open_index, record):
        engine = open_index(
            record("a", "gold", organisation=["OSCE", "osce"]), *(record(n, "gold", organisation="Osce") for n in "bc")
        )
        assert counts(self.search(engine), "organisation") == {"Osce": 3}
        assert self.search(engine, Filter("organisation", ("Osce",))).total == 3

    def test_values_may_hold_any_characters(self, open_index, record):
        values = ['"a" OR b:*', "x\\y", "it's (new)", "Қазақстан", "a\tb", "  ", "*"]
        engine = open_index(record("a", "gold", country=values), record("b", "gold"))
        assert counts(self.search(engine), "country") == dict.fromkeys(values, 1)
        assert all(self.search(engine, Filter("country", (value,))).total == 1 for value in values)


class TestChanges:
    def test_a_record_comes_back_whole(self, open_index, record):
        given = record("a", "Text.", "Title", ("2018-01-01", "2018-01-31"), country=["Iran", "Peru"])
        engine = open_index(given)
        assert engine.get(given.id) == given
        assert engine.search(Query()).hits[0].record == Shown.of(given)
        assert engine.get("nobody") is None

    def test_adding_replaces_by_id(self, open_index, record):
        engine = open_index(record("a", "old"), record("b", "other"))
        assert engine.add([record("a", "new")]) == 1
        assert (found(engine, word("old")), found(engine, word("new")), found(engine, All())) == ("", "a", "ab")

    def test_the_last_of_two_with_one_id_stays(self, open_index, record):
        engine = open_index(record("a", "first"), record("b"), record("a", "second"))
        assert (found(engine, All()), found(engine, word("second"))) == ("ab", "a")

    def test_a_record_that_another_process_analysed_is_the_same(self, open_index, record):
        given = record("a", "Text.", "Title", ("2018-01-01", "2018-01-31"), country=["Iran", "Peru"])
        engine = open_index()
        assert engine.put(pickle.loads(pickle.dumps([Analysed.of(given)]))) == 1  # noqa: S301
        assert (engine.get(given.id), found(engine, word("text"))) == (given, "a")

    def test_removing_says_how_many_were_there(self, open_index, record):
        engine = open_index(record("a", "x"), record("b", "x"), record("c", "x"))
        assert engine.remove([record("a").id, "nobody", record("a").id, record("c").id]) == 2
        assert engine.remove([]) == 0
        assert (found(engine, word("x")), engine.get(record("a").id)) == ("b", None)

    def test_everything_can_be_removed_and_added_again(self, open_index, record):
        engine = open_index(record("a", "x", country="Iran"))
        engine.remove([record("a").id])
        assert engine.search(Query(All(), facets=("country",))).total == 0
        engine.add([record("a", "x", country="Peru")])
        assert counts(engine.search(Query(facets=("country",))), "country") == {"Peru": 1}

    def test_counts_are_right_over_many_additions_and_removals(self, open_index, record):
        engine = open_index()
        for batch in range(5):
            engine.add(record(f"{n:02}", f"x w{n % 3}", country=f"C{n % 4}") for n in range(batch * 6, batch * 6 + 6))
            engine.remove([record(f"{batch * 6:02}").id])
        results = engine.search(Query(word("x"), facets=("country",)))
        assert results.total == 25
        assert counts(results, "country") == {"C1": 8, "C3": 7, "C0": 5, "C2": 5}

    def test_an_error_while_records_are_made_changes_nothing(self, open_index, record):
        def records():
            yield record("b", "new")
            raise RuntimeError("no more")

        engine = open_index(record("a", "old"))
        with pytest.raises(RuntimeError, match="no more"):
            engine.add(records())
        assert found(engine, All()) == "a"
        assert engine.add([record("c")]) == 1
        assert found(engine, All()) == "ac"

    def test_a_word_of_a_million_letters_does_no_harm(self, open_index, record):
        engine = open_index(record("a", "before " + "x" * 1_000_000 + " after"))
        assert found(engine, Phrase("exact", ("before", "after"), 1)) == "a"


class TestFolders:
    def test_there_is_nothing_to_read_before_a_build(self, open_index, tmp_path):
        (tmp_path / "there").mkdir()
        for folder in ("there", "not_there"):
            with pytest.raises(NoIndex, match=folder):
                open_index(folder=folder, write=False)

    def test_what_was_written_is_there_for_the_next_reader(self, open_index, record):
        engine = open_index(record("a", "x", country="Iran"), record("b", "x"))
        engine.remove([record("b").id])
        engine.close()
        reader = open_index(write=False)
        assert (found(reader, word("x")), reader.get(record("b").id)) == ("a", None)
        assert counts(reader.search(Query(facets=("country",))), "country") == {"Iran": 1}

    def test_an_index_that_was_never_added_to_can_be_read(self, open_index):
        open_index().close()
        assert open_index(write=False).search(Query()).total == 0

    def test_a_reader_changes_nothing(self, open_index, record, tmp_path):
        open_index(record("a", "x")).close()
        before = contents(tmp_path / "index")
        reader = open_index(write=False)
        found(reader, Fuzzy("exact", "y", 1))
        reader.close()
        assert contents(tmp_path / "index") == before

    def test_a_reader_does_not_write(self, open_index, record):
        open_index(record("a", "x")).close()
        reader = open_index(write=False)
        for change in (lambda: reader.add([record("b")]), lambda: reader.remove([record("a").id])):
            with pytest.raises(EngineError, match="open for reading only"):
                change()

    def test_anyone_may_read_the_files(self, open_index, record, tmp_path):
        open_index(record("a", "x")).close()
        assert all(file.stat().st_mode & 0o044 == 0o044 for file in (tmp_path / "index").iterdir())

    def test_a_copy_of_hard_links_grows_without_changing_the_original(self, open_index, record, tmp_path):
        open_index(record("a", "x", country="Iran"), record("b", "x"), record("c", "x")).close()
        before = contents(tmp_path / "index")
        (tmp_path / "next").mkdir()
        for file in (tmp_path / "index").iterdir():
            os.link(file, tmp_path / "next" / file.name)
        copy = open_index(folder="next")
        copy.remove([record("b").id])
        copy.add([record("a", "y"), record("d", "x", country="Peru")])
        assert contents(tmp_path / "index") == before
        original = open_index(write=False)
        assert (found(original, word("x")), found(copy, word("x")), found(copy, word("y"))) == ("abc", "cd", "a")
        assert counts(original.search(Query(facets=("country",))), "country") == {"Iran": 1}
        assert counts(copy.search(Query(facets=("country",))), "country") == {"Peru": 1}

    def test_a_copy_of_a_copy_can_be_emptied(self, open_index, record, tmp_path):
        open_index(record("a", "x"), record("b", "x")).close()
        for old, new in (("index", "2"), ("2", "3")):
            (tmp_path / new).mkdir()
            for file in (tmp_path / old).iterdir():
                os.link(file, tmp_path / new / file.name)
            engine = open_index(folder=new)
            engine.remove([engine.search(Query()).hits[0].id])
            engine.close()
        assert [open_index(folder=f, write=False).search(Query()).total for f in ("index", "2", "3")] == [2, 1, 0]


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}
