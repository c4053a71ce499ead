"""Pages by keyset: a marker says where the last page ended, and counts stop at a bound."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from leadwright.foundation.refusals import refuse

PAGE = 50
COUNTED = 1000
READERS: dict[str, Callable[[str], Any]] = {
    "due_order": datetime.fromisoformat,
    "expected_completion_at": datetime.fromisoformat,
    "updated_at": datetime.fromisoformat,
    "at": datetime.fromisoformat,
    "amount_order": Decimal,
    "contact_sort": str,
    "name": str,
    "rank": int,
    "number": int,
    "id": int,
}


def marker(values: Sequence[Any]) -> str:
    """Write a place in an order as text for an address."""
    told = [value.isoformat() if isinstance(value, datetime) else str(value) for value in values]
    return base64.urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")


def place_of(text: str, columns: Sequence[str]) -> tuple[Any, ...]:
    """Read a place back; anything else is CURSOR_INVALID."""
    try:
        told = json.loads(base64.urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4)))
        if not isinstance(told, list) or len(told) != len(columns):
            refuse("CURSOR_INVALID")
        return tuple(READERS[column](value) for column, value in zip(columns, told, strict=True))
    except (ValueError, TypeError, InvalidOperation, binascii.Error, RecursionError):
        refuse("CURSOR_INVALID")
