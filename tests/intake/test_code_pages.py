"""Texts of many scripts in the code pages of their programs, each beside what it says."""

import pytest

from leadwright.intake.reading.opening import read_table
from leadwright.intake.reading.tables import Reading

TEXTS = [
    ("windows-1251", "bg", "Фирма,Град\nКафе Ян,София\n"),
    ("windows-1251", "uk", "Фірма,Місто\nЇжак і Ґанок,Київ\n"),
    ("windows-1251", "sr", "Фирма,Град\nЉубав,Ниш\n"),
    ("windows-1250", "cs", "Firma,Město\nŘeřicha,Plzeň\n"),
    ("windows-1250", "hu", "Cég,Város\nFűző Őz,Győr\n"),
    ("windows-1250", "hr", "Tvrtka,Grad\nĐurđa,Šibenik\n"),
    ("windows-1250", "ro", "Firmă,Oraş\nÎnţelept,Iaşi\n"),
    ("windows-1253", "el", "Εταιρεία,Πόλη\nΉλιος,Πάτρα\n"),
    ("windows-1254", "tr", "Şirket,Şehir\nÇığır,Muğla\n"),
    ("windows-1257", "lt", "Įmonė,Miestas\nŽąsis,Šiauliai\n"),
    ("windows-1257", "lv", "Uzņēmums,Pilsēta\nĶirsis,Rīga\n"),
    ("windows-1257", "et", "Ettevõte,Linn\nÕun,Võru\n"),
    ("windows-1252", "fr", "Société,Ville\nL’Œuf à 5 €,Orléans\n"),
    ("windows-1252", "sv", "Företag,Ort\nÅ & Ö,Malmö\n"),
]
CHOSEN = [
    ("koi8-r", "Фирма,Город\nЁлка,Пермь\n"),
    ("iso-8859-2", "Firma,Miasto\nŻółć,Łódź\n"),
    ("iso-8859-15", "Société,Ville\nŒuf à 5 €,Orléans\n"),
    ("mac-roman", "Société,Ville\nÉtoile “Été”,Nîmes\n"),
    ("cp850", "Firma,Ort\nGröße,Köln\n"),
    ("cp437", "Firma,Ort\nÄnne,Köln\n"),
    ("shift_jis", "会社,都市\n山田ソース,東京\n"),
    ("euc-kr", "회사,도시\n한글,서울\n"),
    ("gb18030", "公司,城市\n汉字,北京\n"),
    ("big5", "公司,城市\n功蓋,台北\n"),
    ("utf-16-le", "Firma,Ort\nÄnne,東京\n"),
    ("utf-16-be", "Firma,Ort\nÄnne,東京\n"),
]


def cells(text: str) -> list[list[str]]:
    return [line.split(",") for line in text.splitlines()]


@pytest.mark.parametrize(("page", "language", "text"), TEXTS)
def test_a_file_that_tells_nothing_is_read_as_programs_of_a_language_write(page, language, text):
    table = read_table(text.encode(page), language=language)
    assert [table.headers, *(list(line.cells) for line in table.lines)] == cells(text)
    assert (table.encoding, table.is_encoding_assumed) == (page, True)


@pytest.mark.parametrize(("page", "text"), CHOSEN)
def test_a_code_page_that_was_chosen_is_kept_to(page, text):
    table = read_table(text.encode(page), Reading(encoding=page))
    assert [table.headers, *(list(line.cells) for line in table.lines)] == cells(text)


@pytest.mark.parametrize("text", [text for _page, _language, text in TEXTS])
def test_utf8_is_known_by_itself_whatever_the_language_of_the_page(text):
    for language in ("ru", "tr", "en"):
        table = read_table(text.encode(), language=language)
        assert ([table.headers, list(table.lines[0].cells)], table.encoding) == (cells(text), "utf-8")
