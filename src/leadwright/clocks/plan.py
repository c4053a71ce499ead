"""What a clock's rule means: its due moment, its reminders and when to look at it next. Pure."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from leadwright.clocks.worktime import WorkCalendar, end_of_day, end_of_working_day, grid

if TYPE_CHECKING:
    from leadwright.clocks.models import Clock, Rule

JUST_AFTER = timedelta(microseconds=1)


def due_moment(
    rule: "Rule", calendar: WorkCalendar, *, anchor: datetime, pushed: datetime | None
) -> datetime:
    """Return when an obligation is due; `pushed` is when it was last met, which moves a rhythm only."""
    if "working_days" in rule:
        return end_of_working_day(calendar, anchor, rule["working_days"])
    if "calendar_days" in rule:
        return end_of_day(calendar.time_zone, anchor, rule["calendar_days"])
    if "every_days" in rule:
        slots = rhythm(rule, calendar, anchor=anchor)
        return next(slot for slot in slots if slot > (pushed or anchor))
    raise ValueError("this rule does not say by itself when it is due")


def rhythm(rule: "Rule", calendar: WorkCalendar, *, anchor: datetime) -> Iterator[datetime]:
    """Yield the slots of a rhythm; the first comes after `first_days`, by default after `every_days`."""
    every = rule["every_days"]
    return grid(calendar.time_zone, anchor, rule.get("first_days", every), every)


def slots_passed(clock: "Clock", calendar: WorkCalendar, *, at: datetime) -> list[datetime]:
    """Return the reminder slots that have come by now and were not dealt with."""
    if clock.reminders is None:
        return []
    slots = rhythm(clock.reminders, calendar, anchor=clock.anchor_at)
    return list(takewhile(lambda slot: slot <= at, islice(slots, clock.slots_done, None)))


def next_look(clock: "Clock", calendar: WorkCalendar) -> datetime | None:
    """Return the moment of a clock's next slot: its next reminder, or just after the due moment."""
    moments = []
    if clock.overdue_at is None:
        moments.append(clock.due_at + JUST_AFTER)
    if clock.reminders is not None:
        slots = rhythm(clock.reminders, calendar, anchor=clock.anchor_at)
        reminder = next(islice(slots, clock.slots_done, None))
        # What was put off is not reminded of before.
        moments.append(max(reminder, clock.postponed_to or reminder))
    return min(moments, default=None)
