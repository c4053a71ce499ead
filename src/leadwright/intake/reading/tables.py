"""What a file of rows is once it was read: its headers and lines, how it was read, and what had to be assumed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from leadwright.foundation.text import composed


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file: where it begins, counted from 1, and its cells."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Reading:
    """How a file is to be read; what is empty is found out.

    `heading` is the line of the headings, counted from 1, or 0 where there are none; `sheet` is one of a workbook.
    `is_assumed` says that nobody chose the encoding, and that the bytes do not tell it.
    """

    encoding: str = ""
    separator: str = ""
    heading: int | None = None
    has_quotes: bool = True
    sheet: str = ""
    is_assumed: bool = False

    def payload(self) -> dict[str, object]:
        """Return what is to be stored."""
        return {name: value for name, value in vars(self).items() if value != getattr(USUAL, name)}


USUAL = Reading()


@dataclass
class Table:
    """A file that was read: its headers, each another, its lines, and how it was read.

    `repaired` are lines with bytes that are not of the encoding, `unclosed` lines with a quotation mark that never
    closes, `before` how many lines above the headings were left out, `sheets` all sheets of a workbook.
    """

    headers: list[str]
    lines: list[Line] = field(default_factory=list)
    encoding: str = "utf-8"
    separator: str = ","
    heading: int = 1
    before: int = 0
    is_encoding_assumed: bool = False
    repaired: list[int] = field(default_factory=list)
    unclosed: list[int] = field(default_factory=list)
    sheets: Sequence[str] = ()
    sheet: str = ""

    def places(self) -> dict[str, int]:
        """Return where each header stands, by its plain form; of two alike the first counts."""
        data: dict[str, int] = {}
        for place, header in enumerate(self.headers):
            data.setdefault(plain_header(header), place)
        return data


def plain_header(text: str) -> str:
    """Return a header as it is compared: composed, trimmed, without final stars, without case."""
    bare = composed(text).replace("\ufeff", "")
    return " ".join(bare.split()).rstrip("* ").casefold()


def distinct_headers(cells: Sequence[str]) -> list[str]:
    """Return headers of which no two are alike: one that stands there again is numbered, an empty one is its column."""
    headers: list[str] = []
    seen: Counter[str] = Counter()
    taken = {plain_header(cell) for cell in cells}
    for place, cell in enumerate(cells, start=1):
        header = cell.replace("\ufeff", "").strip() and cell
        plain = plain_header(header)
        seen[plain] += bool(plain)
        number = seen[plain]
        while header and number > 1 and plain_header(f"{header.strip()} ({number})") in taken:
            number += 1
        name = header if number <= 1 else f"{header.strip()} ({number})"
        headers.append(name or f"({place})")
        taken.add(plain_header(headers[-1]))
    return headers
