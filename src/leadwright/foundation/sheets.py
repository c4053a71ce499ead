"""Tables of any length as CSV (RFC 4180), made and sent in parts: what a spreadsheet opens and an import reads back."""

import re
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextvars import Context, copy_context
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from operator import attrgetter
from typing import Any, Generic, TypeAlias, TypeVar

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.functional import Promise

from leadwright.foundation import local
from leadwright.foundation.formulas import guarded
from leadwright.foundation.numbers import POINT, written_decimal

Cell: TypeAlias = str | int | Decimal | datetime | date | None
Part = TypeVar("Part")
Row = TypeVar("Row")
BOM = "\ufeff"
COMMA, SEMICOLON = ",", ";"
# So many rows are asked for at once, and held in memory.
CHUNK = 500
_QUOTED = re.compile(r'[",;\t|\r\n]|^\s|\s$')


@dataclass(frozen=True, kw_only=True)
class Heading:
    """What a column is called: by programs, and by people."""

    key: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Column(Generic[Row]):
    """One column of rows: its key, what people call it, its value, and where it has one the label of its value."""

    key: str
    words: str | Promise
    value: Callable[[Row], Cell]
    label: Callable[[Row], Cell] | None = None

    @property
    def heading(self) -> Heading:
        """What the column is called."""
        return Heading(key=self.key, words=str(self.words))

    def cell(self, row: Row, *, in_words: bool) -> Cell:
        """Return what a row says in it."""
        said = self.label if in_words and self.label else self.value
        return said(row)


def attribute(key: str, words: str | Promise, *, label: Callable[[Any], Cell] | None = None) -> Column[Any]:
    """Return a column that says what rows have by its name."""
    return Column(key=key, words=words, value=attrgetter(key), label=label)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A table in parts: with keys and codes for programs, or in the words, the zone and the separator of its reader.

    A file with a byte order mark is read as UTF-8 by spreadsheets too. `noted` writes down that somebody took the
    sheet along; that is done before its first line, and never where only the headers of the file are asked for.
    """

    name: str
    headings: Sequence[Heading]
    parts: Iterable[Sequence[Sequence[Cell]]]
    in_words: bool
    has_mark: bool
    noted: Callable[[], None]

    def answer(self, *, day: date) -> StreamingHttpResponse:
        """Return the file, which no cache keeps; each part is made when the one before it was taken."""
        made = (part.encode() for part in as_asked(self._texts()))
        response = StreamingHttpResponse(made, content_type="text/csv; charset=utf-8")
        name = f"{self.name}-{day.isoformat()}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Cache-Control"] = "private, no-store"
        return response

    def _texts(self) -> Iterator[str]:
        mark = separator() if self.in_words else COMMA
        names = _unlike(self.headings) if self.in_words else [row.key for row in self.headings]
        self.noted()
        yield (BOM if self.has_mark else "") + _line(names, mark, in_words=self.in_words)
        try:
            for rows in self.parts:
                yield "".join(_line(row, mark, in_words=self.in_words) for row in rows)
        finally:
            end(self.parts)


def separator() -> str:
    """Return what spreadsheets expect between cells in the active language: where numbers have a comma, a semicolon."""
    return SEMICOLON if local.decimal_mark() == COMMA else COMMA


def as_asked(parts: Iterator[Part]) -> Iterator[Part]:
    """Return what is made later as if it were made now: in this language and zone, knowing what this request knows."""
    return _made_in(copy_context(), parts)


def _made_in(now: Context, parts: Iterator[Part]) -> Iterator[Part]:
    try:
        yield from iter(lambda: now.run(next, parts, None), None)
    finally:
        now.run(end, parts)


def end(parts: Iterable[object]) -> None:
    """Let what makes parts know that no more are asked for: what it holds open in the database is closed now."""
    if isinstance(parts, Generator):
        parts.close()


def _line(cells: Iterable[Cell], mark: str, *, in_words: bool) -> str:
    return mark.join(_quoted(written(cell, in_words=in_words)) for cell in cells) + "\r\n"


def written(cell: Cell, *, in_words: bool) -> str:
    """Return a value as a cell holds it: nothing in it is guessed at, and no text is calculated."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return local.yes_or_no(cell) if in_words else str(cell).lower()
    if isinstance(cell, Decimal):
        return written_decimal(cell, local.decimal_mark() if in_words else POINT)
    if isinstance(cell, datetime):
        zone = timezone.get_current_timezone() if in_words else UTC
        return cell.astimezone(zone).isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return guarded(cell) if isinstance(cell, str) else str(cell)


def _quoted(text: str) -> str:
    """Return a cell in quotes where it holds anything that parts cells in some file, so that no reader is mistaken."""
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if _QUOTED.search(text) else text


def _unlike(headings: Sequence[Heading]) -> list[str]:
    """Return what people call the columns; of several that are called alike each says its key too."""
    plain = [" ".join(row.words.rstrip("*").split()).casefold() for row in headings]
    return [
        f"{row.words} ({row.key})" if plain.count(name) > 1 else row.words
        for row, name in zip(headings, plain, strict=True)
    ]
