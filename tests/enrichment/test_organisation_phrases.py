import pytest

from indexer.enrichment.organisation import organisation
from indexer.enrichment.organisation_phrases import phrases


def named(text: str, language: str) -> list[str]:
    return [phrase.name for phrase in phrases(text, language)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It was decided by the Almaty City Court on Monday.", "Almaty City Court"),
        ("the Committee for the Protection of Children met", "Committee for the Protection of Children"),
        ("at the Nordic Agency for Science and Culture, he said", "Nordic Agency for Science and Culture"),
        ("the Academy of law enforcement bodies of the Region", "Academy of law enforcement bodies of the Region"),
        ("paid by the Children’s Fund", "Children’s Fund"),
        ("made by Steppe Textiles Ltd in Osh", "Steppe Textiles Ltd"),
        ("She attended New York University last year.", "New York University"),
    ],
)
def test_an_english_name_has_capitals_around_its_head_word(text, name) -> None:
    assert named(text, "en") == [name]


@pytest.mark.parametrize(
    "text",
    [
        "The Committee met.",
        "Regional centres were opened.",
        "The Court on Monday decided.",
        "the Ministry",
        "an editor at The San Diego Union-Tribune",
        "Several Of The Largest Committee Members Met In Osh Today",
    ],
)
def test_a_head_word_alone_is_no_name(text) -> None:
    assert named(text, "en") == []


def test_two_names_joined_by_and_are_two() -> None:
    assert named("the Bank of Osh and Court of Appeal", "en") == ["Bank of Osh", "Court of Appeal"]
    both = ["Орталық сайлау комиссиясы", "Ішкі істер министрлігі"]
    assert named("Бұл ретте Орталық сайлау комиссиясы мен Ішкі істер министрлігі", "kk") == both


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("в Казахском национальном университете", "Казахский национальный университет"),
        ("решением Алмалинского районного суда города Алматы", "Алмалинский районный суд города Алматы"),
        ("сотрудники Комитета по правам ребёнка и семьи", "Комитет по правам ребёнка и семьи"),
        ("представители министерства труда, занятости и миграции", "Министерство труда, занятости и миграции"),
        ("из Кыргызско-Российского университета", "Кыргызско-Российский университет"),
        ("в Университете имени аль-Фараби", "Университет имени аль-Фараби"),
        ("продукция компании Nordwind", "Nordwind"),
        ("О выпускниках Высшей школы экономики.", "Высшая школа экономики"),
        ("от Департамента туризма Республики Казахстан", "Департамент туризма Республики Казахстан"),
        ("в Академии права Кыргызской Республики", "Академия права Кыргызской Республики"),
    ],
)
def test_a_russian_name_is_shown_in_the_nominative(text, name) -> None:
    assert named(text, "ru") == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Союз распался.",
        "Новый университет открыли вчера.",
        "Организация работы",
        "в комитете",
        "корабль «Союз ТМА-11»",
        "УПРАВЛЕНИЕ СТОИМОСТЬЮ БРЕНДА",
    ],
)
def test_a_russian_head_word_without_a_proper_name_is_none(text) -> None:
    assert named(text, "ru") == []


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Бұл туралы Павлодар мемлекеттік университетінде айтты", "kk", "Павлодар мемлекеттік университеті"),
        ("Кеше Абай атындағы опера және балет театрында", "kk", "Абай атындағы опера және балет театры"),
        ("Осындай жобаны Халықты жұмыспен қамту орталығы бастады", "kk", "Халықты жұмыспен қамту орталығы"),
        ("Бұл Boeing компаниясының ұшағы", "kk", "Boeing"),
        ("Ош мамлекеттик университетинде болду", "ky", "Ош мамлекеттик университети"),
        ("Bugun Samarqand davlat universitetida oʻtdi", "uz", "Samarqand davlat universiteti"),
    ],
)
def test_a_turkic_name_ends_with_its_head_word_without_the_case(text, language, name) -> None:
    assert named(text, language) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "the Ministry of Justice of the Republic of Kazakhstan announced",
        "сотрудник Министерства юстиции Республики Казахстан",
        "Минюст РК сообщил",
        "сообщили в министерстве юстиции Казахстана",
        "Қазақстан Республикасының Әділет министрлігінде өтті",
        "Бұл туралы Қазақстан әділет министрлігі хабарлады",
    ],
)
def test_an_institution_has_one_value_in_all_languages_with_its_country(make, text) -> None:
    document = make(text)
    assert [evidence.value for evidence in organisation(document, document.text)] == [
        "Ministry of Justice of Kazakhstan"
    ]
