"""Rows of a text: what parts them, where their headings are, and quotation marks that never close."""

import pytest

from leadwright.intake.reading.opening import read_table
from leadwright.intake.reading.rows import MOST_UNCLOSED
from leadwright.intake.reading.tables import Reading, distinct_headers
from leadwright.values.context import Unreadable

HEAD = "id,name,text,amount\n"


def cells(text: str, **reading: object) -> list[tuple[str, ...]]:
    """Return the cells of the lines of a text."""
    return [line.cells for line in read_table(text.encode(), Reading(**reading)).lines]


def test_a_quotation_mark_that_never_closes_swallows_nothing():
    table = read_table(f'{HEAD}1,A,"five,1\n2,B,six,2\n3,C,seven,3\n'.encode())
    assert [line.cells for line in table.lines] == [
        ("1", "A", '"five', "1"),
        ("2", "B", "six", "2"),
        ("3", "C", "seven", "3"),
    ]
    assert (table.unclosed, [line.number for line in table.lines]) == ([2], [2, 3, 4])


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (f'{HEAD}1,A,"five,1\n2,B,"six",2\n', [("1", "A", '"five', "1"), ("2", "B", "six", "2")]),
        (f'{HEAD}1,A,five,"1', [("1", "A", "five", '"1')]),
        (
            f'{HEAD}1,A,"he said ""no"",1\n2,B,six,2\n',
            [("1", "A", '"he said ""no""', "1"), ("2", "B", "six", "2")],
        ),
        (f'{HEAD}1,"A,x,1\n2,"B,y,2\n', [("1", '"A', "x", "1"), ("2", '"B', "y", "2")]),
    ],
)
def test_each_mark_that_opens_and_does_not_close_is_part_of_its_text(text, rows):
    assert cells(text) == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (f'{HEAD}1,A,"two\nlines",1\n', [("1", "A", "two\nlines", "1")]),
        (f'{HEAD}1,A,"a, b\nc, d\r\n",1\n', [("1", "A", "a, b\nc, d\r\n", "1")]),
        (f'{HEAD}1,A,5" pipe,1\n', [("1", "A", '5" pipe', "1")]),
        (f'{HEAD}1,A,"",1\n', [("1", "A", "", "1")]),
        (f'{HEAD}1,A,"""",1\n', [("1", "A", '"', "1")]),
    ],
)
def test_marks_that_hold_a_cell_together_hold_it(text, rows):
    table = read_table(text.encode())
    assert ([line.cells for line in table.lines], table.unclosed) == (rows, [])


def test_a_file_that_does_not_use_marks_at_all_says_what_to_choose_and_is_read_so():
    text = HEAD + "".join(f'{n},"A,x,1\n' for n in range(MOST_UNCLOSED * 3))
    with pytest.raises(Unreadable, match="part of the text"):
        read_table(text.encode())
    assert cells(text, has_quotes=False)[0] == ("0", '"A', "x", "1")


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("name;amount\nA, Sons;1,5\nB, C;2,5\n", ";"),
        ("name,amount\nA;B,1\nC,2\n", ","),
        ("a\tb\tc\n1\t2, 3, 4\t5\n", "\t"),
        ("a|b\n1;2|3\n", "|"),
        ("name\nA\nB\n", ","),
    ],
)
def test_what_parts_the_cells_is_what_gives_the_rows_one_width(text, separator):
    assert read_table(text.encode()).separator == separator


def test_lines_above_the_headings_are_left_out_and_counted():
    table = read_table(b"Deals of November\n\nexported by,Ann\nid,name,amount,stage\n1,A,5,won\n2,B,6,lost\n")
    assert (table.headers, table.heading, table.before) == (["id", "name", "amount", "stage"], 4, 2)
    assert [line.number for line in table.lines] == [5, 6]


def test_the_line_of_the_headings_can_be_chosen():
    text = b"a,b\nc,d\n1,2\n"
    assert read_table(text, Reading(heading=2)).headers == ["c", "d"]
    bare = read_table(text, Reading(heading=0))
    assert (bare.headers, len(bare.lines)) == (["(1)", "(2)"], 3)
    with pytest.raises(Unreadable, match="line 9 holds no headings"):
        read_table(text, Reading(heading=9))


