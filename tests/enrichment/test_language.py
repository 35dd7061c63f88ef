from indexer.enrichment.language import language, of_blocks

ENGLISH = "The library lends books to all who live in the valley, and nobody has to pay for it or to prove anything. "
RUSSIAN = "Библиотека выдаёт книги всем, кто живёт в долине, и никому не нужно за это платить или что-то доказывать. "
KAZAKH = "Кітапхана аңғарда тұратын адамдардың бәріне кітап береді, ол үшін ақы төлеудің қажеті жоқ. "


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


def test_a_second_language_with_a_good_share_of_the_text_is_the_pages_too(make) -> None:
    document = make(f"{KAZAKH * 4}\n\n{RUSSIAN * 3}")
    main, second = language(document, document.text)
    assert (main.value, second.value, second.method) == ("kk", "ru", "blocks of the text")
    assert document.text[second.start : second.end] == second.surface == (RUSSIAN * 3)[:120]


def test_a_quotation_makes_no_page_bilingual(make) -> None:
    document = make(f"{ENGLISH * 9}\n\n{RUSSIAN * 2}")
    assert [evidence.value for evidence in language(document, document.text)] == ["en"]


def test_a_second_language_is_found_behind_a_long_text_in_the_first(make) -> None:
    document = make("\n\n".join([ENGLISH * 2] * 20 + [RUSSIAN * 2] * 12))
    assert [evidence.value for evidence in language(document, document.text)] == ["en", "ru"]


def test_each_block_has_its_language_and_a_heading_that_of_what_follows(make) -> None:
    blocks = make(f"News\n\n{ENGLISH}\n\n2018\n\n{RUSSIAN}\n\nОш").blocks
    assert of_blocks(blocks, "en") == ["en", "en", "en", "ru", "ru"]
