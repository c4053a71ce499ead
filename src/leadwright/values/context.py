"""What a text is read by, and what comes of it: a value with what was assumed, or the reason why there is none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, tzinfo
from typing import Generic, TypeVar

from leadwright.values.assumptions import Assumption

T = TypeVar("T")
LONGEST_QUOTED = 40


@dataclass(frozen=True, kw_only=True)
class Context:
    """What is known around a text; what is empty or None is not known, and never guessed.

    `decimal` is the mark before decimals, `is_day_first` the order of day and month, `is_share` says that percentages
    are written as parts of 1, `has_serials` that days may be the numbers of a spreadsheet.
    """

    country: str = ""
    language: str = "en"
    currency: str = ""
    decimal: str = ""
    is_day_first: bool | None = None
    is_share: bool | None = None
    has_serials: bool = False
    zone: tzinfo = UTC


NOTHING_KNOWN = Context()


@dataclass(frozen=True)
class Read(Generic[T]):
    """A value that was read, and what had to be assumed for it."""

    value: T
    assumed: tuple[Assumption, ...] = ()


class Unreadable(ValueError):
    """A text cannot be read; the message says why, and what would help."""


class Undecided(Unreadable):
    """A text can be two things and nothing says which; the message names both."""


def quoted(text: str) -> str:
    """Return the beginning of a text for a sentence."""
    return " ".join(text[: 4 * LONGEST_QUOTED].split())[:LONGEST_QUOTED]


def without_doubles(assumed: Iterable[Assumption]) -> tuple[Assumption, ...]:
    """Return each assumption once."""
    return tuple(dict.fromkeys(assumed))
