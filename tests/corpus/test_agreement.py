"""What is worth listing, and that a decision holds what touches its document and nothing else."""

from indexer.corpus import Findings, findings_of
from indexer.overrides import Corrections, Overrides
from indexer.overrides.entries import entries


def person(value: str, method: str = "name") -> tuple[str, str, str, str]:
    return "person", value, "", method


def organisation(value: str, label: str = "", method: str = "acronym") -> tuple[str, str, str, str]:
    return "organisation", value, label, method


ANNA = ("person", "Anna Lee")


def corrections(**tables: list[dict[str, object]]) -> Corrections:
    return Overrides(entries(tables)).of("", "", "a.example")


def test_a_name_on_one_page_is_not_listed_and_on_two_it_is(decide, document) -> None:
    alone = decide([document(1, [person("Anna Lee")])])
    both = decide([document(n, [person("Anna Lee")]) for n in (1, 2)])
    assert [decision.unlisted for decision in (*alone, *both)] == [{ANNA}, frozenset(), frozenset()]


def test_a_name_in_a_title_or_with_a_role_is_listed(decide, document) -> None:
    assert decide([document(1, [person("Anna Lee")], title="A talk with ANNA LEE")])[0].unlisted == frozenset()
    assert decide([document(1, [person("Anna Lee", "role")])])[0].unlisted == frozenset()


def test_what_is_known_or_says_what_it_is_is_listed(decide, document) -> None:
    values = [organisation("UNODC", method="known name"), organisation("Bright Path", method="quoted name")]
    assert decide([document(1, [*values, organisation("XQZ")])])[0].unlisted == {("organisation", "XQZ")}


def test_names_that_become_one_count_together(decide, document) -> None:
    decisions = decide([document(1, [person("Anna Lee")]), document(2, [person("Lee Anna")])])
    assert [decision.unlisted for decision in decisions] == [frozenset(), frozenset()]


def test_a_split_value_stays_as_it_is_found(decide, document) -> None:
    apart = corrections(split=[{"facet": "person", "value": "lee anna"}])
    decisions = decide([document(1, [person("Anna Lee")]), document(2, [person("Lee Anna")])], apart)
    assert [decision.aliases for decision in decisions] == [(), ()]
    assert decisions[1].unlisted == {("person", "Lee Anna")}


def test_an_entry_changes_the_key_of_documents_with_its_value_alone(decide, document) -> None:
    records = [document(1, [person("Anna Lee", "role")]), document(2, [person("Omar Aliyev", "role")])]
    merge = corrections(merge=[{"facet": "person", "value": "Anna LEE", "into": "A. Lee"}])
    before, after = decide(records), decide(records, merge)
    assert [old.key == new.key for old, new in zip(before, after, strict=True)] == [False, True]


def test_entries_that_lead_on_from_a_value_touch_it_too(decide, document) -> None:
    chain = corrections(
        merge=[
            {"facet": "person", "value": "Anna Lee", "into": "Ann"},
            {"facet": "person", "value": "Ann", "into": "A"},
        ],
        rename=[{"facet": "person", "value": "A", "label": "Dr A"}, {"facet": "person", "value": "B", "label": "Dr B"}],
    )
    (decision,) = decide([document(1, [person("Anna Lee")])], chain)
    assert [entry.action for entry in decision.corrections.entries] == ["merge", "merge", "rename"]


def test_findings_are_stored_without_loss(document) -> None:
    found = findings_of(document(1, [person("Анна Ли", "role"), organisation("UN\udcff")]))
    assert Findings.decoded(found.encoded()) == found
