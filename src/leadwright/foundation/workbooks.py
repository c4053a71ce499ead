"""Tables of any length as workbooks (XLSX): written row by row into a temporary file, so that little memory is taken.

A text is a text, never calculated and no link; a number is a number as long as a spreadsheet keeps all its digits; a
day and a moment are dates, the moment in the zone of its reader. What such a cell cannot hold stands there as text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, tzinfo
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from leadwright.foundation import local
from leadwright.foundation.cells import Cell, written
from leadwright.foundation.formulas import is_calculated, kept_as_read

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
SENT_AT_ONCE = 64 * 1024
# What the format and the programs that read it hold: rows of a sheet, UTF-16 units of a cell, digits of a number.
MOST_ROWS, LONGEST_CELL, EXACT_DIGITS, LONGEST_NAME = 1_048_576, 32_767, 15, 31
LARGEST = int("9" * EXACT_DIGITS)
# Spreadsheets do not agree on days before this one.
FIRST_DAY = date(1900, 3, 1)
DAY, MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"
NARROWEST, WIDEST = 8, 48
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")

# What the library takes for marks of its own or writes with marks that mean something else: it gets these texts in
# pieces, none of which is one.
_MARKUP = re.compile(r"\A<r>.*</r>\Z|(?:_x[0-9A-Fa-f]{4}){2}_", re.DOTALL)
_APART = re.compile(r"(?<=\A<)(?=r>)|(?<=_)(?=x[0-9A-Fa-f]{4}_)")


def packed(
    name: str,
    headings: Sequence[str],
    parts: Iterable[Sequence[Sequence[Cell]]],
    *,
    in_words: bool,
    zone: tzinfo,
) -> Iterator[bytes]:
    """Return a workbook in parts, once it is complete: `name` is that of its sheet."""
    with TemporaryDirectory(prefix="leadwright-") as folder:
        path = Path(folder) / "sheet.xlsx"
        with Workbook(str(path), OPTIONS | {"tmpdir": folder}) as book:
            pages = _Pages(book, name, headings, in_words=in_words, zone=zone)
            for rows in parts:
                for row in rows:
                    pages.add(row)
            pages.finish()
        with path.open("rb") as file:
            yield from iter(partial(file.read, SENT_AT_ONCE), b"")


class _Pages:
    """The sheets of a workbook, one after another: where one is full the next goes on, under the same headings."""

    def __init__(
        self, book: Workbook, name: str, headings: Sequence[str], *, in_words: bool, zone: tzinfo
    ) -> None:
        self.book, self.headings, self.in_words, self.zone = book, headings, in_words, zone
        plain = _NOT_IN_A_NAME.sub(" ", name).strip()
        self.name = plain[:1].upper() + plain[1:]
        self.number = 0
        self.bold = book.add_format({"bold": True})
        self.day, self.moment = (book.add_format({"num_format": form}) for form in (DAY, MOMENT))
        # What looks like a formula stays a text also where somebody changes it.
        self.as_text = book.add_format({"quote_prefix": True})
        self.plain = book.add_format()
        self.decimals = cache(self._decimals)
        self._begin()

    def add(self, row: Sequence[Cell]) -> None:
        """Write one row."""
        if self.next == MOST_ROWS:
            self.finish()
            self._begin()
        for column, cell in enumerate(row):
            width = 0 if cell is None else self._put(column, cell)
            if width > self.widths[column]:
                self.widths[column] = width
        self.next += 1

    def finish(self) -> None:
        """Close the sheet: its columns are as wide as what stands in them, up to a bound."""
        self.sheet.autofilter(0, 0, self.next - 1, len(self.headings) - 1)
        for column, width in enumerate(self.widths):
            self.sheet.set_column(column, column, min(max(width, NARROWEST), WIDEST) + 2)

    def _begin(self) -> None:
        self.number += 1
        end = f" ({self.number})" if self.number > 1 else ""
        self.sheet: Any = self.book.add_worksheet(self.name[: LONGEST_NAME - len(end)] + end)
        self.sheet.freeze_panes(1, 0)
        self.sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        self.widths = [len(heading) for heading in self.headings]
        for column, heading in enumerate(self.headings):
            self._put_text((0, column), heading, self.bold)
        self.next = 1

    def _put(self, column: int, cell: Cell) -> int:
        """Write a cell, and return how many signs wide it is."""
        at = (self.next, column)
        if isinstance(cell, str):
            return self._put_text(at, cell)
        if isinstance(cell, bool):
            return self._put_truth(at, cell)
        if isinstance(cell, datetime):
            return self._put_moment(at, cell.astimezone(self.zone))
        if isinstance(cell, date) and cell >= FIRST_DAY:
            self.sheet.write_datetime(*at, cell, self.day)
            return len(DAY)
        if isinstance(cell, int | Decimal) and _is_exact(cell):
            self.sheet.write_number(*at, float(cell), self.decimals(_places(cell)))
            return len(str(cell))
        return self._put_text(at, written(cell, in_words=self.in_words))

    def _put_truth(self, at: tuple[int, int], value: bool) -> int:
        if self.in_words:
            return self._put_text(at, local.yes_or_no(value))
        self.sheet.write_boolean(*at, value)
        return NARROWEST

    def _put_moment(self, at: tuple[int, int], moment: datetime) -> int:
        if not _is_unmistakable(moment):
            return self._put_text(at, moment.isoformat())
        self.sheet.write_datetime(*at, moment.replace(tzinfo=None), self.moment)
        return len(MOMENT)

    def _put_text(self, at: tuple[int, int], text: str, look: Any = None) -> int:
        fit = _fitted(kept_as_read(text))
        look = look or (self.as_text if is_calculated(text) else None)
        if _is_markup(fit):
            self.sheet.write_rich_string(*at, self.plain, *_APART.split(fit), look or self.plain)
        else:
            self.sheet.write_string(*at, fit, look)
        return len(fit.partition("\n")[0])

    def _decimals(self, places: int) -> Any:
        return self.book.add_format({"num_format": f"0.{'0' * places}"}) if places else None


def _is_exact(number: int | Decimal) -> bool:
    """Tell whether a spreadsheet keeps all digits of a number."""
    if isinstance(number, int):
        return abs(number) <= LARGEST
    digits = number.normalize().as_tuple()
    return (
        len(digits.digits) <= EXACT_DIGITS and isinstance(digits.exponent, int) and abs(digits.exponent) < 300
    )


def _places(number: int | Decimal) -> int:
    exponent = number.as_tuple().exponent if isinstance(number, Decimal) else 0
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _is_unmistakable(moment: datetime) -> bool:
    """Tell whether a date without an offset says which moment it is: clocks that are set back show an hour twice."""
    is_repeated: bool = moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset()
    return not is_repeated and moment.date() >= FIRST_DAY


def _is_markup(text: str) -> bool:
    return (text[:1] == "<" or "_x" in text) and _MARKUP.search(text) is not None


def _fitted(text: str) -> str:
    """Return a text as a cell can hold it: with U+FFFD for signs that XML has not, and cut with a mark if too long."""
    text = _NOT_IN_XML.sub("\ufffd", text)
    if len(text) <= LONGEST_CELL // 2 or len(units := text.encode("utf-16-le")) // 2 <= LONGEST_CELL:
        return text
    mark = _("… (cut here: the CSV file holds all of it)")
    return units[: 2 * (LONGEST_CELL - len(mark))].decode("utf-16-le", "ignore") + mark
