"""From the bytes of a file to its table, whatever kind of file it is; what was chosen goes before what is found out."""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any

from django.utils.translation import gettext as _

from leadwright.foundation.encodings import Decoded, decoded
from leadwright.foundation.file_kinds import FileKind, kind_of, name_of_other
from leadwright.intake.reading import workbooks
from leadwright.intake.reading.rows import heading_of, rows_of, separator_of
from leadwright.intake.reading.tables import USUAL, Line, Reading, Table, distinct_headers
from leadwright.values.context import Unreadable

# Among how many rows the headings are looked for.
FIRST_ROWS = 20
MOST_COLUMNS, MOST_LINES = 5_000, 1_100_000
# Objects with all the names of all others are cells that are mostly empty: so many, for each sign of the file more.
MOST_EMPTY, MOST_CELLS_A_SIGN = 2_000_000, 2
_JSON_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def read_table(content: bytes, reading: Reading = USUAL, *, language: str = "") -> Table:
    """Read a file of rows, a workbook or lines of JSON; `language` tells the code page of one that tells none.

    Raises Unreadable for a file without a row, and for one of another kind, which it names.
    """
    kind = kind_of(content)
    if kind is FileKind.WORKBOOK:
        return _workbook(content, reading)
    if kind is FileKind.OTHER:
        raise Unreadable(_("it is {kind}, not a table").format(kind=name_of_other(content)))
    if kind is FileKind.CARDS:
        raise Unreadable(_("it holds cards of contacts (vCard); bring them in above the list of contacts"))
    if kind is FileKind.ARCHIVE:
        raise Unreadable(_("it is a compressed file in a compressed file; unpack it and choose the files"))
    text = decoded(content, encoding=reading.encoding, language=language)
    return _objects(text) if kind is FileKind.JSON_LINES else _rows(text, reading)


def _rows(text: Decoded, reading: Reading) -> Table:
    separator = reading.separator or separator_of(text.text)
    unclosed: list[int] = []
    rows = rows_of(text.text, separator, has_quotes=reading.has_quotes, unclosed=unclosed.append)
    table = _under_headings(rows, reading)
    table.encoding, table.separator = text.encoding, separator
    table.is_encoding_assumed, table.unclosed = text.is_assumed or reading.is_assumed, unclosed
    table.repaired = _lines_at(text.text, text.repaired)
    return table


def _lines_at(text: str, places: Iterable[int]) -> list[int]:
    """Return the physical lines of some places of a text, each once."""
    lines: list[int] = []
    last, number = 0, 1
    for place in places:
        number += text.count("\n", last, place) or text.count("\r", last, place)
        last = place
        if not lines or lines[-1] != number:
            lines.append(number)
    return lines


def _workbook(content: bytes, reading: Reading) -> Table:
    with workbooks.opened(content, sheet=reading.sheet) as sheet:
        table = _under_headings(sheet.rows, reading)
        table.sheets, table.sheet = sheet.names, sheet.name
    return table


def _under_headings(rows: Iterator[Line], reading: Reading) -> Table:
    """Return the rows under their headings; those above them are left out, and counted."""
    first = list(islice(rows, FIRST_ROWS))
    if not first:
        raise Unreadable(_("it is empty"))
    if reading.heading == 0:
        width = max(len(row.cells) for row in first)
        return Table(distinct_headers([""] * width), _bounded(chain(first, rows)), heading=0)
    place = heading_of(first)
    if reading.heading is not None:
        place = next((at for at, row in enumerate(first) if row.number == reading.heading), -1)
        if place < 0:
            raise Unreadable(_("line {number} holds no headings").format(number=reading.heading))
    head = first[place]
    lines = _bounded(chain(first[place + 1 :], rows))
    return Table(distinct_headers(_bare_end(head.cells)), lines, heading=head.number, before=place)


def _bounded(rows: Iterable[Line]) -> list[Line]:
    """Return all lines of a file, if they are not more than any sheet has: each takes more memory than it is long."""
    lines = list(islice(rows, MOST_LINES + 1))
    if len(lines) > MOST_LINES:
        raise Unreadable(_("it has more than {most} lines; take it apart").format(most=MOST_LINES))
    return lines


def _bare_end(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Return headers without empty ones at the end, which programs leave behind."""
    width = max((place for place, cell in enumerate(cells, start=1) if cell.strip()), default=0)
    return cells[:width]


def _objects(text: Decoded) -> Table:
    """Read lines of JSON, an object each; its names are the headers, in the order in which they come."""
    headers: dict[str, None] = {}
    rows: list[tuple[int, dict[str, Any]]] = []
    for number, match in enumerate(_JSON_LINE.finditer(text.text), start=1):
        if match[0].strip():
            rows.append((number, _object(number, match[0])))
            headers |= dict.fromkeys(rows[-1][1])
        if len(headers) > MOST_COLUMNS:
            raise Unreadable(_("it has more than {most} columns").format(most=MOST_COLUMNS))
        if len(rows) > MOST_LINES:
            raise Unreadable(_("it has more than {most} lines; take it apart").format(most=MOST_LINES))
    if len(rows) * len(headers) > MOST_EMPTY + MOST_CELLS_A_SIGN * len(text.text):
        raise Unreadable(_("too few of its objects have the same names; take it apart"))
    cells = [Line(number, tuple(_cell(row.get(name)) for name in headers)) for number, row in rows]
    return Table(list(headers), cells, encoding=text.encoding, separator="", heading=0)


def _object(number: int, line: str) -> dict[str, Any]:
    try:
        # The digits of a number stay as they stand there.
        row = json.loads(line, parse_float=str, parse_int=str)
    except (ValueError, RecursionError) as fault:
        raise Unreadable(_("line {number} is no object of JSON").format(number=number)) from fault
    if not isinstance(row, dict):
        raise Unreadable(_("line {number} is no object of JSON").format(number=number))
    return row


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
