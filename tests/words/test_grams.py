from indexer.words import analyse, needed_grams


def test_only_kazakh_words_are_cut_into_pieces() -> None:
    assert analyse("бала 2018 children", "kk").grams == ["^бал", "бала"]
    assert analyse("дети", "ru").grams == []


def test_a_form_has_all_the_pieces_that_its_stem_needs() -> None:
    pieces = set(analyse("құқықтарының", "kk").grams)
    assert pieces.issuperset(needed_grams("құқығын"))


def test_a_word_of_another_script_needs_none() -> None:
    assert needed_grams("children") == ()
