"""What becomes of a row that comes from elsewhere: made, known, known and otherwise, or refused with its reason."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What became of a row; one that is known and says something else leaves what is there as it is."""

    MADE = "made"
    KNOWN = "known"
    CHANGED = "changed"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class Thing:
    """Something that is kept here, by its kind and id."""

    kind: str
    id: int


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What became of one row: what it is about, all that it made, in which fields it says something else, or why not.

    `named` are those whom it names, in their order; `left_out` is what it says and is kept nowhere, with reasons.
    """

    number: int
    verdict: Verdict
    about: Thing | None = None
    made: tuple[Thing, ...] = ()
    named: tuple[Thing, ...] = ()
    differs: tuple[str, ...] = ()
    reason: str = ""
    left_out: tuple[tuple[str, str], ...] = ()


def refused(number: int, reason: str) -> Taken:
    """Say no to one row."""
    return Taken(number=number, verdict=Verdict.REFUSED, reason=reason)
