"""Pages by keyset: a marker says where the last page ended, and counts stop at a bound."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from leadwright.foundation import markers
from leadwright.leads.models.questions import KINDS

PAGE = 50
COUNTED = 1000
BY_NAME: dict[str, type] = KINDS | {"at": datetime, "name": str, "id": int}
marker = markers.marker


def place_of(text: str, columns: Sequence[str]) -> tuple[Any, ...]:
    """Read the place of a row in an order by these columns; anything else is CURSOR_INVALID."""
    return markers.place_of(text, [BY_NAME[column] for column in columns])