def test_headers_that_are_alike_are_told_apart_and_empty_ones_are_their_place():
    assert distinct_headers(["E-mail", "", "e-mail ", "E-mail (2)"]) == [
        "E-mail",
        "(2)",
        "e-mail (3)",
        "E-mail (2)",
    ]


def test_lines_of_json_are_rows_and_digits_stay_as_they_stand_there():
    table = read_table(b'{"id": 1, "amount": 1.10}\n\n{"id": "2", "open": true, "tags": ["a"]}\n')
    assert table.headers == ["id", "amount", "open", "tags"]
    assert [line.cells for line in table.lines] == [("1", "1.10", "", ""), ("2", "", "true", '["a"]')]
    with pytest.raises(Unreadable, match="line 2"):
        read_table(b'{"id": 1}\n[1]\n')


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7 ...", "it is a PDF"),
        (b"\x89PNG\r\n", "a picture"),
        (b"\xff\xd8\xff\xe0", "a picture"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"<!DOCTYPE html><table>", "HTML"),
        (b"BEGIN:VCARD\r\nVERSION:3.0\r\n", "vCard"),
        (b"PK\x03\x04 nothing more", "compressed"),
        (b"a" + b",b" * 6000 + b"\n1\n", "more than 5000 cells"),
    ],
)
def test_a_file_of_another_kind_is_called_by_its_kind(content, words):
    with pytest.raises(Unreadable, match=words):
        read_table(content)


WIDE = ";".join(f"c{number}" for number in range(20))
STRANGE = {
    "a heading that is a cell short, and commas in the texts": (
        f"{WIDE}\n" + "a, b;" * 3 + ";" * 17 + "x\n" + "1;" * 20 + "2\n",
        [("a, b",) * 3 + ("",) * 17 + ("x",), ("1",) * 20 + ("2",)],
    ),
    "a mark in the first cell that never closes": (
        'col1,col2\n"val1,val2\nval3,val4\n',
        [('"val1', "val2"), ("val3", "val4")],
    ),
    "inches": (
        'n,what,how\n1, item, that is 16"\n2, item, 12"\n',
        [("1", " item", ' that is 16"'), ("2", " item", ' 12"')],
    ),
    "a line break before the mark closes": (
        'd,k,n\n"19.06.2015","Expense","Movie\n"\n"20.06.2015","Fun","x"\n',
        [("19.06.2015", "Expense", "Movie\n"), ("20.06.2015", "Fun", "x")],
    ),
    "marks that are text": ('id\n""""""\n"test"\n', [('""',), ("test",)]),
    "a mark of print that was to close": (
        'Row,Content\n1,"an unclosed comment”\n2,Lorem ipsum\n',
        [("1", '"an unclosed comment”'), ("2", "Lorem ipsum")],
    ),
    "a mark in a file of tabs": ('a\tb\tc\n"x\t1\t2\ny\t3\t4\n', [('"x', "1", "2"), ("y", "3", "4")]),
    "a mark within a cell": (
        'a,b,c\n1,the "big" one,2\n3,4,5\n',
        [("1", 'the "big" one', "2"), ("3", "4", "5")],
    ),
    "lines that end as on an old Mac": ("a;b\r1;2\r3;4\r", [("1", "2"), ("3", "4")]),
}


@pytest.mark.parametrize("name", STRANGE)
def test_files_that_others_lost_lines_of_are_read_whole(name):
    text, rows = STRANGE[name]
    assert cells(text) == rows


def test_french_headings_of_a_bank_are_read_as_they_stand_there():
    head = "Numéro de séquence;Date d'exécution;Montant;Détails"
    table = read_table(f"{head}\n1;02/01/2018;-5,00;Café\n".encode("cp1252"))
    assert (table.headers, table.lines[0].cells[3]) == (head.split(";"), "Café")
