import pytest

from indexer.enrichment.country import country


@pytest.fixture
def named(make):
    """The countries of a text, in order."""

    def named(text: str) -> list[str]:
        document = make(text)
        return [evidence.value for evidence in country(document, document.text)]

    return named


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Lawyers came from Kyrgyzstan for the day.", "Kyrgyzstan"),
        ("The Islamic Republic of Iran sent two experts.", "Iran"),
        ("Great Britain, that is: the UK.", "United Kingdom"),
        ("Прокуроры Кыргызской Республики выступили с докладом.", "Kyrgyzstan"),
        ("Семинар прошёл в Соединённых Штатах Америки.", "United States"),
        ("Эксперты из РФ не приехали на встречу.", "Russia"),
        ("Мигранттардың көбі Өзбекстаннан келген еді.", "Uzbekistan"),
        ("Семинар Қазақстандағы жағдай туралы болды.", "Kazakhstan"),
        ("Oʻzbekiston Respublikasi vakillari seminarda ishtirok etdi.", "Uzbekistan"),
        ("Qozog'iston vakillari seminarda ishtirok etdi va nutq soʻzladi.", "Kazakhstan"),
        ("Намояндагони Тоҷикистон дар семинар ширкат варзиданд.", "Tajikistan"),
    ],
)
def test_a_country_is_found_in_any_language_and_case(named, text, value) -> None:
    assert named(text) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "Michael Jordan scored. Jordan then left the game.",
        "Chad Smith plays the drums. Chad was born in June.",
        "Israel Montoya spoke first.",
        "Guinea pigs are cute, and so is a turkey.",
        "She moved from New Jersey to Atlanta, Georgia.",
        "Turkey sandwiches were served.",
        "CONTACT US FOR MORE",
        "It cost ten US dollars, or U.S. dollars.",
        "Ремонт обошёлся в 200 долларов США.",
        "Всего собрано 100 млрд. долл. США из всех источников.",
        "ресми көмек көрсету (ДРК) бойынша міндеттемелер",
        "She is a reporter for USA Today.",
        "Құны он мың АҚШ доллары болды.",
        "Того, кто не был там, Перу мастера не удивит. Мали ли вы?",
        "Kazakh officials and Uzbek students",
        "Казахстанские чиновники и узбекские студенты",
        "Қазақстандық студенттер мен қырғыз қонақтар",
        "we do not write kazakhstan so",
        "тракторы «Беларусь» и домен .РФ",
        "Съезд партии «Единая Россия» прошёл осенью.",
        "Былтыр «Цифрлық Қазақстан» жобасы басталды.",
        "«Батыс Еуропа – Батыс Қытай» көлік дәлізі аяқталды.",
        "They listen to “Latino USA” every week.",
        "The president of the union, Lech Walesa, came to speak to the students of the college.",
        "Some needs are clearly not met (Holland et al, 2005).",
        "The film Hotel Rwanda was shown to the students.",
        "Гостиница Казахстан стоит на проспекте.",
        "In: Handbook of Human-Computer Interaction. North-Holland: Elsevier, 1988.",
    ],
)
def test_what_only_looks_like_a_country_is_none(named, text) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It read “A Digital Strategy for Canada” on the cover.", "Canada"),
        ("“It has become the best-selling computer in the UK”, they said.", "United Kingdom"),
        ("Доклад «Положение мигрантов в России» вышел вчера.", "Russia"),
        ("«Наша родина – Канада», – сказал он.", "Canada"),
        ("The «Good Neighbours» of Kazakhstan", "Kazakhstan"),
    ],
)
def test_a_country_that_quotation_marks_speak_of_counts(named, text, value) -> None:
    assert named(text) == [value]


def test_an_ambiguous_name_counts_in_a_list_with_a_country(named) -> None:
    assert named("He has reported from Syria, Jordan and Chad.") == ["Syria", "Jordan", "Chad"]


def test_a_word_on_the_page_can_speak_against_a_country(named) -> None:
    assert named("They live in Georgia, near Savannah.") == []
    assert named("They live in Georgia, near Batumi.") == ["Georgia"]


def test_a_country_inside_an_organisations_name_counts(named) -> None:
    assert named("The General Prosecutor of Kazakhstan came.") == ["Kazakhstan"]


def test_the_longest_name_is_meant(named) -> None:
    assert named("South Sudan, Papua New Guinea and the Republic of Korea") == [
        "South Sudan", "Papua New Guinea", "South Korea",
    ]  # fmt: skip


def test_each_country_comes_once_with_its_first_mention(make) -> None:
    document = make("Talks\n\nKazakhstan spoke. So did the Republic of Kazakhstan.")
    (evidence,) = country(document, document.text)
    assert (evidence.surface, evidence.start, evidence.end) == ("Kazakhstan", 7, 17)
    assert evidence.method == "gazetteer"
