import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.words import fold


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("UNODC", "unodc"),
        ("Éducation Żółć Øre", "education zolc ore"),
        ("Straße İstanbul ısı", "strasse istanbul isi"),
        ("Ёлка", "елка"),
        ("замо́к", "замок"),
        ("е\u0308лка и\u0306од", "елка йод"),  # decomposed
        ("Район", "район"),
        ("Қазақстан Әділет Ғылым Өңір Ұлт Үй Ілім", "қазақстан әділет ғылым өңір ұлт үй ілім"),
        ("Їжак Ґанок", "їжак ґанок"),
        ("traf\u00adfick\u200bing", "trafficking"),
        ("می\u200cخواهم", "میخواهم"),
        ("ﬁnancial ２０１８", "financial 2018"),
    ],
)
def test_one_spelling_for_all_ways_to_write(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text())
def test_folding_twice_changes_what_unicode_leaves_unstable_only(text: str) -> None:
    once = fold(text)
    assert fold(fold(once)) == fold(once)


@given(st.text(st.characters(categories=["Cs", "Cc", "Cf", "Mn"])))
def test_any_text_folds(text: str) -> None:
    fold(text)


def test_cyrillic_letters_are_folded_as_all_others_are() -> None:
    for code in (*range(0x400, 0x482), *range(0x48A, 0x500)):
        assert fold(chr(code)) == fold(f" {chr(code)}").strip(), hex(code)
