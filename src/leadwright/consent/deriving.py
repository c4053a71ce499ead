"""What follows from the events of one cell: pure, without database or clock."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class Act(StrEnum):
    """What an event says."""

    GIVEN = "given"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"
    OBJECTED = "objected"
    EXPIRED = "expired"
    IMPORTED = "imported"


REFUSALS = frozenset({Act.WITHDRAWN, Act.OBJECTED})


class State(StrEnum):
    """Whether somebody may be reached in one way, by one sender, for one purpose."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    AWAITING = "awaiting"


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One event of a cell.

    `awaits_until` is set on a consent that counts only once it is confirmed, `evidence_at` on an imported one
    whose evidence has a date.
    """

    at: datetime
    id: int
    act: Act
    awaits_until: datetime | None = None
    evidence_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A state, with the event that it rests on and since when it holds."""

    state: State = State.UNKNOWN
    event: int | None = None
    since: datetime | None = None
    is_suppressed: bool = False


@dataclass(frozen=True)
class _Known:
    """What is known after some events: the standing, the last time it was lowered, and an open question."""

    standing: Standing = Standing()
    lowered_at: datetime | None = None
    asked: Statement | None = None


def derive(events: Iterable[Statement], *, at: datetime, suppressed_at: datetime | None = None) -> Standing:
    """Return how a cell stands at a moment; later events do not count, and the order given does not matter.

    A suppression is lifted by a confirmation of the person alone, not by what others write down.
    """
    happened = sorted((event for event in events if event.at <= at), key=lambda item: (item.at, item.id))
    known = _Known()
    for row in happened:
        known = _after(known, row)
    standing = _with_question(known, at)
    if suppressed_at is None or suppressed_at > at or _is_lifted(happened, suppressed_at):
        return standing
    return _suppressed(standing, suppressed_at)


def _after(known: _Known, row: Statement) -> _Known:
    match row.act:
        case Act.GIVEN if row.awaits_until is not None:
            return replace(known, asked=row)
        case Act.GIVEN | Act.CONFIRMED:
            return replace(known, standing=_standing(State.YES, row), asked=None)
        case Act.WITHDRAWN | Act.OBJECTED:
            return _Known(_standing(State.NO, row), row.at)
        case Act.EXPIRED:
            still_no = known.standing.state is State.NO
            standing = known.standing if still_no else _standing(State.UNKNOWN, row)
            return replace(known, standing=standing, lowered_at=row.at)
        case Act.IMPORTED:
            return replace(known, standing=_standing(State.YES, row)) if _raises(known, row) else known


def _raises(known: _Known, row: Statement) -> bool:
    """Tell whether an imported consent counts: over a refusal only with evidence that is newer."""
    if known.standing.state is State.YES:
        return False
    return known.lowered_at is None or (row.evidence_at is not None and row.evidence_at > known.lowered_at)


def _standing(state: State, row: Statement) -> Standing:
    return Standing(state=state, event=row.id, since=row.at)


def _with_question(known: _Known, at: datetime) -> Standing:
    """Show an open question, unless the answer is there or it was asked too long ago."""
    asked = known.asked
    if asked is None or asked.awaits_until is None or asked.awaits_until <= at:
        return known.standing
    return known.standing if known.standing.state is State.YES else _standing(State.AWAITING, asked)


def _is_lifted(happened: list[Statement], suppressed_at: datetime) -> bool:
    return any(row.act is Act.CONFIRMED and row.at > suppressed_at for row in happened)


def _suppressed(standing: Standing, suppressed_at: datetime) -> Standing:
    if standing.state in (State.NO, State.AWAITING):
        return replace(standing, is_suppressed=True)
    return Standing(state=State.NO, since=suppressed_at, is_suppressed=True)
