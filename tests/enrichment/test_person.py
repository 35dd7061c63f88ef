import pytest

from indexer.enrichment.person import person


@pytest.fixture
def named(make):
    """The people of a text, in order."""

    def named(text: str, **more: str) -> list[str]:
        document = make(text, **more)
        return [evidence.value for evidence in person(document, document.text)]

    return named


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It was attended by Shakhnoza Khassanova and others.", "Shakhnoza Khassanova"),
        ("The judge heard Dr. Reed first.", "Reed"),
        ("Minister of labour Tobias Elwood spoke.", "Tobias Elwood"),
        ("said trainer Quillon Marlowe", "Quillon Marlowe"),
        ("Prime Minister Haider Al Abadi came.", "Haider al-Abadi"),
        ("Рассказ Айгерим Садвакасовой о суде.", "Aigerim Sadvakasova"),
        ("Слово дали Юрию Сергеевичу Лаптеву.", "Yuri Laptev"),
        ("По словам директора Александра Белова, школа закрыта.", "Alexander Belov"),
        ("Об этом сообщила Александра Белова.", "Alexandra Belova"),
        ("Семинарды Нұрлан Қасымовтың шәкірті өткізді.", "Nurlan Kassymov"),
        ("Кездесуде қор директоры Айгүл Серікқызына көмегі үшін алғыс айтылды.", "Aigul Serikkyzy"),
        ("Режиссёра Питера Кроули не пригласили.", "Питер Кроули"),
        ("Здесь стоит усадьба Льва Николаевича Толстого.", "Leo Tolstoy"),
        ("Это первая часть книг о Гарри Поттере.", "Гарри Поттер"),
        ("Его придумал Джон Рональд Руэл Толкин.", "J. R. R. Tolkien"),
        ("Об этом сказал Майкл Гриффин на встрече.", "Майкл Гриффин"),
        ("Все говорили о Бараке Обаме и его политике.", "Barack Obama"),
        ("We met Ms. Smith, Dr. Kenneth and others.", "Kenneth"),
        ("Это своеобразие книги И. Эренбурга о войне.", "И. Эренбург"),
        ("Юридический словарь / под ред. А.Я. Лапшева. М., 1984.", "A. Ya. Lapshev"),
        ("Обвинения предъявлены Юрию Мильнеру вчера.", "Yuri Milner"),
    ],
)
def test_a_person_is_named_in_the_nominative(named, text, value) -> None:
    assert named(text) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "They met on Abai Street, near the Nazarbayev University and the Elizabeth Morse Charitable Trust.",
        "Улица Абая, проспект Гагарина, школа имени Пушкина, премия Чехова.",
        "Абай көшесі мен Мұхтар Әуезов атындағы кітапхана.",
        "The NGO “Sana Sezim” and the steamer Queen Elizabeth.",
        "теплоход «Михаил Светлов» и фонд «Роман Белкин»",
        "Student Journalists Share Their Experience",
        "The U.S. Army, the University of Almaty and the United States of America.",
        "Граждане Соединённых Штатов Америки и города Саратова.",
        "Страны Европейского союза и Брукхейвенской лаборатории.",
        "Hope Street, Grace Period, May Day, Asia Initiatives, Barb July",
        "President Hitt Leads Campaign For New Schools",
        "At the desk was Dr Pam Green, with a cup of tea.",
        "Нет, господин Б. Писал я ночами и думал порой.",
        "Это Гимли, сын Глоина, а это Леголас.",
        "She thought that Lord Jesus was working on her behalf.",
        "4. Sulisbury, Dr. Kenneth. Adding touch to a desk.",
        "Do not judge Anonymous by the attack on Charlie Hebdo, or by Abu Ghraib.",
        "Write to TRADE, Commissioner Karel DE VRINT, today.",
    ],
)
def test_what_only_looks_like_a_person_is_none(named, text) -> None:
    assert named(text) == []


def test_one_person_has_one_value_in_all_scripts(named) -> None:
    for text in ("Aigerim Sadvakasova spoke.", "Выступила Айгерим Садвакасова.", "Әйгерім Садуақасова сөйледі."):
        assert named(text) == ["Aigerim Sadvakasova"]
    for text in ("Shahnoza Hasanova spoke.", "Выступила Шахноза Хасанова.", "Shakhnoza Khasanova spoke."):
        assert named(text) == ["Shakhnoza Khassanova"]


def test_parts_of_a_name_join_the_full_name_of_their_document(named) -> None:
    text = "A. Sadvakasova came. Aigerim Sadvakasova is a lawyer, and Ms Sadvakasova knows it."
    assert named(text) == ["Aigerim Sadvakasova"]
    assert named("Николай Петрович Завьялов учил. Ученики Николая Петровича пишут.") == ["Nikolai Zavyalov"]
    assert named("A. Sadvakasova came.") == ["A. Sadvakasova"]


def test_a_known_persons_surname_alone_is_the_person(named) -> None:
    assert named("Об этом сказал Путин.") == named("It was Putin's idea.") == ["Vladimir Putin"]
    assert named("Абайдың өлеңдері") == ["Abai Kunanbayuly"]
    assert named("Выступил Дональд Трамп.") == ["Donald Trump"]


def test_a_known_surname_is_a_namesakes_where_the_page_names_one(named) -> None:
    assert named("Приехал Игорь Путин. Путина встретили.") == ["Igor Putin"]


def test_surname_and_given_name_may_stand_in_either_order(named) -> None:
    assert named("Касымов Ерлан Маратович\n\nЕрлан Касымов") == ["Erlan Kassymov"]


def test_another_mention_tells_a_man_from_a_woman(named) -> None:
    assert named("Александра Белова нет. Приехал Александр Белов.") == ["Alexander Belov"]


def test_each_person_comes_once_where_first_named(make) -> None:
    document = make("Talks\n\nAigerim Sadvakasova spoke. Then Aigerim Sadvakasova left.")
    (evidence,) = person(document, document.text)
    assert (evidence.surface, evidence.start, evidence.end) == ("Aigerim Sadvakasova", 7, 26)
    assert (evidence.label, evidence.method) == ("Aigerim Sadvakasova", "name")
