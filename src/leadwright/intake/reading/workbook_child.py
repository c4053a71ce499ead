"""A process of its own, with narrow limits, that reads the rows of a workbook: `workbook_child.py [SHEET]`.

The workbook comes in on the standard input. What leaves are lines of JSON: first the names of the sheets and which of
them is read, then a row each. Whatever a hostile file does to the library that reads it happens here, where there is
no database, no secret and little memory.
"""

import io
import json
import math
import resource
import sys
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from python_calamine import CalamineWorkbook

from leadwright.intake.reading.number_formats import Look, looks_in

# WRITTEN is what the rows may come to as text.
MEMORY, SECONDS, UNPACKED, WRITTEN = 1024 * 2**20, 60, 500 * 2**20, 300 * 2**20
# How many times as long as itself a package may be: sheets that anybody made are far below.
LEAST_UNPACKED, DENSEST = 64 * 2**20, 200
LEAST_WRITTEN, MOST_TIMES_WRITTEN = 32 * 2**20, 100
MOST_ENTRIES, MOST_CELLS_OF_A_ROW, MOST_ROWS = 5_000, 5_000, 1_100_000


def limit() -> None:
    """Take away from this process what it does not need, before anything is read."""
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, WRITTEN),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def refuse_bombs(content: bytes) -> None:
    """Refuse a package that unpacks to more than anybody has, or than it is long, or to more than it says itself."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        most = min(UNPACKED, max(LEAST_UNPACKED, DENSEST * len(content)))
        if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > most:
            raise ValueError("too large")
        # An entry that is longer than it says fails here, where it is read only as far as it says.
        if archive.testzip() is not None:
            raise ValueError("damaged")


def rows_of(content: bytes, sheet: str) -> Iterator[Any]:
    """Return the sheets, then the rows of one from its first on: the one that is named, else the first with a table."""
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    names = list(workbook.sheet_names)
    chosen = None
    for name in [sheet] if sheet else names:
        read = workbook.get_sheet_by_name(name)
        if chosen is None or (read.height > 1 >= chosen.height):
            chosen = read
        if chosen.height > 1:
            break
    if chosen is None:
        return
    if chosen.width > MOST_CELLS_OF_A_ROW or chosen.height > MOST_ROWS:
        raise ValueError("too large")
    yield {"sheets": names, "sheet": chosen.name}
    looks = looks_of(content, chosen.name)
    begin = chosen.start[1] if chosen.start else 0
    for number, row in enumerate(chosen.iter_rows(), start=1):
        look = looks.get(number)
        yield [text_of(value, look.get(begin + place)) for place, value in enumerate(row, start=1)]


class Looks:
    """How the numbers of each row are shown, asked for row by row."""

    def __init__(self, rows: Iterator[tuple[int, Mapping[int, Look]]]) -> None:
        self.rows = rows
        self.next = next(rows, None)

    def get(self, number: int) -> Mapping[int, Look]:
        """Return how those of a row are shown, by their columns; the numbers of rows only rise."""
        while self.next and self.next[0] < number:
            self.next = next(self.rows, None)
        return self.next[1] if self.next and self.next[0] == number else {}


def looks_of(content: bytes, sheet: str) -> Looks:
    """Return how a sheet of XLSX shows its numbers; other workbooks do not tell."""
    body = io.BytesIO(content)
    return Looks(looks_in(zipfile.ZipFile(body), sheet) if zipfile.is_zipfile(body) else iter(()))


def text_of(value: object, look: Look | None = None) -> str:
    """Return the value of a cell as a file of rows would say it: numbers with a point, days as ISO has them.

    A number that is shown as a code of so many digits, or as percent, is said as it is shown.
    """
    if look and isinstance(value, float) and (text := look.of(value)):
        return text
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else _in_digits(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, timedelta):
        return str(value)
    return value.isoformat() if isinstance(value, (date, time)) else str(value)


def _in_digits(value: float) -> str:
    """Return the shortest digits that mean a number, without an exponent: 0.00001, not 1e-05."""
    return format(Decimal(repr(value)), "f") if math.isfinite(value) else repr(value)


def main() -> None:
    """Write the rows, or end with a fault."""
    limit()
    content = sys.stdin.buffer.read()
    most = min(WRITTEN, max(LEAST_WRITTEN, MOST_TIMES_WRITTEN * len(content)))
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    refuse_bombs(content)
    for row in rows_of(content, sys.argv[1] if len(sys.argv) > 1 else ""):
        sys.stdout.write(json.dumps(row))
        sys.stdout.write("\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
