"""Tables as workbooks: what our own import reads of them, and what other programs find in their cells."""

import re
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from python_calamine import CalamineWorkbook

from leadwright.foundation import workbooks
from leadwright.foundation.attempts import Attempt
from leadwright.foundation.cells import Cell
from leadwright.foundation.sheets import Format, Heading, Sheet, Wanted
from leadwright.intake.reading.opening import read_table

ZONE = ZoneInfo("Europe/Brussels")
ASKED = Attempt(face="page", method="POST", path="/export/leads.xlsx", address=None)
TEXTS = (
    *(
        "=1+1",
        "+32 9 123",
        "-5 boxes",
        "@SUM(A1)",
        " =1",
        "\t=1",
        "＝1",
        "'",
        "'lead",
        "'=1",
        "''=1",
        "'' =1",
        '"',
    ),
    *(
        "007",
        "1e5",
        "0x1F",
        "TRUE",
        "1,5",
        "2026-03-12",
        "#REF!",
        "http://x.be",
        "file:///etc/passwd",
        "mailto:a@b.be",
    ),
    *(
        "😀 flag 🇧🇪",
        "e\u0301",
        "שלום",
        "one\ntwo\n",
        "a\r\nb",
        "  spaces ",
        "tab\tin",
        "\u00a0",
        "\u200b",
        "a;b,c|d",
    ),
    *(
        "<b>&amp;</b>",
        "]]>",
        "_x0041_",
        "_x005F_x0041_",
        "_x0041_x0042_x0043_",
        "<r>&</r>",
        "<r></is><f>1+1</f></r>",
        "x" * 32_767,
    ),
)


def file_of(
    rows: Sequence[Sequence[Cell]], rf: Any, *, form: Format = Format.XLSX, in_words: bool = False
) -> bytes:
    """Return rows as a file, under headings that are their places."""
    headings = [Heading(key=f"c{place}", words=f"Column {place}") for place in range(len(rows[0]))]
    wanted = Wanted(format=form, in_words=in_words, asked=ASKED, at=datetime(2026, 11, 30, tzinfo=UTC))
    sheet = Sheet(name="leads", headings=headings, parts=[rows], wanted=wanted, zone=ZONE, noted=lambda: None)
    return b"".join(sheet.answer(rf.get("/")).streaming_content)


def values_of(content: bytes) -> list[list[Any]]:
    """Return the values of the first sheet as another program finds them, without the headings."""
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()[1:]


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_a_text_is_read_back_as_it_was_and_as_csv_has_it(text: str, rf) -> None:
    rows = [["first", text, "last"]]
    read = {form: read_table(file_of(rows, rf, form=form)).lines[0].cells for form in Format}
    assert read[Format.XLSX][1] == text
    assert read[Format.CSV][1].replace("\r\n", "\n") == text.replace("\r\n", "\n")


def test_a_text_that_looks_like_a_formula_is_a_text_without_an_apostrophe(rf) -> None:
    content = file_of([["=1+1", "https://example.com"]], rf)
    package = zipfile.ZipFile(BytesIO(content))
    sheet = package.read("xl/worksheets/sheet1.xml").decode()
    assert values_of(content) == [["=1+1", "https://example.com"]]
    assert ("<f>" in sheet, "hyperlink" in sheet, "t>=1+1<" in sheet) == (False, False, True)
    assert 'quotePrefix="1"' in package.read("xl/styles.xml").decode()


