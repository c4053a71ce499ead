"""Rows of a file that are no leads and no contacts: those that say *delete*, and the sums at its end; pure."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from leadwright.foundation.text import trimmed
from leadwright.intake.reading.tables import Line, Table, plain_header
from leadwright.intake.vocabulary import meant_by
from leadwright.values.context import Context, Unreadable
from leadwright.values.evidence import Kind, evidence
from leadwright.values.numbers import read_number

ACTION, DELETE, TOTAL = "action", "delete", "total"
# So many lines at the end can hold sums, and so far a sum may be off for what was rounded above it.
MOST_SUMS, ROUNDED = 3, Decimal("0.05")


@dataclass(frozen=True, kw_only=True)
class RowApart:
    """A row that is not brought in, and why."""

    line: Line
    reason: str


def reasons_apart(table: Table, *, key: str = "") -> dict[int, str]:
    """Return why some rows are not brought in, by the numbers of their lines."""
    apart = (*rows_of_sums(table, key=key), *rows_to_delete(table))
    return {row.line.number: row.reason for row in apart}


def rows_to_delete(table: Table) -> list[RowApart]:
    """Return the rows that a column for actions says to delete: whoever stands there is not to be made."""
    places = [place for place, header in enumerate(table.headers) if meant_by("rows", header) == ACTION]
    return [
        RowApart(line=line, reason=_("its column “{column}” says that it is deleted").format(column=header))
        for line in table.lines
        for header in [_deleting(table, line, places)]
        if header
    ]


def _deleting(table: Table, line: Line, places: Sequence[int]) -> str:
    said = (place for place in places if place < len(line.cells))
    return next((table.headers[place] for place in said if meant_by("rows", line.cells[place]) == DELETE), "")


def rows_of_sums(table: Table, *, key: str = "") -> list[RowApart]:
    """Return the last rows that hold sums: they say *total*, or have no key and their numbers are the sums above.

    `key` is the header of the column that tells rows apart, if there is one.
    """
    place = table.places().get(plain_header(key)) if key else None
    apart: list[RowApart] = []
    for line in reversed(table.lines[-MOST_SUMS:]):
        above = [other for other in table.lines if other.number < line.number]
        if not above or not _is_sum(line, above, place):
            break
        apart.append(RowApart(line=line, reason=_("it holds the sums of the rows above it")))
    return apart[::-1]


def _is_sum(line: Line, above: Sequence[Line], key: int | None) -> bool:
    filled = {place: text for place, cell in enumerate(line.cells) if (text := trimmed(cell))}
    texts = {place: text for place, text in filled.items() if _number_in(text) is None}
    says_total = any(_says_total(text) for text in texts.values())
    has_key = key in filled and not _says_total(filled[key])
    if not filled or has_key or any(not _says_total(text) for text in texts.values()):
        return False
    numbers = filled.keys() - texts.keys()
    if says_total:
        return len(filled) < len(line.cells) or bool(numbers)
    return (
        key is not None and bool(numbers) and all(_adds_up(place, filled[place], above) for place in numbers)
    )


def _says_total(text: str) -> bool:
    """Tell whether a text is a word for sums, perhaps with a number behind it: Grand Totals (12 records)."""
    bare = text.partition("(")[0].rstrip(" :=")
    return meant_by("rows", bare) == TOTAL


def _adds_up(place: int, text: str, above: Sequence[Line]) -> bool:
    cells = [cell for line in above if place < len(line.cells) and (cell := trimmed(line.cells[place]))]
    decimal = evidence(Kind.NUMBER, [*cells, text]).decimal
    numbers = [number for cell in cells if (number := _number_in(cell, decimal)) is not None]
    said = _number_in(text, decimal)
    return said is not None and len(numbers) >= 2 and abs(sum(numbers) - said) <= ROUNDED


def _number_in(text: str, decimal: str = "") -> Decimal | None:
    with suppress(Unreadable):
        return read_number(text, Context(decimal=decimal or ".")).value
    return None
