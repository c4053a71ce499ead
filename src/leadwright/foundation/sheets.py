"""Tables of any length as files that a spreadsheet opens and an import reads back, sent in parts.

CSV (RFC 4180) is made while it is sent, a workbook before its first part is.
"""

import re
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextvars import Context, copy_context
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from enum import StrEnum
from operator import attrgetter
from typing import Any, Generic, TypeVar

from django.http import HttpRequest, StreamingHttpResponse
from django.utils.functional import Promise

from leadwright.foundation import local, workbooks
from leadwright.foundation.attempts import Attempt
from leadwright.foundation.cells import Cell, written

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


class Format(StrEnum):
    """The kind of a file."""

    CSV = "csv"
    XLSX = "xlsx"


MEDIA_TYPES = {Format.CSV: "text/csv; charset=utf-8", Format.XLSX: workbooks.MEDIA_TYPE}


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """How somebody takes a table along: in which format, in words or by keys and codes, by which request and when.

    CSV with a byte order mark is read as UTF-8 by spreadsheets too.
    """

    format: Format
    in_words: bool
    has_mark: bool = False
    asked: Attempt
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A table in parts: with keys and codes for programs, or in the words, the zone and the separator of its reader.

    `noted` writes down that somebody took the sheet along; that is done before its first line, and never where only
    the headers of the file are asked for.
    """

    name: str
    headings: Sequence[Heading]
    parts: Iterable[Sequence[Sequence[Cell]]]
    wanted: Wanted
    zone: tzinfo
    noted: Callable[[], None]

    def content(self) -> Iterator[tuple[int, bytes]]:
        """Return the file of rows in parts, each with the number of its rows; it is noted as when it is handed out."""
        in_words = self.wanted.in_words
        mark = separator() if in_words else COMMA
        self.noted()
        begin = BOM if self.wanted.has_mark else ""
        yield 0, (begin + _line(self._names(), mark, in_words=in_words)).encode()
        try:
            for rows in self.parts:
                yield len(rows), "".join(_line(row, mark, in_words=in_words) for row in rows).encode()
        finally:
            end(self.parts)

    def answer(self, request: HttpRequest) -> StreamingHttpResponse:
        """Return the file, which no cache keeps; each part is made when the one before it was taken."""
        wanted = self.wanted
        is_workbook = wanted.format is Format.XLSX
        made = self._workbook() if is_workbook else (part for _rows, part in self.content())
        response = StreamingHttpResponse(as_asked(made), content_type=MEDIA_TYPES[wanted.format])
        day = wanted.at.astimezone(self.zone if wanted.in_words else UTC).date()
        name = f"{self.name}-{day.isoformat()}.{wanted.format}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Cache-Control"] = "private, no-store"
        if wanted.format is Format.XLSX:  # packed already: not again on its way
            request.META["HTTP_ACCEPT_ENCODING"] = "identity"
        return response

    def _workbook(self) -> Iterator[bytes]:
        self.noted()
        try:
            yield from workbooks.packed(
                self.name, self._names(), self.parts, in_words=self.wanted.in_words, zone=self.zone
            )
        finally:
            end(self.parts)

    def _names(self) -> list[str]:
        if self.wanted.in_words:
            return _unlike(self.headings)
        return [row.key for row in self.headings]


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
