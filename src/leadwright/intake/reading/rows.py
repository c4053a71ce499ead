"""From a text to rows of cells: what parts the cells, and a quotation mark that never closes. Pure.

A quotation mark that opens a cell and is not closed would swallow the lines that follow. Where what it swallowed looks
like lines of the file, the mark is taken for part of the text, the line is told, and the lines are read.
"""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from leadwright.foundation.formulas import bare
from leadwright.intake.reading.tables import Line
from leadwright.values.context import Unreadable

SEPARATORS = ",;\t|"
QUOTE, ESCAPED = '"', '\\"'
SAMPLE_SIGNS, SAMPLE_ROWS = 65_536, 200
# A cell with more lines is swallowing; a file with more such marks is not written with quotation marks.
MOST_LINES_OF_A_ROW, MOST_SIGNS_OF_A_ROW, MOST_UNCLOSED = 5_000, 4 * 2**20, 200
# Cells of so few signs are kept in memory once, up to so many of them.
LONGEST_SHARED, MOST_SHARED = 30, 16_384
MOST_CELLS = 5_000
# White space, and the mark that ended files under DOS.
_NOTHING = " \t\r\n\v\f\u00a0\x1a"
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)

_LINE, _EMPTY = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+"), frozenset(("\n", "\r\n", "\r"))
Hears = Callable[[int], None]


def rows_of(
    text: str, separator: str, *, has_quotes: bool = True, unclosed: Hears | None = None
) -> Iterator[Line]:
    """Return the rows of a text that hold something, numbered by the line on which they begin, from 1.

    `unclosed` hears of each line whose quotation mark never closes. Without quotes they are signs like all others.
    """
    start = _SEPARATOR_LINE.match(text)
    skipped, begin = (1, start.end()) if start else (0, 0)
    physical = _Physical(text, begin, skipped)
    csv.field_size_limit(max(MOST_SIGNS_OF_A_ROW * 2, csv.field_size_limit()))
    rows = _Rows(physical, separator, has_quotes, unclosed or _nobody)
    while (row := rows.next_row()) is not None:
        if any(cell.strip(_NOTHING) for cell in row.cells):
            rows.width = rows.width or len(row.cells)
            yield row


def _nobody(_line: int) -> None:
    """Hear nothing."""


class _Physical:
    """The physical lines of a text, which can be taken back."""

    def __init__(self, text: str, begin: int, skipped: int) -> None:
        self.source = (match[0] for match in _LINE.finditer(text, begin))
        self.number = skipped
        self.back: list[str] = []
        self.taken: list[str] = []
        self.signs = self.unclosed = 0

    def begin(self) -> None:
        """Begin a row."""
        self.taken, self.signs = [], 0

    def __iter__(self) -> "Iterator[str]":
        return self

    def __next__(self) -> str:
        if len(self.taken) >= MOST_LINES_OF_A_ROW or self.signs > MOST_SIGNS_OF_A_ROW:
            raise _Swallowing
        line = self.back.pop() if self.back else next(self.source)
        while not self.taken and line in _EMPTY:
            self.number += 1
            line = self.back.pop() if self.back else next(self.source)
        self.taken.append(line)
        self.signs += len(line)
        self.number += 1
        return line

    def give_back(self) -> str:
        """Take back all lines of the row but the first, which is returned."""
        first, *rest = self.taken
        self.back += reversed(rest)
        self.number -= len(rest)
        self.taken = [first]
        return first


class _Swallowing(Exception):
    """A row is longer than any row is."""


