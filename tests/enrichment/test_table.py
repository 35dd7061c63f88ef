from indexer.enrichment.table import split, starts, table


class Colours:
    """A vocabulary that notes what it is asked about."""

    firsts = frozenset({"red", "res", "blu"})

    def __init__(self, is_of_names: bool = False) -> None:
        self.asked, self.is_of_names = list[str](), is_of_names

    def begun(self, word: str) -> str | None:
        self.asked.append(word)
        return word if word in ("red", "blue") else None


def test_words_are_folded_and_know_their_place() -> None:
    assert split("GLO.ACT, ЁЛКА") == [(0, 3, "glo"), (4, 7, "act"), (9, 13, "елка")]


def test_every_word_has_what_stands_behind_it() -> None:
    words = table("“One two–three.”")
    assert (words.written, words.gaps) == (["One", "two", "three"], [" ", "–", ".”"])


def test_a_text_without_words_has_none() -> None:
    assert split("… – …") == split("") == []


def test_a_vocabulary_tells_where_it_begins() -> None:
    assert starts(Colours(), "Red and blue, not bluish red", "en") == [(0, "red"), (2, "blue"), (5, "red")]


def test_a_vocabulary_is_asked_once_for_a_word_and_only_where_its_words_begin_so() -> None:
    colours = Colours()
    starts(colours, "Red rest and green", "en")
    starts(colours, "rest and Red again", "en")
    assert colours.asked == ["red", "rest"]


def test_a_vocabulary_of_names_is_not_asked_about_words_in_lower_case() -> None:
    assert starts(Colours(is_of_names=True), "Red and red, Blue and blue", "en") == [(0, "red"), (3, "blue")]


def test_a_vocabulary_that_comes_later_finds_what_others_met_before() -> None:
    one, other = Colours(), Colours()
    assert starts(one, "blue seas", "en") == starts(other, "blue seas", "en") == [(0, "blue")]
