"""Bytes become text: what they do not tell is assumed and said, and one strange byte changes no other."""

import pytest

from leadwright.foundation.encodings import MARKS, OFFERED, decoded, encoded
from leadwright.intake.reading.opening import read_table
from leadwright.intake.reading.tables import Reading, Table
from leadwright.intake.remarks import assumed_of, remarks_of

RUSSIAN = "Фирма;Этап\nПривет;открыт\n"


@pytest.mark.parametrize(
    ("text", "page", "language"),
    [
        (RUSSIAN, "windows-1251", "ru"),
        ("Firma;Miasto\nŻółw;Łódź\n", "windows-1250", "pl"),
        ("Εταιρεία;Πόλη\nΑθήνα;β\n", "windows-1253", "el-GR"),
        ("Şirket;Şehir\nIşık;İzmir\n", "windows-1254", "tr"),
        ("Größe;Café\nœuvre;5 €\n", "windows-1252", "nl"),
    ],
)
def test_bytes_that_tell_nothing_are_read_in_the_code_page_of_the_language_and_that_is_said(
    text, page, language
):
    result = decoded(text.encode(page), language=language)
    assert (result.text, result.encoding, result.is_assumed) == (text, page, True)


@pytest.mark.parametrize("page", [*OFFERED])
def test_each_encoding_that_is_offered_can_be_chosen(page):
    text = {"shift_jis": "会社,東京\n", "euc-kr": "회사,서울\n", "big5": "公司,台北\n"}.get(
        page, "a,b\n1,2\n"
    )
    table = read_table(text.encode(page), Reading(encoding=page))
    assert (table.headers, table.encoding) == (text.split("\n")[0].split(","), page)


def test_a_byte_of_another_encoding_changes_its_own_letter_alone_and_its_line_is_named():
    content = "a,b\nMüller,1\nZoë,2\n".encode() + "Zoë,3\n".encode("cp1252") + "Jürgen,4\n".encode()
    table = read_table(content)
    assert [line.cells[0] for line in table.lines] == ["Müller", "Zoë", "Zoë", "Jürgen"]
    assert (table.encoding, table.repaired) == ("utf-8", [4])


def test_a_single_letter_beyond_ascii_is_no_proof_of_utf8():
    assert decoded("a,b\nZoë,1\n".encode("cp1252")).encoding == "windows-1252"


def test_what_was_chosen_goes_before_what_the_bytes_seem_to_say():
    assert decoded(RUSSIAN.encode("windows-1251"), encoding="windows-1251").text == RUSSIAN
    assert decoded(RUSSIAN.encode("koi8-r"), encoding="koi8-r", language="nl").text == RUSSIAN


@pytest.mark.parametrize("page", ["utf-8", "utf-16-le", "windows-1252", "windows-1251", "shift_jis"])
def test_a_text_is_written_back_as_it_was_read(page):
    mark = next((mark for mark, of in MARKS if of == page), b"")
    content = mark + "a,b\n1,2\n".encode(page)
    result = decoded(content, encoding=page)
    assert encoded(result.text, result.encoding, content) == content


def test_lines_that_are_too_many_to_list_are_counted():
    table = Table(["a"], [], encoding="utf-8", repaired=list(range(1, 113)))
    (remark,) = remarks_of({**assumed_of(table), "encoding": "utf-8"})
    assert remark.endswith("99, 100 and 12 more.")
