"""Workbooks are read sheet by sheet, in a process with limits; a hostile one is refused and costs nothing."""

import time
from contextlib import suppress

import pytest

from leadwright.intake.blanking import blanked, texts_in
from leadwright.intake.reading.opening import read_table
from leadwright.intake.reading.tables import Reading
from leadwright.values.context import Unreadable
from tests.intake.workbook import DAY, cell, packed, row, workbook

DEALS = (
    row(1, "id", "name", "amount", "day")
    + row(2, 1, "Zoë & Sons", 1234.5, (45750, DAY))
    + row(4, 2, "'=B", 5)
)


def test_numbers_days_and_texts_of_a_sheet_are_read_as_a_file_of_rows_would_say_them():
    table = read_table(workbook(Deals=DEALS))
    assert table.headers == ["id", "name", "amount", "day"]
    assert [(line.number, line.cells) for line in table.lines] == [
        (2, ("1", "Zoë & Sons", "1234.5", "2025-04-03")),
        (4, ("2", "=B", "5", "")),
    ]


def test_the_first_sheet_that_holds_something_is_read_and_another_can_be_chosen():
    book = workbook(
        Empty="", Title=row(1, "Deals of November"), Deals=DEALS, Notes=row(1, "x", "y") + row(2, "1", "2")
    )
    table = read_table(book)
    assert (table.sheets, table.sheet) == (("Empty", "Title", "Deals", "Notes"), "Deals")
    assert read_table(book, Reading(sheet="Notes")).headers == ["x", "y"]


SPARSE = row(1, "a", "b") + f'<row r="1048576">{cell("XFD1048576", "far")}</row>'
HOSTILE = {
    "a cell at the far end": workbook(a=SPARSE),
    "a package that unpacks to a gigabyte": packed({"xl/workbook.xml": b"\0" * (600 * 2**20)}),
    "another entity in each cell": workbook(
        a=row(1, "a").replace("<row", '<!DOCTYPE x [<!ENTITY e "ee">]><row')
    ),
    "cut off": workbook(a=DEALS)[:-200],
    "no workbook within": packed({"xl/other.xml": "<a/>"}),
    "an old one that is none": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_is_refused_in_time(name):
    begin = time.monotonic()
    with suppress(Unreadable):
        assert len(read_table(HOSTILE[name]).lines) <= 1
    assert time.monotonic() - begin < 30


def test_a_person_is_taken_out_of_a_workbook_and_its_other_lines_stay():
    book = workbook(Deals=DEALS)
    assert set(texts_in(book, named=lambda text: "Zoë" in text, lines=frozenset())) == {2}
    left = blanked(book, starts=frozenset({2}))
    assert b"Zo" not in left
    table = read_table(left)
    assert table.headers == ["id", "name", "amount", "day"]
    assert [(line.number, line.cells[0]) for line in table.lines] == [(4, "2")]


def test_a_line_of_json_that_is_blanked_says_nothing_and_the_file_is_still_read():
    left = blanked(b'{"a": "Eva"}\n{"a": "b"}\n', starts=frozenset({1}))
    assert (left, [line.cells for line in read_table(left).lines]) == (b'{}\n{"a": "b"}\n', [("",), ("b",)])
