from indexer.enrichment.site import site


def test_the_site_of_an_address_is_its_host(make) -> None:
    document = make("Title", url="https://test/page")
    assert [(evidence.value, evidence.method) for evidence in site(document, "")] == [("test", "host")]


def test_the_site_of_a_file_is_its_folder(make) -> None:
    assert [(evidence.value, evidence.method) for evidence in site(make("Title"), "")] == [("test", "folder")]
