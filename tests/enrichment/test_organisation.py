import pytest

from indexer.enrichment.organisation import organisation


@pytest.fixture
def named(make):
    """The organisations of a text, in order."""

    def named(text: str, **more: str) -> list[str]:
        document = make(text, **more)
        return [evidence.value for evidence in organisation(document, document.text)]

    return named


@pytest.mark.parametrize(
    "text",
    [
        "UNODC led it.",
        "It was UNODC-led.",
        "the United Nations Office on Drugs and Crime (UNODC)",
        "при поддержке УНП ООН",
        "Управлением ООН по наркотикам и преступности",
        "БҰҰ Есірткі және қылмыс жөніндегі басқармасының қолдауымен",
    ],
)
def test_one_organisation_has_one_value_in_all_languages(named, text) -> None:
    assert named(text) == ["UNODC"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("and the NGO “Bright Path” spoke", "Bright Path"),
        ("руководитель ОО «Светлый путь» сказала", "Светлый путь"),
        ("общественный фонд «Тихая гавань» объявляет", "Тихая гавань"),
        ("«Жарық жол» қоғамдық қорының директоры", "Жарық жол"),
        ("«Еркін Көз» ЖШС аударма жасады", "Еркін Көз"),
    ],
)
def test_a_quoted_name_beside_a_word_for_an_organisation_is_one(named, text, value) -> None:
    assert named(text) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "the seminar «International cooperation» was held",
        "фильм «Светлый путь» показали вчера",
        "сондай-ақ «Жарық жол» бағдарламасы",
        "Send the PDF and the CV by e-mail; a PDF and a CV are enough.",
        "WHO WE ARE\n\nWho we are",
        "Chapter III. See III and XIV, then XIV.",
        "trafficking in persons (TIP) and human rights (HR)",
        "via Distributed Denial of Service (DDoS) attacks on the office",
        "the shuttle STS-124 and again STS-124 members",
        "XYZ came once, said its president.",
        "Она танцует партию из «Лебединого озера» и рада.",
        "Share it with communities (see the Apache Foundation “How It Works”) first.",
    ],
)
def test_what_is_no_organisation_is_not_named(named, text) -> None:
    assert named(text) == []


def test_an_explained_acronym_brings_its_expansion_as_label(make) -> None:
    document = make("The Black Sea Integrity Network (BSIN) presented a guide.")
    (evidence,) = organisation(document, document.text)
    assert (evidence.value, evidence.label) == ("BSIN", "Black Sea Integrity Network (BSIN)")
    assert evidence.surface == "Black Sea Integrity Network (BSIN)"


def test_an_unexplained_acronym_must_come_twice_and_act(named) -> None:
    assert named("The DSA met. DSA members voted.") == ["DSA"]
    assert named("The DSA met. The DSA voted.") == []


def test_a_name_inside_a_longer_one_is_not_counted(named) -> None:
    assert named("the UN Security Council and the OSCE Office for Democratic Institutions and Human Rights") == [
        "UN Security Council", "ODIHR",
    ]  # fmt: skip


def test_the_label_of_a_known_organisation_is_its_full_name(make) -> None:
    document = make("CARICC took part.")
    (evidence,) = organisation(document, document.text)
    assert evidence.label == "Central Asian Regional Information and Coordination Centre (CARICC)"


def test_the_name_in_another_language_behind_a_name_is_shown_with_it(make) -> None:
    text = "Встреча\n\nОбщественный фонд «Степной центр прав» (Steppe Rights Centre) провёл семинар для юристов."
    (found,) = organisation(make(text), text)
    assert (found.value, found.label) == ("Степной центр прав", "Степной центр прав (Steppe Rights Centre)")


def test_what_else_stands_in_brackets_is_no_name(make) -> None:
    for behind in ("Taraz", "см. ниже", "2006 год", "ОО"):
        text = f"Встреча\n\nОбщественный фонд «Степной центр прав» ({behind}) провёл семинар для юристов."
        (found,) = organisation(make(text), text)
        assert found.label == "Степной центр прав"
