import pytest

from indexer.enrichment.name_spelling import plain, surname
from indexer.enrichment.vocabulary import rows
from indexer.words.sounds import key


@pytest.mark.parametrize(
    ("spelling", "others"),
    [
        ("Khassanova", "Хасанова Hasanova Khasanova Xasanova"),
        ("Sadvakasova", "Садвакасова Садуақасова Сәдуақасова Saduakasova"),
        ("Nazarbayev", "Назарбаев Nazarbaev Nazarbayev"),
        ("Aliev", "Алиев Әлиев Aliyev"),
        ("Iskakbayeva", "Искакбаева Ысқақбаева Iskakbaeva"),
        ("Dostoevsky", "Достоевский Dostoevskiy Dostoyevsky"),
        ("Japarov", "Жапаров Zhaparov Джапаров"),
        ("Ermekov", "Ермеков Yermekov"),
    ],
)
def test_a_surname_has_one_spelling(spelling, others) -> None:
    assert {surname(other) for other in others.split()} == {spelling}


def test_the_key_is_the_same_for_all_scripts() -> None:
    assert key("Khassanova") == key("Хасанова") == key("Hasanova")
    assert key("Aygerim") == key("Айгерим") == key("Әйгерім")
    assert key("Bolat") != key("Polat")


def test_other_words_are_only_written_in_latin() -> None:
    assert [plain(word) for word in ("Торебай", "Torebay", "Цой", "Мерей")] == ["Torebai", "Torebai", "Tsoi", "Merei"]


def test_a_usual_spelling_does_not_depend_on_the_order_of_the_file() -> None:
    keys = [key(spelling) for spelling, *_ in rows("surname_spellings.tsv")]
    assert len(keys) == len(set(keys))
