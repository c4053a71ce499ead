"""Cells of a table, and how a file of text says them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TypeAlias

from django.utils import timezone

from leadwright.foundation import local
from leadwright.foundation.formulas import guarded
from leadwright.foundation.numbers import POINT, written_decimal

Cell: TypeAlias = str | int | Decimal | datetime | date | None


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
