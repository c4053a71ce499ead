"""Start, push, stop and re-plan clocks: always inside the caller's transaction."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leadwright.clocks.facts import CalendarChanged, ClockReplanned
from leadwright.clocks.models import CalendarSettings, Clock, ClockState, ClosingDay, Rule, calendar_of
from leadwright.clocks.plan import due_moment, next_look
from leadwright.clocks.questions import hold_subjects
from leadwright.clocks.worktime import WorkCalendar, countries_with_holidays
from leadwright.foundation.batches import action, known, note, write
from leadwright.foundation.copying import update_each
from leadwright.foundation.new_rows import new_row
from leadwright.foundation.refusals import refuse
from leadwright.history.facts import Party
from leadwright.history.record import record
from leadwright.people.access import require
from leadwright.people.actions.organisations import refuse_unless_zone
from leadwright.people.models import User

MOST_CLOSING_DAYS = 500


CHANGED = ("state", "due_at", "pushed_at", "postponed_to", "overdue_at", "next_slot_at", "ended_at")


def running_of(subject_kind: str, subject_id: int) -> list[Clock]:
    """Return the running clocks of a subject that is held; an action asks for them once."""
    return known(
        _name(subject_kind, subject_id),
        lambda: list(Clock.objects.running().about(subject_kind, [subject_id])),
    )


def running_of_each(subject_kind: str, ids: Collection[int]) -> None:
    """Ask for the running clocks of several subjects at once, for the rest of the action."""
    clocks: dict[int, list[Clock]] = {pk: [] for pk in ids}
    for clock in Clock.objects.running().about(subject_kind, ids):
        clocks[clock.subject_id].append(clock)
    for pk, own in clocks.items():
        note(_name(subject_kind, pk), own)


def none_run_yet(subject_kind: str, subject_id: int) -> None:
    """Say that a subject is new: for the rest of the action it has the clocks that were started since."""
    note(_name(subject_kind, subject_id), [])


def _name(subject_kind: str, subject_id: int) -> tuple[str, str, int]:
    return ("clocks", subject_kind, subject_id)


def _calendar(organisation_id: int | None) -> WorkCalendar:
    return known(("calendar", organisation_id), lambda: calendar_of(organisation_id))


def _store(clocks: Sequence[Clock]) -> None:
    """Write the clocks that an action changed, then those that it started in their place."""
    rows = list({id(clock): clock for clock in clocks}.values())
    if changed := [clock for clock in rows if clock.pk is not None]:
        update_each(changed, CHANGED)
    Clock.objects.bulk_create([clock for clock in rows if clock.pk is None])


@action
def start(
    *,
    subject_kind: str,
    subject_id: int,
    kind: str,
    organisation_id: int | None,
    at: datetime,
    rule: Rule,
    reminders: Rule | None = None,
    due_at: datetime | None = None,
) -> Clock:
    """Start a clock of a subject that is held; it takes the place of a running one of the same kind.

    `due_at` is needed for the rule `{"until": True}` and overrides the others.
    """
    stop(subject_kind=subject_kind, subject_id=subject_id, kind=kind, at=at, met=False)
    calendar = _calendar(organisation_id)
    clock = Clock(
        subject_kind=subject_kind,
        subject_id=subject_id,
        kind=kind,
        organisation_id=organisation_id,
        anchor_at=at,
        started_at=at,
        due_at=due_at or due_moment(rule, calendar, anchor=at, pushed=None),
        rule=rule,
        reminders=reminders,
    )
    clock.next_slot_at = next_look(clock, calendar)
    running_of(subject_kind, subject_id).append(clock)
    write(_store, clock)
    return clock


def unswept(
    *,
    subject_kind: str,
    subject_id: int,
    kind: str,
    organisation_id: int | None,
    at: datetime,
    due_at: datetime,
) -> Clock:
    """Return a clock, to be copied with many others, that runs and is due but at which no sweep looks."""
    rule: Rule = {"until": True}
    return new_row(
        Clock,
        subject_kind=subject_kind,
        subject_id=subject_id,
        kind=kind,
        organisation_id=organisation_id,
        anchor_at=at,
        started_at=at,
        due_at=due_at,
        rule=rule,
    )


@action
def stop(*, subject_kind: str, subject_id: int, kind: str | None, at: datetime, met: bool) -> int:
    """End the running clocks of a subject that is held, or only those of one kind; returns how many ended."""
    running = running_of(subject_kind, subject_id)
    ended = [clock for clock in running if kind in (None, clock.kind)]
    for clock in ended:
        clock.state = ClockState.MET if met else ClockState.STOPPED
        clock.ended_at, clock.next_slot_at = at, None
        running.remove(clock)
        write(_store, clock)
    return len(ended)


@action
def push(*, subject_kind: str, subject_id: int, kind: str, at: datetime) -> Clock | None:
    """An update was made: a rhythm is due again at its first slot after `at`; its grid does not move."""
    clock = next((row for row in running_of(subject_kind, subject_id) if row.kind == kind), None)
    if clock is None or "every_days" not in clock.rule:
        return clock
    clock.pushed_at = at
    _plan(clock, _calendar(clock.organisation_id), at=at)
    return clock


@action
def postpone(clock: Clock, to: datetime, *, at: datetime) -> None:
    """Put the due moment of a running clock off, reminders too; whoever calls has seen whether that may be."""
    clock.postponed_to = clock.due_at = to
    if to >= at:
        clock.overdue_at = None
    clock.next_slot_at = next_look(clock, _calendar(clock.organisation_id))
    write(_store, clock)


def _plan(clock: Clock, calendar: WorkCalendar, *, at: datetime) -> None:
    """Store a clock's due moment anew; one that lies ahead again is no longer missed."""
    planned = due_moment(clock.rule, calendar, anchor=clock.anchor_at, pushed=clock.pushed_at)
    clock.due_at = max(planned, clock.postponed_to or planned)
    if clock.due_at >= at:
        clock.overdue_at = None
    clock.next_slot_at = next_look(clock, calendar)
    write(_store, clock)


