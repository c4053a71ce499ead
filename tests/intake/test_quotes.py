"""Quotation marks as programs and people leave them: no line is swallowed, no cell is cut, none is told for nothing."""

import pytest

from leadwright.intake.reading.opening import read_table

HEAD = "id,name,text\n"
# A text below the headings, its cells, and the lines of which a mark that never closes is told.
OPEN = [
    ('1,A,"five\n2,B,six\n', [("1", "A", '"five'), ("2", "B", "six")], [2]),
    ('1,"A,five\n2,B,six\n', [("1", '"A', "five"), ("2", "B", "six")], [2]),
    ('"1,A,five\n2,B,six\n', [('"1', "A", "five"), ("2", "B", "six")], [2]),
    ('1,A,five\n2,B,"six', [("1", "A", "five"), ("2", "B", '"six')], [3]),
    ('1,A,"five\n2,B,six\n3,"C,x\n', [("1", "A", '"five'), ("2", "B", "six"), ("3", '"C', "x")], [2, 4]),
    ('1,A,"\n2,B,six\n', [("1", "A", '"'), ("2", "B", "six")], [2]),
    ('1,"""A,x\n2,B,y\n', [("1", '"""A', "x"), ("2", "B", "y")], [2]),
    ('1,A,"five\r\n2,B,six\r\n', [("1", "A", '"five'), ("2", "B", "six")], [2]),
    ('1,A,"five\n2,B,"six"\n', [("1", "A", '"five'), ("2", "B", "six")], [2]),
    ('1,A,"fi""ve\n2,B,six\n', [("1", "A", '"fi""ve'), ("2", "B", "six")], [2]),
    ('1,A,"Müller\n2,B,Zoë\n', [("1", "A", '"Müller'), ("2", "B", "Zoë")], [2]),
]
CLOSED = [
    ('1,"A\nB",x\n2,C,y\n', [("1", "A\nB", "x"), ("2", "C", "y")]),
    ('1,"A, B",x\n', [("1", "A, B", "x")]),
    ('1,"A ""B"" C",x\n', [("1", 'A "B" C', "x")]),
    ('1,A"B,x\n2,C,y\n', [("1", 'A"B', "x"), ("2", "C", "y")]),
    ('1,A,5"\n2,B,6"\n', [("1", "A", '5"'), ("2", "B", '6"')]),
    ('1,"",x\n2,"C",""\n', [("1", "", "x"), ("2", "C", "")]),
    ("1,'A,x\n2,B's,y\n", [("1", "'A", "x"), ("2", "B's", "y")]),
    ("1,“A,x\n2,B”,y\n", [("1", "“A", "x"), ("2", "B”", "y")]),
    ('1, "A, B", x\n2, C, y\n', [("1", "A, B", "x"), ("2", " C", " y")]),
    ('1, "A", "x, y, z"\n', [("1", "A", "x, y, z")]),
    ('1,"A \\"B\\", C",x\n2,D,y\n', [("1", 'A "B", C', "x"), ("2", "D", "y")]),
    ('1,"5\\" pipe",x\n2,D,y\n', [("1", '5" pipe', "x"), ("2", "D", "y")]),
    ('1,"\\"A\\"",x\n', [("1", '"A"', "x")]),
    ('1,"C:\\",x\n2,"D:\\new",y\n', [("1", "C:\\", "x"), ("2", "D:\\new", "y")]),
    ("1,A\\B,x\n", [("1", "A\\B", "x")]),
    ('1,"A\r\nB",x\r\n', [("1", "A\r\nB", "x")]),
    ("1,A,x\n\x1a", [("1", "A", "x")]),
    ('1,"A\u2028B",x\n', [("1", "A\u2028B", "x")]),
    ('1,"A\x0bB\x0cC",x\n', [("1", "A\x0bB\x0cC", "x")]),
    ('"1","A","x"\n"2","B","y"\n', [("1", "A", "x"), ("2", "B", "y")]),
    ('1,"A;B",x\n2,C;D,y\n', [("1", "A;B", "x"), ("2", "C;D", "y")]),
]


@pytest.mark.parametrize(("text", "rows", "told"), OPEN)
def test_a_mark_that_never_closes_is_text_and_each_line_behind_it_is_there(text, rows, told):
    table = read_table((HEAD + text).encode())
    assert ([line.cells for line in table.lines], table.unclosed) == (rows, told)


@pytest.mark.parametrize(("text", "rows"), CLOSED)
def test_marks_of_any_manner_hold_their_cell_and_nothing_is_told(text, rows):
    table = read_table((HEAD + text).encode())
    assert ([line.cells for line in table.lines], table.unclosed) == (rows, [])


def test_spaces_before_the_marks_of_headings_are_no_part_of_them():
    assert read_table(b'id, "name", "text, more"\n1, "a", "b, c"\n').headers == ["id", "name", "text, more"]
