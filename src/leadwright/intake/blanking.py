"""Take what is said out of lines of a kept file; separators, line breaks and encoding stay as they were.

A workbook cannot be written back as it came: it is kept as a text of its rows, on the same lines.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator
from contextlib import suppress

from leadwright.foundation.encodings import UTF8, Decoded, decoded, encoded
from leadwright.foundation.file_kinds import FileKind, kind_of
from leadwright.intake.reading.opening import read_table
from leadwright.intake.reading.rows import rows_of, separator_of
from leadwright.intake.reading.tables import USUAL, Line, Reading
from leadwright.values.context import Unreadable

_SAID = re.compile(r"[^,;\t|\"\r\n]")

Named = Callable[[str], bool]


def texts_in(
    content: bytes, *, named: Named, lines: frozenset[int], reading: Reading = USUAL
) -> dict[int, str]:
    """Return the records of a file that name somebody or begin on one of the lines, by where they begin (from 1)."""
    text = _text_of(content, reading)
    if not lines and not named(text.text):
        return {}
    result = ((start, "".join(record)) for start, record in _records(text.text, content, reading))
    return {start: said.rstrip("\r\n") for start, said in result if start in lines or named(said)}


def blanked(content: bytes, *, starts: frozenset[int], reading: Reading = USUAL) -> bytes:
    """Return a file in which the records that begin on these lines say nothing any more."""
    text = _text_of(content, reading)
    records = ((start, "".join(record)) for start, record in _records(text.text, content, reading))
    blank = _without_object if kind_of(content) is FileKind.JSON_LINES else _without_words
    kept = (blank(said) if start in starts else said for start, said in records)
    return encoded("".join(kept), text.encoding, content)


def _without_words(said: str) -> str:
    return _SAID.sub("", said)


def _without_object(said: str) -> str:
    return "{}" + said[len(said.rstrip("\r\n")) :]


def _text_of(content: bytes, reading: Reading) -> Decoded:
    """Return a file as text; a workbook as its rows, each on the line that it has there."""
    if kind_of(content) is not FileKind.WORKBOOK:
        return decoded(content, encoding=reading.encoding)
    try:
        table = read_table(content, reading)
    except Unreadable:
        return Decoded(text="", encoding=UTF8)
    head = [Line(table.heading, tuple(table.headers))] if table.heading else []
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    last = 0
    for line in [*head, *table.lines]:
        text.write("\n" * (line.number - last - 1))
        writer.writerow([" ".join(cell.split()) for cell in line.cells])
        last = line.number
    return Decoded(text=text.getvalue(), encoding=UTF8)


def _records(text: str, content: bytes, reading: Reading) -> Iterator[tuple[int, list[str]]]:
    """Return the physical lines of each record: a cell in quotes may hold line breaks."""
    physical = io.StringIO(text, newline="").readlines()
    starts = list(range(1, len(physical) + 1))
    if kind_of(content) is FileKind.ROWS:
        separator = reading.separator or separator_of(text)
        with suppress(Unreadable):
            rows = rows_of(text, separator, has_quotes=reading.has_quotes)
            starts = sorted({1, *(row.number for row in rows)})
    for start, end in zip(starts, [*starts[1:], len(physical) + 1], strict=True):
        yield start, physical[start - 1 : end - 1]
