from indexer.initials import by_initials, initials

NAMES = ["National Science Foundation", "Организация по безопасности и сотрудничеству в Европе", "Red Cross"]


def test_names_are_found_by_their_initials_without_their_small_words() -> None:
    assert by_initials(NAMES) == {"nsf": NAMES[:1], "обсе": NAMES[1:2]}


def test_only_what_is_written_in_capitals_is_an_acronym() -> None:
    assert [initials(word) for word in ("NSF", "ОБСЕ")] == ["nsf", "обсе"]
    assert {initials(word) for word in ("nsf", "IT", "N5F", "Science")} == {""}