@transaction.atomic
def replan(*, organisation_id: int, at: datetime, by: Party) -> int:
    """Plan the running clocks of an organisation by its calendar as it is now; returns how many moved."""
    calendar = calendar_of(organisation_id)
    clocks = Clock.objects.running().filter(organisation=organisation_id)
    rows = clocks.order_by("subject_kind", "subject_id", "pk").values_list("pk", "subject_kind", "subject_id")
    moved = 0
    for pk, subject_kind, subject_id in list(rows):
        if hold_subjects(subject_kind, [subject_id], wait=True):
            moved += _replan_clock(pk, calendar, at=at, by=by)
    return moved


def _replan_clock(pk: int, calendar: WorkCalendar, *, at: datetime, by: Party) -> bool:
    clock = Clock.objects.running().select_for_update().filter(pk=pk).first()
    if clock is None or "until" in clock.rule:
        return False
    before = clock.due_at
    _plan(clock, calendar, at=at)
    if clock.due_at == before:
        return False
    record(ClockReplanned(clock=clock, due_before=before, by=by, at=at))
    return True


@transaction.atomic
def change_own_calendar(
    *,
    weekdays: Collection[int],
    country: str,
    time_zone: str,
    closing_days: Collection[date],
    by: User,
    at: datetime,
) -> int:
    """Store the calendar of one's own organisation; returns how many running clocks moved."""
    require(by, "user.manage")
    refuse_unless_zone(time_zone)
    if country and country not in countries_with_holidays():
        refuse("FIELD_INVALID", field="country", reason=_("its public holidays are not known"))
    if not set(weekdays) or not set(weekdays) <= set(range(7)):
        refuse("FIELD_INVALID", field="weekdays", reason=_("choose at least one day of the week"))
    if len(set(closing_days)) > MOST_CLOSING_DAYS:
        refuse("FIELD_INVALID", field="closing_days", reason=_("these are too many days"))
    return change_calendar(
        organisation_id=by.organisation_id,
        weekdays=weekdays,
        country=country,
        time_zone=time_zone,
        closing_days=closing_days,
        by=by.party(),
        at=at,
    )


@transaction.atomic
def change_calendar(
    *,
    organisation_id: int,
    weekdays: Collection[int],
    country: str,
    time_zone: str,
    closing_days: Collection[date],
    by: Party,
    at: datetime,
) -> int:
    """Store an organisation's calendar and re-plan its running clocks; returns how many moved."""
    settings, _made = CalendarSettings.objects.update_or_create(
        organisation_id=organisation_id,
        defaults={"weekdays": sorted(set(weekdays)), "country": country, "time_zone": time_zone},
    )
    kept = ClosingDay.objects.filter(organisation=organisation_id)
    kept.exclude(day__in=closing_days).delete()
    ClosingDay.objects.bulk_create(
        [ClosingDay(organisation_id=organisation_id, day=day) for day in sorted(set(closing_days))],
        ignore_conflicts=True,
    )
    record(CalendarChanged(calendar=settings, closing_days=len(set(closing_days)), by=by, at=at))
    return replan(organisation_id=organisation_id, at=at, by=by)
