def test_dates_titles_and_type_are_read_from_meta_time_and_json_ld(cut):
    page = cut(
        "<html lang=en><head><title>T</title><meta property=og:title content=O><meta property=og:type content=article>"
        "<meta property=article:published_time content=2018-10-09><link rel=canonical href=http://a.example/x>"
        '<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"H",'
        '"datePublished":"2018-10-10"}]}</script>'
        "</head><body><h1>B</h1><time datetime=2018-10-11>x</time>"
    )
    assert page.meta.titles == (("og:title", "O"), ("json-ld headline", "H"), ("title", "T"), ("h1", "B"))
    assert page.meta.dates == (
        ("meta article:published_time", "2018-10-09"), ("json-ld datePublished", "2018-10-10"), ("time", "2018-10-11"),
    )  # fmt: skip
    assert (page.meta.language, page.meta.type, page.meta.canonical) == ("en", "article", "http://a.example/x")


def test_broken_json_ld_still_gives_its_date(cut):
    page = cut('<script type="application/ld+json">{"datePublished": "2020-01-02", oops</script><p>x')
    assert page.meta.dates == (("json-ld datePublished", "2020-01-02"),)


def test_what_the_container_says_comes_first(cut):
    page = cut("<title>T</title><p>x", title="Given", date="2020")
    assert page.meta.titles[0] == ("container", "Given")
    assert page.meta.dates[0] == ("container", "2020")


def test_the_page_in_other_languages_is_read_from_its_links(cut):
    page = cut(
        '<head><link rel=alternate hreflang=ru href="/ru/x"><link rel="alternate" hreflang="en-GB" href="/x">'
        '<link rel=alternate type="application/rss+xml" href=/feed><link rel=stylesheet hreflang=en href=/a.css>'
        "</head><p>x"
    )
    assert page.meta.alternates == (("ru", "/ru/x"), ("en-GB", "/x"))