@pytest.mark.parametrize("sign", ["\x00", "\x01", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_a_sign_that_the_format_has_not_is_marked(sign: str, rf) -> None:
    assert values_of(file_of([[f"a{sign}b"]], rf)) == [["a\ufffdb"]]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (1042, 1042),
        (Decimal("1234.50"), 1234.5),
        (Decimal("-0.000001"), -0.000001),
        (10**15 - 1, 10**15 - 1),
        (10**15, "1000000000000000"),
        (Decimal("123456789012345.67"), "123456789012345.67"),
        (True, True),
        (date(2026, 3, 12), date(2026, 3, 12)),
        (date(1900, 2, 28), "1900-02-28"),
        (date(9000, 12, 31), date(9000, 12, 31)),
        (datetime(2026, 7, 1, 22, 5, 7, tzinfo=UTC), datetime(2026, 7, 2, 0, 5, 7)),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "2026-10-25T02:30:00+02:00"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "2026-10-25T02:30:00+01:00"),
        (datetime(1899, 5, 1, 12, tzinfo=UTC), "1899-05-01T12:00:00+00:00"),
    ],
)
def test_a_value_is_of_its_kind_or_else_a_text_that_loses_nothing(cell: Cell, value: object, rf) -> None:
    assert values_of(file_of([["first", cell]], rf)) == [["first", value]]


def test_a_small_number_is_read_back_in_digits(rf) -> None:
    table = read_table(file_of([["first", Decimal("0.00001"), Decimal("21.00")]], rf))
    assert table.lines[0].cells == ("first", "0.00001", "21")


def test_an_amount_is_shown_with_the_decimals_of_its_currency(rf) -> None:
    package = zipfile.ZipFile(BytesIO(file_of([[Decimal("1234.50"), Decimal("7.125"), 3, "x"]], rf)))
    styles = package.read("xl/styles.xml").decode()
    forms = re.findall(r'formatCode="([^"]*)"', styles)
    assert sorted(form for form in forms if form.startswith("0")) == ["0.00", "0.000"]


@pytest.mark.parametrize("text", ["x" * 40_000, "😀" * 20_000])
def test_a_text_longer_than_a_cell_is_cut_with_a_mark(text: str, rf) -> None:
    ((cell,),) = values_of(file_of([[text]], rf))
    assert cell.endswith("… (cut here: the CSV file holds all of it)")
    assert 32_760 < len(cell.encode("utf-16-le")) // 2 <= 32_767


def test_rows_beyond_a_sheet_go_on_in_the_next(monkeypatch, rf) -> None:
    monkeypatch.setattr(workbooks, "MOST_ROWS", 3)
    book = CalamineWorkbook.from_filelike(BytesIO(file_of([[number] for number in range(5)], rf)))
    assert book.sheet_names == ["Leads", "Leads (2)", "Leads (3)"]
    pages = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    assert [row[0] for page in pages for row in page if row != ["c0"]] == [0, 1, 2, 3, 4]
    assert [page[0] for page in pages] == [["c0"]] * 3


def test_headings_are_bold_and_stay_in_sight_and_filter(rf) -> None:
    package = zipfile.ZipFile(BytesIO(file_of([["a", "b" * 20], ["c", "d" * 900]], rf, in_words=True)))
    sheet = package.read("xl/worksheets/sheet1.xml").decode()
    assert '<pane ySplit="1" topLeftCell="A2"' in sheet
    assert '<autoFilter ref="A1:B3"/>' in sheet
    assert ("Column 0" in sheet, "<b/>" in package.read("xl/styles.xml").decode()) == (True, True)
    assert [float(part.split('"')[0]) for part in sheet.split(' width="')[1:]] == pytest.approx(
        [10, 50], abs=1
    )


def test_nothing_is_left_behind_when_the_reading_of_rows_fails(tmp_path, monkeypatch) -> None:
    def broken():
        yield [["a"]]
        raise RuntimeError("the database is gone")

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(RuntimeError):
        list(workbooks.packed("leads", ["a"], broken(), in_words=False, zone=ZONE))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["Leads: [a]/b*c?'", "x" * 60])
def test_any_name_makes_the_name_of_a_sheet(name: str) -> None:
    content = b"".join(workbooks.packed(name, ["a"], [[["b"]]], in_words=False, zone=ZONE))
    (given,) = CalamineWorkbook.from_filelike(BytesIO(content)).sheet_names
    assert given[0] == name[0].upper()
    assert len(given) <= 31
