from indexer.enrichment.language import language


def test_the_kept_text_decides(make) -> None:
    document = make("Бұл мәтін қазақ тілінде жазылған, сондықтан оның тілі қазақша болады. " * 4, language="en")
    (evidence,) = language(document, document.text)
    assert (evidence.value, evidence.label, evidence.method) == ("kk", "Kazakh", "text")


def test_too_short_a_text_leaves_it_to_the_page(make) -> None:
    document = make("OK", language="ru")
    assert [evidence.value for evidence in language(document, document.text)] == ["ru"]


def test_a_page_without_words_has_no_language(make) -> None:
    document = make("12 345")
    assert language(document, document.text) == ()
