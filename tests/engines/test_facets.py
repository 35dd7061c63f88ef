from indexer.engines.facets import counted
from indexer.engines.terms import UNLISTED, YEAR
from indexer.model import All, DateRange, Filter, Query
from indexer.schema import MISSING

TALLIES = {
    "site": {"b": 2, "a": 2, "c": 5, MISSING: 3},
    "country": {"Iran": 1},
    "language": {},
    UNLISTED: {"site Hidden": 1, "person Hidden": 1, "site other": 1, MISSING: 2},
    YEAR: {"2019": 1, "2018": 4, MISSING: 2},
}


def tally(clause, names):
    return 7, {name: TALLIES[name] for name in names}


def count(**query):
    return counted(Query(facets=("country", "site"), **query), tally)


def test_values_are_ranked_and_cut():
    site = count(facet_values=2).facets[0]
    assert (site.field, site.values, site.distinct, site.missing) == ("site", (("c", 5), ("a", 2)), 3, 3)


def test_chosen_values_are_listed_in_the_spelling_of_the_index():
    site = count(filters=(Filter("site", ("B", "zzz", "ZZZ", MISSING)),), facet_values=0).facets[0]
    assert site.values == (("b", 2), ("zzz", 0))


def test_a_chosen_value_that_is_not_listed_is_counted_all_the_same():
    site = count(filters=(Filter("site", ("hidden", "b")),), facet_values=0).facets[0]
    assert (site.values, site.distinct) == ((("b", 2), ("Hidden", 1)), 3)


def test_years_ascend_and_the_undated_stand_apart():
    assert (count().years, count().undated) == (((2018, 4), (2019, 1)), 2)


def test_facets_that_nothing_is_chosen_of_are_counted_together():
    calls = []

    def noting(clause, names):
        calls.append(names)
        return tally(clause, names)

    query = Query(All(), (Filter("site", ("a",)),), DateRange(1, 2), facets=("site", "country", "language"))
    counted(query, noting)
    assert calls == [("country", "language"), ("site",), (YEAR,)]
