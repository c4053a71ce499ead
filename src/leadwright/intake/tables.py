"""From the bytes of a file to its headers and lines: pure, and nothing that is there is lost.

Encodings: UTF-8 and UTF-16 with or without a mark, else Windows-1252. Separators: comma, semicolon, tab, bar.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from leadwright.foundation.formulas import bare
from leadwright.foundation.text import composed

SEPARATORS = ",;\t|"
MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


class Unreadable(ValueError):
    """The bytes or a text cannot be read; the message says why."""


@dataclass(frozen=True)
class Line:
    """One line of a file: where it begins, counted from 1, and its cells."""

    number: int
    cells: tuple[str, ...]


@dataclass
class Table:
    """A file that was read: its headers as they stand there, and its lines."""

    headers: list[str]
    lines: list[Line] = field(default_factory=list)
    encoding: str = "utf-8"
    separator: str = ","

    def places(self) -> dict[str, int]:
        """Return where each header stands, by its plain form; of two alike the first counts."""
        data: dict[str, int] = {}
        for place, header in enumerate(self.headers):
            data.setdefault(plain_header(header), place)
        return data


def plain_header(text: str) -> str:
    """Return a header as it is compared: composed, trimmed, without a final star, without case."""
    bare = composed(text).replace("\ufeff", "").strip()
    return " ".join(bare.rstrip("*").split()).casefold()


def read_table(content: bytes) -> Table:
    """Read a whole file; its first line that is not empty holds the headers."""
    text, encoding = decoded(content)
    separator, text, skipped = _separator(text)
    lines = _lines(text, separator, skipped)
    headers = next(lines, None)
    if headers is None:
        raise Unreadable(_("it is empty"))
    return Table(list(headers.cells), list(lines), encoding, separator)


def read_headers(content: bytes) -> set[str]:
    """Return the plain headers of a file; none when it holds no text."""
    try:
        text, _encoding = decoded(content)
        separator, text, skipped = _separator(text)
        first = next(_lines(text, separator, skipped), None)
    except Unreadable:
        return set()
    return {plain_header(cell) for cell in first.cells} if first else set()


def decoded(content: bytes) -> tuple[str, str]:
    """Return the text of some bytes and the encoding that they are in; a lone surrogate stays one."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _forgiving(content[len(mark) :], encoding), encoding
    if (guess := _sixteen_bits(content[:4096])) is not None:
        return _forgiving(content, guess), guess
    for handler in ("strict", "surrogatepass"):
        try:
            return content.decode("utf-8", handler), "utf-8"
        except UnicodeDecodeError:
            continue
    return "".join(map(_WINDOWS.__getitem__, content)), "windows-1252"


def _forgiving(content: bytes, encoding: str) -> str:
    """Read what is known to be in an encoding: surrogates pass, and only what is broken is marked."""
    try:
        return content.decode(encoding, "surrogatepass")
    except UnicodeDecodeError:
        return content.decode(encoding, "replace")


def _sixteen_bits(start: bytes) -> str | None:
    """Guess UTF-16 without a mark: of plain letters every second byte is zero."""
    if len(start) < 4:
        return None
    even, odd = start[::2].count(0), start[1::2].count(0)
    if max(even, odd) * 2 < len(start) * 0.6 or min(even, odd) * 10 > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _windows(byte: int) -> str:
    try:
        return bytes([byte]).decode("windows-1252")
    except UnicodeDecodeError:
        return chr(byte)


_WINDOWS = [_windows(byte) for byte in range(256)]


def _separator(text: str) -> tuple[str, str, int]:
    """Return the separator, the text after a line that only names it, and how many lines that took."""
    if named := _SEPARATOR_LINE.match(text):
        return named[1], text[named.end() :], 1
    start = text[:65_536]
    widths = {mark: len(next(_lines(start, mark, 0), Line(0, ())).cells) for mark in SEPARATORS}
    return max(widths, key=lambda mark: widths[mark]), text, 0


def _lines(text: str, separator: str, skipped: int) -> Iterator[Line]:
    csv.field_size_limit(max(len(text), csv.field_size_limit()))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    began = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as fault:
            data = _("line {number} cannot be read as a row of cells")
            raise Unreadable(data.format(number=skipped + reader.line_num)) from fault
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield Line(skipped + began, tuple(map(bare, cells)))
        began = reader.line_num + 1


def beginnings(text: str) -> Iterator[int]:
    """Return where each line with a cell that is not empty begins, counted from 1; the headers' line is the first."""
    separator, rest, skipped = _separator(text)
    return (line.number for line in _lines(rest, separator, skipped))
