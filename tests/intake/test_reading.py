"""Bytes become headers and lines, whatever they are encoded in, and nothing is lost."""

import pytest

from leadwright.intake.reading.opening import read_table
from leadwright.intake.reading.tables import plain_header
from leadwright.values.context import Unreadable

TEXT = "Name;Größe\nÄnne;12\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_a_file_is_read_in_the_encoding_that_it_has(encoding):
    table = read_table(TEXT.encode(encoding))
    assert table.headers == ["Name", "Größe"]
    assert table.lines[0].cells == ("Änne", "12")


def test_a_big_endian_mark_is_understood():
    assert read_table(b"\xfe\xff" + TEXT.encode("utf-16-be")).lines[0].cells == ("Änne", "12")


def test_each_byte_of_an_unknown_encoding_stays_apart():
    assert read_table(b"a,b\n\x81\xe9\x80,2\n").lines[0].cells == ("\x81é€", "2")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(separator):
    table = read_table(f"a{separator}b{separator}c\n1{separator}2,5{separator}3".encode())
    assert table.lines[0].cells[0] == "1"
    assert len(table.headers) == 3


def test_a_line_that_only_names_the_separator_is_no_header():
    table = read_table(b"sep=;\r\na;b\r\n1;2\r\n")
    assert (table.headers, table.lines[0].number) == (["a", "b"], 3)


def test_a_line_is_numbered_by_where_it_begins():
    table = read_table(b'a,b\n\n1,"two\nlines"\n3,4\n')
    assert [line.number for line in table.lines] == [3, 5]


def test_zero_bytes_and_lone_surrogates_are_kept_for_the_line_to_deal_with():
    content = "a,b\n1\x00,\ud800\n".encode("utf-8", "surrogatepass")
    assert read_table(content).lines[0].cells == ("1\x00", "\ud800")


def test_a_cell_longer_than_usual_is_read_whole():
    assert len(read_table(b"a,b\n1," + b"x" * 200_000).lines[0].cells[1]) == 200_000


@pytest.mark.parametrize("text", ["=1+1", "+32", "-5", "@x", "\t=1", " =1", "＝1"])
def test_the_apostrophe_of_an_export_is_undone(text):
    assert read_table(f'a,b\n"\'{text}",1\n'.encode()).lines[0].cells[0] == text


def test_an_apostrophe_that_belongs_to_the_text_stays():
    assert read_table(b"a,b\n'T Hof,'s\n").lines[0].cells == ("'T Hof", "'s")


def test_headers_are_compared_without_case_star_and_spaces():
    assert plain_header("\ufeff Last  Name * ") == "last name"


def test_an_empty_file_is_told_so():
    for content in (b"", b"\n\n"):
        with pytest.raises(Unreadable, match="empty"):
            read_table(content)
