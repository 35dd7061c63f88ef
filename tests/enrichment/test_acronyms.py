import pytest

from indexer.enrichment.acronyms import definitions, is_acronym


@pytest.mark.parametrize(
    ("text", "acronym", "expansion"),
    [
        ("the Central Asian Water Council (CAWC) met", "CAWC", "Central Asian Water Council"),
        ("by the International Organization for Migration (IOM).", "IOM", "International Organization for Migration"),
        ("Центр правовой помощи мигрантам (ЦППМ) открыт", "ЦППМ", "Центр правовой помощи мигрантам"),
        ("Центр правовой помощи мигрантам (далее – ЦППМ)", "ЦППМ", "Центр правовой помощи мигрантам"),
        ("Өзен алабының жастар кеңесі (ӨАЖК) құрылды", "ӨАЖК", "Өзен алабының жастар кеңесі"),
        ("and BSIN (Black Sea Integrity Network) came", "BSIN", "Black Sea Integrity Network"),
        (
            "with the Global Initiative on Preventing and Combating Trafficking in Persons and the Smuggling of "
            "Migrants- GLO.ACT.",
            "GLO.ACT",
            "Global Initiative on Preventing and Combating Trafficking in Persons and the Smuggling of Migrants",
        ),
    ],
)
def test_an_explained_acronym_is_found_with_its_expansion(text, acronym, expansion) -> None:
    (found,) = definitions(text)
    assert (found.acronym, found.expansion) == (acronym, expansion)
    assert expansion in text[found.start : found.end]
    assert acronym in text[found.start : found.end]


@pytest.mark.parametrize(
    "text",
    [
        "a long and pleasant afternoon (XYZ) by the lake",
        "He left. The rest stayed (HR)",
        "She paid in cash (EUR 200) and left",
        "Almaty (Kazakhstan)",
        "one - TWO",
    ],
)
def test_what_the_text_does_not_spell_is_no_expansion(text) -> None:
    assert list(definitions(text)) == []


def test_mostly_capitals_make_an_acronym() -> None:
    assert all(map(is_acronym, ("UNODC", "GLO.ACT", "IsDB", "УНП")))
    assert not any(map(is_acronym, ("Mr", "Almaty", "U.", "A")))
