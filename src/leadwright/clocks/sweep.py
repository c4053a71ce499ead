"""The sweeper: it deals with the slots that have come, one clock and one transaction at a time."""

import logging
from datetime import datetime

from django.db import transaction

from leadwright.clocks.facts import ClockDue, Purpose
from leadwright.clocks.models import Clock, Slot, calendar_of
from leadwright.clocks.plan import next_look, slots_passed
from leadwright.clocks.questions import hold_subject
from leadwright.clocks.worktime import WorkCalendar
from leadwright.history.facts import SYSTEM
from leadwright.history.record import record

log = logging.getLogger(__name__)


def sweep(at: datetime, limit: int = 500) -> int:
    """Deal with the clocks whose slot has come by `at`; returns how many this worker dealt with.

    Any number of workers may sweep at once: a clock that another one holds is left to it. A clock whose
    reactions fail is logged and left for the next sweep, and does not stop the others.
    """
    result = Clock.objects.to_be_swept(at).values_list("pk", "subject_kind", "subject_id")[:limit]
    return sum(_sweep_clock(pk, kind, subject_id, at=at) for pk, kind, subject_id in list(result))


def _sweep_clock(pk: int, subject_kind: str, subject_id: int, *, at: datetime) -> bool:
    try:
        with transaction.atomic():
            return hold_subject(subject_kind, subject_id, wait=False) and _pass_slots(pk, at=at)
    except Exception:
        log.exception("clock %s could not be swept", pk)
        return False


def _pass_slots(pk: int, *, at: datetime) -> bool:
    clock = Clock.objects.to_be_swept(at).select_for_update(skip_locked=True).filter(pk=pk).first()
    if clock is None:
        return False
    calendar = calendar_of(clock.organisation_id)
    due = _flag(clock, at=at) + _remind(clock, calendar, at=at)
    clock.next_slot_at = next_look(clock, calendar)
    clock.save(update_fields=["next_slot_at", "slots_done", "overdue_at"])
    for fact in due:
        record(fact)
    return True


def _flag(clock: Clock, *, at: datetime) -> list[ClockDue]:
    """Flag a missed deadline, once for each due moment."""
    if clock.overdue_at is not None or clock.due_at >= at:
        return []
    clock.overdue_at = at
    missed = clock.slots.filter(number__lt=0).count()
    slot = _slot(clock, number=-1 - missed, due_at=clock.due_at, outcome=Slot.Outcome.FIRED, at=at)
    slot.save(force_insert=True)
    return [_due(clock, slot, purpose="deadline", at=at)]


def _remind(clock: Clock, calendar: WorkCalendar, *, at: datetime) -> list[ClockDue]:
    """Pass the reminder slots that have come: the last one speaks for those that an outage delayed."""
    passed = slots_passed(clock, calendar, at=at)
    if not passed:
        return []
    slots = [
        _slot(clock, number=number, due_at=due_at, outcome=Slot.Outcome.COALESCED, at=at)
        for number, due_at in enumerate(passed, start=clock.slots_done + 1)
    ]
    slots[-1].outcome = Slot.Outcome.FIRED
    Slot.objects.bulk_create(slots)
    clock.slots_done += len(slots)
    return [_due(clock, slots[-1], purpose="reminder", at=at, coalesced=len(slots) - 1)]


def _slot(clock: Clock, *, number: int, due_at: datetime, outcome: Slot.Outcome, at: datetime) -> Slot:
    return Slot(clock=clock, number=number, due_at=due_at, outcome=outcome, at=at)


def _due(clock: Clock, slot: Slot, *, purpose: Purpose, at: datetime, coalesced: int = 0) -> ClockDue:
    return ClockDue(clock=clock, slot=slot, purpose=purpose, coalesced=coalesced, by=SYSTEM, at=at)
