"""What a workbook shows of a number is what it says, where it shows a code or percent."""

import pytest

from leadwright.intake.reading.number_formats import look_of
from leadwright.intake.reading.opening import read_table
from leadwright.values.context import Unreadable
from tests.intake.workbook import MAIN, packed, row, unpacked, workbook

SHOWN = [
    ("0000000", 12345.0, "0012345"),
    ("00000", 1.0, "00001"),
    ("00000", 123456.0, "123456"),
    ("00", 7.0, "07"),
    ("00000;-00000", 5.0, "00005"),
    ("[$-409]00000", 5.0, "00005"),
    ("000\\-00\\-0000", 123456789.0, "123-45-6789"),
    ('0#" "##" "##" "##" "##', 123456789.0, "01 23 45 67 89"),
    ("(000) 000-0000", 2125550123.0, "(212) 555-0123"),
    ('"+"00" "000000000', 32470111222.0, "+32 470111222"),
    ("0%", 0.75, "75%"),
    ("0.00%", 0.0725, "7.25%"),
    ("0%", 0.07, "7%"),
    ("0%", 1.0, "100%"),
    ("0%", -0.05, "-5%"),
    ("0.0 %", 0.125, "12.5%"),
]
UNCHANGED = ["0", "General", "@", "#,##0", "0.00", "#\\ ##0", "0\\ 000", "0.00E+00", "dd/mm/yyyy", "h:mm"]
UNCHANGED += ['0"%"', '"A"000', '0 "€"', "00:00", "", "0" * 300 + "x"]


@pytest.mark.parametrize(("form", "value", "shown"), SHOWN)
def test_a_code_keeps_its_noughts_and_percent_is_percent(form, value, shown):
    look = look_of(form)
    assert look is not None
    assert look.of(value) == shown


@pytest.mark.parametrize("form", UNCHANGED)
def test_a_format_that_only_says_how_a_number_is_shown_changes_nothing(form):
    assert look_of(form) is None


def test_a_number_that_is_no_code_stays_a_number():
    look = look_of("00000")
    assert look is not None
    assert [look.of(value) for value in (1.5, -5.0, 1e300, float("nan"))] == ["", "", "", ""]


def styled(sheet: str, *forms: str, styles: str = "") -> bytes:
    """Return a workbook in which a number of style 2 has the first of some formats, and so on."""
    listed = "".join(f'<numFmt numFmtId="{164 + n}" formatCode="{form}"/>' for n, form in enumerate(forms))
    used = "".join(f'<xf numFmtId="{164 + n}"/>' for n in range(len(forms)))
    text = f'<styleSheet xmlns="{MAIN}"><numFmts>{listed}</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
    text += f'<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>{used}</cellXfs></styleSheet>'
    return packed(unpacked(workbook(Deals=sheet)) | {"xl/styles.xml": styles or text})


def test_the_cells_of_a_sheet_are_read_as_they_are_shown_in_each_row_and_column():
    sheet = (
        row(3, "", "nr", "odds", "sum") + row(4, "", (12345, 2), (0.4, 3), 5) + row(9, "", (7, 2), 1, (8, 2))
    )
    table = read_table(styled(sheet, "0000000", "0%"))
    assert [(line.number, line.cells) for line in table.lines] == [
        (4, ("0012345", "40%", "5")),
        (9, ("0000007", "1", "0000008")),
    ]


def test_cells_that_do_not_say_where_they_are_follow_one_another():
    cells = '<row><c s="2"><v>12</v></c><c><v>3</v></c><c s="2"><v>4</v></c></row>'
    table = read_table(styled(row(1, "a", "b", "c") + cells, "000"))
    assert [line.cells for line in table.lines] == [("012", "3", "004")]


def test_a_document_type_in_what_says_the_formats_refuses_the_workbook():
    styles = '<!DOCTYPE x [<!ENTITY a "0000">]><styleSheet><cellXfs/></styleSheet>'
    with pytest.raises(Unreadable, match="damaged"):
        read_table(styled(row(1, "a", "b") + row(2, (1, 2), 2), "000", styles=styles))
