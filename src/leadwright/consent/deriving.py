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
class Told:
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
    asked: Told | None = None


def derive(events: Iterable[Told], *, at: datetime, suppressed_at: datetime | None = None) -> Standing:
    """Return how a cell stands at a moment; later events do not count, and the order given does not matter.

    A suppression is lifted by a confirmation of the person alone, not by what others write down.
    """
    happened = sorted((one for one in events if one.at <= at), key=lambda one: (one.at, one.id))
    known = _Known()
    for one in happened:
        known = _after(known, one)
    standing = _with_question(known, at)
    if suppressed_at is None or suppressed_at > at or _is_lifted(happened, suppressed_at):
        return standing
    return _suppressed(standing, suppressed_at)


def _after(known: _Known, one: Told) -> _Known:
    match one.act:
        case Act.GIVEN if one.awaits_until is not None:
            return replace(known, asked=one)
        case Act.GIVEN | Act.CONFIRMED:
            return replace(known, standing=_standing(State.YES, one), asked=None)
        case Act.WITHDRAWN | Act.OBJECTED:
            return _Known(_standing(State.NO, one), one.at)
        case Act.EXPIRED:
            still_no = known.standing.state is State.NO
            standing = known.standing if still_no else _standing(State.UNKNOWN, one)
            return replace(known, standing=standing, lowered_at=one.at)
        case Act.IMPORTED:
            return replace(known, standing=_standing(State.YES, one)) if _raises(known, one) else known


def _raises(known: _Known, one: Told) -> bool:
    """Tell whether an imported consent counts: over a refusal only with evidence that is newer."""
    if known.standing.state is State.YES:
        return False
    return known.lowered_at is None or (one.evidence_at is not None and one.evidence_at > known.lowered_at)


def _standing(state: State, one: Told) -> Standing:
    return Standing(state=state, event=one.id, since=one.at)


def _with_question(known: _Known, at: datetime) -> Standing:
    """Show an open question, unless the answer is there or it was asked too long ago."""
    asked = known.asked
    if asked is None or asked.awaits_until is None or asked.awaits_until <= at:
        return known.standing
    return known.standing if known.standing.state is State.YES else _standing(State.AWAITING, asked)


def _is_lifted(happened: list[Told], suppressed_at: datetime) -> bool:
    return any(one.act is Act.CONFIRMED and one.at > suppressed_at for one in happened)


def _suppressed(standing: Standing, suppressed_at: datetime) -> Standing:
    if standing.state in (State.NO, State.AWAITING):
        return replace(standing, is_suppressed=True)
    return Standing(state=State.NO, since=suppressed_at, is_suppressed=True)
