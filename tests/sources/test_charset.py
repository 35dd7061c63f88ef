import pytest

from indexer.sources.charset import read_as_text

RUSSIAN = "Региональный семинар по вопросам противодействия торговле людьми прошёл в Алматы 9 октября."
KAZAKH = "Алматы қаласында адам саудасына қарсы іс-қимыл мәселелері бойынша өңірлік семинар өтті, көп ұйым қатысты."
CYRILLIC = {"windows-1251": "cp1251", "koi8-r": "koi8-r", "ibm866": "cp866", "iso-8859-5": "iso8859-5"}
LABELS = ["", "utf-8", "windows-1252", "iso-8859-1", "windows-1251", "koi8-r", "utf-7", "nonsense", "utf\0-8", "gbk"]


def html(label: str, text: str) -> str:
    return f'<html><head><meta name="a"><META HTTP-EQUIV=x content="text/html; Charset={label}"></head><p>{text}</p>'


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("charset", CYRILLIC)
def test_russian_is_read_in_any_code_page_under_any_label(charset: str, label: str) -> None:
    text, read_as, notes = read_as_text(html(label, RUSSIAN).encode(CYRILLIC[charset]), "", markup=True)
    assert (text, read_as) == (html(label, RUSSIAN), charset)
    assert bool(notes) == (label not in ("", charset))


@pytest.mark.parametrize("codec", ["kz1048", "ptcp154"])
@pytest.mark.parametrize("label", ["", "windows-1251", "utf-8"])
def test_kazakh_is_read_in_the_code_pages_that_no_browser_knows(codec: str, label: str) -> None:
    assert read_as_text(KAZAKH.encode(codec), label, markup=False)[0] == KAZAKH


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("Регіональний семінар з питань протидії торгівлі людьми відбувся у Києві, його учасники їздили.", "cp1251"),
        ("В София се проведе регионален семинар за борба с трафика на хора, в който участваха много.", "cp1251"),
        ("У Београду је одржан регионални семинар о борби против трговине људима, учествовали су љекари.", "cp1251"),
        ("Održan je regionalni seminar o suzbijanju trgovanja ljudima, domaćini su Šibenik, Đakovo i Žepče.", "cp1250"),
        ("Konal se regionální seminář o boji proti obchodování s lidmi, účastnili se žáci škol z Děčína.", "cp1250"),
        ("Odbyło się seminarium regionalne o zwalczaniu handlu ludźmi, wzięły udział różne służby.", "iso8859-2"),
        ("İnsan ticaretiyle mücadele konusunda bölgesel bir seminer düzenlendi, kuruluşlar katılmıştır.", "cp1254"),
        ("Πραγματοποιήθηκε περιφερειακό σεμινάριο για την καταπολέμηση της εμπορίας ανθρώπων στην Αθήνα.", "cp1253"),
        ("סמינר אזורי בנושא המאבק בסחר בבני אדם התקיים בירושלים בהשתתפות ארגונים רבים מן האזור.", "cp1255"),
        ("عقدت ندوة إقليمية حول مكافحة الاتجار بالبشر بمشاركة العديد من المنظمات في القاهرة.", "cp1256"),
        ("Le séminaire régional a été organisé à l’université ; les participants étaient intéressés.", "cp1252"),
        ("Das regionale Seminar über die Bekämpfung des Menschenhandels fand für alle Länder in Köln statt.", "cp1252"),
        ("打击人口贩运区域研讨会在北京举行，各国的代表参加了会议，讨论了如何加强国际合作的问题。", "gb18030"),
        ("地域セミナーが東京で開催され、各国の代表が参加しました。国際協力について話し合いました。", "shift_jis"),
        ("地域セミナーが東京で開催され、各国の代表が参加しました。国際協力について話し合いました。", "euc_jp"),
        ("지역 세미나가 서울에서 개최되었으며 각국 대표들이 참석하여 국제 협력 강화 방안을 논의했습니다.", "euc_kr"),
    ],
)  # fmt: skip
def test_other_languages_are_read_without_a_label(text: str, codec: str) -> None:
    assert read_as_text(text.encode(codec), "", markup=False)[0] == text


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Tiếng Việt: Hội thảo", "windows-1258"),
        ("การสัมมนาระดับภูมิภาค", "tis-620"),
        ("“Quoted” – café", "windows-1252"),
        ("100 € für Ærø", "iso-8859-15"),
        ("Tallinn: õ, ä, ö, ü", "iso-8859-13"),
        ("地域セミナー", "shift_jis"),
        ("研讨会", "gb2312"),
        ("研討會", "big5"),
        ("地域セミナー", "iso-2022-jp"),
    ],
)
def test_a_label_that_may_be_true_is_believed(text: str, label: str) -> None:
    body = text.encode({"windows-1252": "cp1252", "windows-1258": "cp1258"}.get(label, label), "ignore")
    want = body.decode({"windows-1252": "cp1252", "windows-1258": "cp1258"}.get(label, label))
    assert read_as_text(body, label, markup=False)[::2] == (want, ())


def test_http_is_believed_before_the_page_and_the_page_where_http_is_wrong() -> None:
    body = html("koi8-r", RUSSIAN).encode("koi8-r")
    assert read_as_text(body, "koi8-r", markup=True)[1:] == ("koi8-r", ())
    assert read_as_text(body, "utf-8", markup=True)[1:] == ("koi8-r", ("labelled utf-8, read as koi8-r",))


def test_an_xml_declaration_is_a_label_and_other_attributes_are_not() -> None:
    body = "<?xml version='1.0' encoding='koi8-r'?><script charset='big5'></script>Да".encode("koi8-r")
    assert read_as_text(body, "", markup=True)[1:] == ("koi8-r", ())


def test_utf8_under_a_false_label_is_utf8_and_says_so() -> None:
    for label in ("windows-1251", "iso-8859-1"):
        shown = "windows-1252" if label == "iso-8859-1" else label
        want = (RUSSIAN, "utf-8", (f"labelled {shown}, read as utf-8",))
        assert read_as_text(RUSSIAN.encode(), label, markup=False) == want


def test_ascii_needs_no_note() -> None:
    assert read_as_text(b"Only ASCII", "windows-1251", markup=False) == ("Only ASCII", "utf-8", ())


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_known_by_its_mark_or_its_zeros(codec: str) -> None:
    text, charset, _ = read_as_text(html("utf-8", RUSSIAN).encode(codec), "", markup=True)
    assert (text.lstrip("\ufeff"), charset[:6]) == (html("utf-8", RUSSIAN), "utf-16")


def test_utf8_with_slips_stays_utf8() -> None:
    text, charset, notes = read_as_text(RUSSIAN.encode()[:-2] + b"\xff", "windows-1251", markup=False)
    assert (text[:80], charset) == (RUSSIAN[:80], "utf-8")
    assert notes == ("labelled windows-1251, read as utf-8", "2 bytes are not utf-8")


def test_a_page_in_two_encodings_is_read_in_both() -> None:
    body = f"<p>{RUSSIAN}</p>".encode() + f"<p>{RUSSIAN}</p>".encode("cp1251")
    text, charset, notes = read_as_text(body, "utf-8", markup=True)
    assert (text, charset, notes) == (f"<p>{RUSSIAN}</p>" * 2, "utf-8", ("parts read as windows-1251",))
