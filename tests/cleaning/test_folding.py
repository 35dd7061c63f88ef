from indexer.cleaning.folding import fold, fold_all

TEXTS = [
    "  Get  Adobe-Flash, player! ",
    "© 2018 Ёлка",
    "1 204 reads, 3.5 stars",
    "two\nlines  \n of text",
    "Oʻzbek oʼz",
    "😀 done 𠀀",
    "…",
    "STRASSE Straße",
    "7",
]


def test_texts_are_folded_together_as_they_are_alone():
    assert fold_all(TEXTS)[0] == [fold(text) for text in TEXTS]
    assert fold_all(TEXTS)[0][1:4] == ["© 2018 елка", "1 204 reads 3 5 stars", "two lines of text"]


def test_numbers_become_one_zero_each():
    assert fold_all(TEXTS)[1][1:3] == ["© 0 елка", "0 reads 0 stars"]
    assert fold_all(["x2018 3", "12", "a 1 b 2"])[1] == ["x0", "0", "a 0 b 0"]


def test_one_text_and_none_are_texts_too():
    assert fold_all(["One"]) == (["one"], ["one"])
    assert fold_all([""]) == ([""], [""])
