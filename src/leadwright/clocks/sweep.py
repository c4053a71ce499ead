"""The sweeper: it deals with the slots that have come, a set of clocks in each transaction."""

import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Q

from leadwright.clocks.facts import ClockDue, Purpose
from leadwright.clocks.models import Clock, Slot, calendars_of
from leadwright.clocks.plan import next_look, slots_passed
from leadwright.clocks.questions import hold_subjects
from leadwright.clocks.worktime import WorkCalendar
from leadwright.foundation.batches import batch
from leadwright.foundation.copying import update_each
from leadwright.history.facts import SYSTEM
from leadwright.history.record import record

SET = 200
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Waiting:
    """A clock whose slot has come, and whose it is."""

    pk: int
    next_slot_at: datetime | None
    subject_kind: str
    subject_id: int


@dataclass
class Passing:
    """A clock that is held, the slots that it passes now, and what comes due by them."""

    clock: Clock
    slots: list[Slot] = field(default_factory=list)
    due: list[ClockDue] = field(default_factory=list)


def sweep(at: datetime, limit: int = 500) -> int:
    """Deal with the clocks whose slot has come by `at`; returns how many this worker dealt with.

    Any number of workers may sweep at once: a clock that another one holds is left to it. A clock whose
    reactions fail is logged and left for the next sweep, and does not stop the others.
    """
    waiting = _waiting(at, limit=limit)
    return sum(_sweep(waiting[start : start + SET], at=at) for start in range(0, len(waiting), SET))


def sets(moment: Callable[[], datetime]) -> Iterator[int]:
    """Deal with all clocks whose slot has come, a set at a time; yields how many of each were dealt with.

    Each clock is tried once, so that some that fail or are held stop nobody behind them.
    """
    at, last = moment(), None
    while waiting := _waiting(at, limit=SET, after=last):
        yield _sweep(waiting, at=at)
        at, last = moment(), waiting[-1]


def _waiting(at: datetime, *, limit: int, after: Waiting | None = None) -> list[Waiting]:
    """Return the clocks whose slot has come, the longest overdue first, from behind one on."""
    rows = Clock.objects.to_be_swept(at)
    if after is not None:
        later = Q(next_slot_at__gt=after.next_slot_at) | Q(pk__gt=after.pk)
        rows = rows.filter(later, next_slot_at__gte=after.next_slot_at)
    result = rows.values_list("pk", "next_slot_at", "subject_kind", "subject_id")[:limit]
    return [Waiting(*values) for values in result]


def _sweep(waiting: Sequence[Waiting], *, at: datetime) -> int:
    """Deal with some clocks in one transaction; where one fails, with each of them in its own."""
    try:
        with batch():
            return _pass_slots(_held(waiting, at=at), at=at)
    except Exception:
        if len(waiting) == 1:
            log.exception("clock %s could not be swept", waiting[0].pk)
            return 0
    return sum(_sweep([row], at=at) for row in waiting)


def _held(waiting: Sequence[Waiting], *, at: datetime) -> list[Clock]:
    """Hold the clocks that nobody else holds, each after its subject."""
    subjects: dict[str, set[int]] = defaultdict(set)
    for row in waiting:
        subjects[row.subject_kind].add(row.subject_id)
    held = {kind: hold_subjects(kind, ids, wait=False) for kind, ids in subjects.items()}
    free = [row.pk for row in waiting if row.subject_id in held[row.subject_kind]]
    if not free:
        return []
    return list(Clock.objects.to_be_swept(at).select_for_update(skip_locked=True).filter(pk__in=free))


def _pass_slots(clocks: Collection[Clock], *, at: datetime) -> int:
    if not clocks:
        return 0
    calendars = calendars_of({clock.organisation_id for clock in clocks})
    missed = _missed_before(clocks)
    passing = [_passed(clock, calendars[clock.organisation_id], missed, at=at) for clock in clocks]
    Slot.objects.bulk_create([slot for row in passing for slot in row.slots])
    update_each([row.clock for row in passing], ("next_slot_at", "slots_done", "overdue_at"))
    for fact in (fact for row in passing for fact in row.due):
        record(fact)
    return len(passing)


def _missed_before(clocks: Collection[Clock]) -> dict[int, int]:
    """Return how many deadlines each of these clocks has missed so far, of those that miss one now."""
    flags = [clock.pk for clock in clocks if clock.overdue_at is None]
    rows = Slot.objects.filter(clock__in=flags, number__lt=0).values_list("clock")
    return dict(rows.annotate(count=Count("pk")))


def _passed(clock: Clock, calendar: WorkCalendar, missed: Mapping[int, int], *, at: datetime) -> Passing:
    result = Passing(clock)
    _flag(result, missed.get(clock.pk, 0), at=at)
    _remind(result, calendar, at=at)
    clock.next_slot_at = next_look(clock, calendar)
    return result


def _flag(passing: Passing, missed: int, *, at: datetime) -> None:
    """Flag a missed deadline, once for each due moment."""
    clock = passing.clock
    if clock.overdue_at is not None or clock.due_at >= at:
        return
    clock.overdue_at = at
    slot = _slot(clock, number=-1 - missed, due_at=clock.due_at, outcome=Slot.Outcome.FIRED, at=at)
    passing.slots.append(slot)
    passing.due.append(_due(clock, slot, purpose="deadline", at=at))


def _remind(passing: Passing, calendar: WorkCalendar, *, at: datetime) -> None:
    """Pass the reminder slots that have come: the last one speaks for those that an outage delayed."""
    clock = passing.clock
    passed = slots_passed(clock, calendar, at=at)
    if not passed:
        return
    slots = [
        _slot(clock, number=number, due_at=due_at, outcome=Slot.Outcome.COALESCED, at=at)
        for number, due_at in enumerate(passed, start=clock.slots_done + 1)
    ]
    slots[-1].outcome = Slot.Outcome.FIRED
    clock.slots_done += len(slots)
    passing.slots += slots
    passing.due.append(_due(clock, slots[-1], purpose="reminder", at=at, coalesced=len(slots) - 1))


def _slot(clock: Clock, *, number: int, due_at: datetime, outcome: Slot.Outcome, at: datetime) -> Slot:
    return Slot(clock=clock, number=number, due_at=due_at, outcome=outcome, at=at)


def _due(clock: Clock, slot: Slot, *, purpose: Purpose, at: datetime, coalesced: int = 0) -> ClockDue:
    return ClockDue(clock=clock, slot=slot, purpose=purpose, coalesced=coalesced, by=SYSTEM, at=at)
