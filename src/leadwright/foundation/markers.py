"""A place in an order, written as text for an address and read back; a forged one is refused, whatever it holds."""

import base64
import binascii
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from leadwright.foundation.numbers import has_other_digits, integer_in
from leadwright.foundation.refusals import refuse
from leadwright.foundation.text import fault_in_text

LARGEST = 2**62
MOST_AMOUNT = Decimal(10) ** 15


class Currency(str):
    """The code of a currency; of an amount that is missing it is empty."""

    __slots__ = ()


def marker(values: Iterable[Any], *, order: str = "") -> str:
    """Write the place of a row in an order: the values of the columns that it is sorted by."""
    rows = [value.isoformat() if isinstance(value, datetime) else str(value) for value in values]
    return base64.urlsafe_b64encode(json.dumps([order, *rows]).encode()).decode().rstrip("=")


def place_of(text: str, kinds: Sequence[type], *, order: str = "") -> tuple[Any, ...]:
    """Read a place back as values of these kinds, each fit for the database; anything else is CURSOR_INVALID."""
    try:
        name, *data = json.loads(base64.urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4)))
        if name != order:
            refuse("CURSOR_INVALID", field="cursor")
        return tuple(READERS[kind](value) for kind, value in zip(kinds, data, strict=True))
    except (ValueError, TypeError, OverflowError, InvalidOperation, binascii.Error, RecursionError):
        refuse("CURSOR_INVALID", field="cursor")


def _text(value: str) -> str:
    if fault_in_text(value):
        raise ValueError(value)
    return value


def _number(value: str) -> int:
    number = integer_in(value, least=-LARGEST, most=LARGEST)
    if number is None:
        raise ValueError(value)
    return number


def _amount(value: str) -> Decimal:
    amount = Decimal(value)
    if has_other_digits(value) or not amount.is_finite() or abs(amount) > MOST_AMOUNT:
        raise ValueError(value)
    return amount


def _currency(value: str) -> str:
    if value and not (len(value) == 3 and value.isascii() and value.isupper()):
        raise ValueError(value)
    return value


def _moment(value: str) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError(value)
    return moment.astimezone(UTC)


READERS: dict[type, Callable[[str], Any]] = {
    Currency: _currency,
    str: _text,
    int: _number,
    Decimal: _amount,
    datetime: _moment,
}