class _Rows:
    """Reads one row after the other; `width` is how many cells the first has."""

    def __init__(self, physical: _Physical, separator: str, has_quotes: bool, unclosed: Hears) -> None:
        self.physical, self.separator, self.unclosed = physical, separator, unclosed
        self.has_quotes = has_quotes
        self.reader = self._reader(physical)
        self.width = 0
        self.known: dict[str, str] = {}

    def _reader(self, lines: Iterable[str]) -> Any:
        if self.has_quotes:
            return csv.reader(lines, delimiter=self.separator)
        return csv.reader(lines, delimiter=self.separator, quoting=csv.QUOTE_NONE)

    def next_row(self) -> Line | None:
        """Return the next row, or None at the end."""
        self.physical.begin()
        try:
            cells = next(self.reader, None)
            number = self.physical.number - len(self.physical.taken) + 1
            is_swallowed = self.has_quotes and self._swallows(cells or [])
        except _Swallowing:
            cells, is_swallowed = [], True
            number = self.physical.number - len(self.physical.taken) + 1
        except csv.Error as fault:
            number = self.physical.number - len(self.physical.taken) + 1
            text = _("line {number} cannot be read as a row of cells")
            raise Unreadable(text.format(number=number)) from fault
        if is_swallowed:
            cells = self._first_alone(number)
        elif cells and (better := self._otherwise(self.physical.taken, cells)):
            cells = better
        if cells is None:
            return None
        if len(cells) > MOST_CELLS:
            text = _("line {number} has more than {most} cells")
            raise Unreadable(text.format(number=number, most=MOST_CELLS))
        return Line(number, tuple(map(self._kept, cells)))

    def _kept(self, cell: str) -> str:
        """Return a cell without the mark of an export; what many rows say is kept in memory once."""
        text = bare(cell)
        if len(text) > LONGEST_SHARED or len(self.known) >= MOST_SHARED:
            return self.known.get(text, text)
        return self.known.setdefault(text, text)

    def _first_alone(self, number: int) -> list[str]:
        """Return the cells of the first line of a row, whose quotation mark is part of the text."""
        if better := self._otherwise(self.physical.taken[:1], []):
            self.physical.give_back()
            self.reader = self._reader(self.physical)
            return better
        self.physical.unclosed += 1
        if self.physical.unclosed > MOST_UNCLOSED:
            text = _("more than {number} quotation marks never close; read them as part of the text")
            raise Unreadable(text.format(number=MOST_UNCLOSED))
        self.unclosed(number)
        first = self.physical.give_back()
        self.reader = self._reader(self.physical)
        return next(csv.reader([first], delimiter=self.separator, quoting=csv.QUOTE_NONE), [])

    def _otherwise(self, taken: list[str], cells: list[str]) -> list[str] | None:
        """Return the cells of a row with spaces before its marks, or backslashes within, if only so it is one of all.

        Some programs put a space before a mark that opens, others a backslash before one within a cell: read strictly
        by RFC 4180 the row would be cut there.
        """
        if not self.has_quotes or len(taken) != 1 or QUOTE not in taken[0]:
            return None
        has_escapes, has_spaces = ESCAPED in taken[0], f"{self.separator} {QUOTE}" in taken[0]
        is_right = len(cells) == self.width and self._is_strict(taken)
        if not has_spaces and (not has_escapes or is_right):
            return None
        line = taken[0].replace(ESCAPED, QUOTE * 2) if has_escapes else taken[0]
        try:
            read = next(
                csv.reader([line], delimiter=self.separator, strict=True, skipinitialspace=has_spaces), []
            )
        except csv.Error:
            return None
        return read if len(read) == (self.width or len(read)) else None

    def _is_strict(self, taken: list[str]) -> bool:
        try:
            next(csv.reader(taken, delimiter=self.separator, strict=True))
        except csv.Error:
            return False
        return True

    def _swallows(self, cells: list[str]) -> bool:
        """Tell whether a quotation mark is not closed, or a cell holds lines that look like rows of the file.

        A text of several lines may hold separators too: it takes a line with as many as a row has.
        """
        taken = self.physical.taken
        if not taken or (len(taken) == 1 and not taken[0].count(QUOTE) % 2):
            return False
        try:
            next(csv.reader(taken, delimiter=self.separator, strict=True))
        except csv.Error as fault:
            return len(taken) > 1 or "end of data" in str(fault)
        inner = (line for cell in cells if "\n" in cell or "\r" in cell for line in cell.splitlines()[1:])
        return self.width > 2 and any(line.count(self.separator) >= self.width - 1 for line in inner)


def separator_of(text: str) -> str:
    """Return what parts the cells: what a first line names, else what gives the steadiest width to the most rows."""
    if named := _SEPARATOR_LINE.match(text):
        return named[1]
    scores = {mark: _steadiness(text[:SAMPLE_SIGNS], mark) for mark in SEPARATORS}
    return max(scores, key=lambda mark: scores[mark])


def _steadiness(sample: str, mark: str) -> tuple[float, int]:
    """Return which share of the rows has the most frequent width above one, and that width."""
    try:
        widths = Counter(len(row.cells) for row in islice(rows_of(sample, mark), SAMPLE_ROWS))
    except Unreadable:
        return (0.0, 0)
    several = {width: count for width, count in widths.items() if width > 1}
    if not several:
        return (0.0, 0)
    width, count = max(several.items(), key=lambda item: (item[1], item[0]))
    return (round(count / widths.total(), 1), width)


def heading_of(rows: list[Line]) -> int:
    """Return which of the first rows holds the headings: the first that is not much narrower than those below it.

    Titles and remarks above a table fill a cell or two of it.
    """
    if len(rows) < 3:
        return 0
    filled = [sum(1 for cell in row.cells if cell.strip()) for row in rows]
    usual = sorted(filled)[len(filled) // 2]
    least = max(2, usual // 2 + 1)
    return next((place for place, number in enumerate(filled) if number >= least), 0) if usual > 2 else 0
