import json
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.words import detect, is_of_one_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The seminar was attended by experts from all countries of the region.", "en"),
        ("В семинаре приняли участие эксперты из всех стран региона.", "ru"),
        ("Семинарға өңірдің барлық елдерінен сарапшылар қатысты.", "kk"),
        ("Семинарга аймактын бардык өлкөлөрүнөн эксперттер катышты.", "ky"),
        ("Дар семинар коршиносони тамоми кишварҳои минтақа иштирок карданд.", "tg"),
        ("Seminarda mintaqaning barcha davlatlaridan ekspertlar ishtirok etdi, o‘quv dasturi qabul qilindi.", "uz"),
        ("Семинарда минтақанинг барча давлатларидан экспертлар иштирок этди, ўқув дастури қабул қилинди.", "uz"),
        ("У семінарі взяли участь експерти з усіх країн регіону.", "uk"),
        ("Al seminario hanno partecipato esperti di tutti i paesi della regione.", "it"),
        ("Казахстан", "ru"),
        ("права", "ru"),
        ("Қазақстан", "kk"),
        ("їжак", "uk"),
        ("oʻzbek goʻzal", "uz"),
        ("2018", ""),
        ("", ""),
    ],
)
def test_the_language_of_a_text(text: str, language: str) -> None:
    assert detect(text) == language


def test_paragraphs_of_two_hundred_characters_are_told_apart() -> None:
    lines = (Path(__file__).with_name("paragraphs.tsv")).read_text("utf-8").splitlines()[1:]
    paragraphs = [line.split("\t") for line in lines]
    assert {language for language, _ in paragraphs} == {"en", "ru", "kk", "ky", "uz", "tg"}
    assert [text for language, text in paragraphs if len(text) < 200 or detect(text) != language] == []


def test_a_text_with_a_paragraph_of_another_language_is_not_of_one() -> None:
    english, russian = "All trees along the road were planted in spring. ", "Деревья вдоль дороги посадили весной. "
    assert is_of_one_language(english * 6)
    assert not is_of_one_language(english * 6 + russian * 4)


def test_damaged_text_has_a_language_too() -> None:
    assert detect("\x00The\ud800 seminar was held \ufffe\uffff in the\x01 morning and attended by all\x7f") == "en"


@given(st.text())
def test_any_text_is_answered(text: str) -> None:
    assert detect(text) == "" or detect(text).isalpha()


PACK = Path(__file__).parents[3] / "shared" / "data" / "facets.tar.xz"


@pytest.mark.skipif(not PACK.exists(), reason="the labelled texts are not here")
@pytest.mark.parametrize(
    ("name", "language", "floor"),
    [("re3d_dev", "en", 0.99), ("factrueval_dev", "ru", 0.98), ("kaznerd_dev", "kk", 0.99)],
)
def test_sentences_of_labelled_texts(name: str, language: str, floor: float) -> None:
    found = [detect(line) == language for line in _lines(f"./{name}.jsonl")]
    assert sum(found) / len(found) >= floor


def _lines(member: str) -> Iterator[str]:
    with tarfile.open(PACK) as pack:
        file = pack.extractfile(member)
        assert file is not None
        for record in file:
            yield from (line for line in json.loads(record)["text"].splitlines() if len(line) > 3)
