"""What a reader makes of a text, in one word: the value, or that there is none."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from leadwright.values.context import Context, Read, Undecided, Unreadable

BRUSSELS = ZoneInfo("Europe/Brussels")
NONE, ASKED = "unreadable", "asked"
Reader = Callable[[str, Context], Read[Any]]


def outcome(reader: Reader, text: str, **known: Any) -> str:
    """Return a value as text, or whether it is unreadable or has to be asked."""
    try:
        return str(reader(text, Context(**known)).value)
    except Undecided:
        return ASKED
    except Unreadable:
        return NONE


def assumed(reader: Reader, text: str, **known: Any) -> list[str]:
    """Return the codes of what was assumed."""
    return [row.code for row in reader(text, Context(**known)).assumed]
