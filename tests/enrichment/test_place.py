import pytest

from indexer.enrichment.place import place


@pytest.fixture
def named(make):
    """The places of a text, in order."""

    def named(text: str) -> list[str]:
        document = make(text)
        return [evidence.value for evidence in place(document, document.text)]

    return named


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The seminar was held Almaty and was led by lawyers.", "Almaty"),
        ("Семинар прошёл в Алма-Ате на прошлой неделе.", "Almaty"),
        ("Семинар Алматыда өтті, оған көп адам келді.", "Almaty"),
        ("They met in Osh, Kyrgyzstan.", "Osh"),
        ("Встреча в Оше прошла хорошо, все довольны.", "Osh"),
        ("Жиналыс Ош шаарында болуп өттү, эл көп келди.", "Osh"),
        ("Seminar Toshkentda boʻlib oʻtdi va koʻp odam keldi.", "Tashkent"),
        ("Школа в Алматинской области закрыта на ремонт.", "Almaty Region"),
        ("Түркістан облысының мектептерінде апталық өтті.", "Turkistan Region"),
        ("Шымкенттегі мектептердің бірінде апталық өтті.", "Shymkent"),
        ("It rained in Nice, France.", "Nice"),
        ("He was born in the city of Reading.", "Reading"),
        ("Музей во Владимире открыт; такого в России нет.", "Vladimir"),
        ("Центр открылся в Ставрополе прошлой осенью.", "Stavropol"),
        ("A museum of letters opened in NYC last week.", "New York"),
    ],
)
def test_a_place_is_found_in_any_language_and_case(named, text, value) -> None:
    assert named(text) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "Vladimir Laptev met Sofia Lindqvist and Jack London.",
        "Reading is fun in Nice weather. Most of us buy a mobile.",
        "The Chicago Tribune wrote about Real Madrid.",
        "гостиница «Астана», проспект Москва",
        "Қарағанды мемлекеттік техникалық университеті",
        "Буду рад. На заседании Совета говорили о погоде.",
        "A walk along the river in Taganai, says Armenia.",
        "we do not write almaty so",
        "Павлодар мұнай-химия зауытының өкілі",
        "under the Minsk agreements",
        "Two of the authors are at the University of Leicester now.",
        "The lorries wait between Lake Balkhash and the passes of Kazakhstan.",
        "He teaches at Pennsylvania State University and writes.",
        "She studied at the University of Southern California once.",
        "Занятия идут в Подольском филиале академии каждую осень.",
        "Об этом писали в работах А.В. Саратова и других.",
        "Учёные АФ НОУ ВПО ЮРГИ. написали об этом в статье.",
        "Тогда в Советском Союзе такого вовсе не было.",
    ],
)
def test_what_only_looks_like_a_place_is_none(named, text) -> None:
    assert named(text) == []


def test_a_small_town_counts_where_its_country_is_named(named) -> None:
    assert named("The library in Khromtau burned down.") == ["Khromtau"]  # listed by hand
    assert named("The library in Zhympity burned down.") == []
    assert named("The library in Atbasar, in the north of Kazakhstan, burned down.") == ["Atbasar"]


def test_the_country_decides_between_places_of_one_name(named) -> None:
    assert named("They moved from Birmingham to London.") == ["Birmingham", "London"]
    assert named("They moved to Birmingham, United States.") == ["Birmingham (United States)"]


def test_the_letters_of_a_state_decide_between_places_of_one_name(named) -> None:
    assert named("It was printed in Cambridge, MA: Harvard University Press.") == ["Cambridge (United States)"]


def test_a_states_short_form_decides_as_its_name_does(named) -> None:
    assert named("Write to 801 Third Street, St. Petersburg, Fla. 33701.") == ["St. Petersburg", "Florida"]


def test_the_label_names_the_country(make) -> None:
    document = make("Talks\n\nHeld in Almaty.")
    (evidence,) = place(document, document.text)
    assert (evidence.label, evidence.surface, evidence.start) == ("Almaty, Kazakhstan", "Almaty", 15)


def test_a_number_before_a_place_is_no_part_of_its_name(named) -> None:
    assert named("It was the largest of 2010 New York City schools.") == ["New York"]
