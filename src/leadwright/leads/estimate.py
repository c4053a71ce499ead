"""From a start and an estimate to the expected completion and back, in calendar arithmetic: pure."""

import calendar
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

# The units, the largest first, each with the longest estimate that a lead type can have: never beyond a century.
LONGEST = {"years": 100, "months": 1200, "weeks": 5200, "days": 10_000, "hours": 10_000, "minutes": 10_000}
UNITS = tuple(LONGEST)


def expected_after(start: datetime, amount: int, unit: str, *, time_zone: str) -> datetime:
    """Return `start` plus so many units; days and more keep the local time of day, months clip to their end."""
    if unit in ("minutes", "hours"):
        return start + timedelta(**{unit: amount})
    local = start.astimezone(ZoneInfo(time_zone)).replace(tzinfo=None)
    if unit in ("days", "weeks"):
        moved = local + timedelta(**{unit: amount})
    else:
        moved = _months_later(local, amount * (12 if unit == "years" else 1))
    return moved.replace(tzinfo=ZoneInfo(time_zone)).astimezone(start.tzinfo)


def estimate_between(start: datetime, end: datetime, *, time_zone: str) -> tuple[int, str]:
    """Return the estimate that leads from `start` to `end`, in the largest unit that says it to the minute.

    It is the inverse of `expected_after`: nothing smaller than a minute counts, and no estimate is negative.
    """
    first, last = (moment.replace(second=0, microsecond=0) for moment in (start, end))
    for unit in UNITS:
        amount = _full_units(unit, first, last, ZoneInfo(time_zone))
        if amount > 0 and expected_after(first, amount, unit, time_zone=time_zone) == last:
            return amount, unit
    return max(_full_units("minutes", first, last, ZoneInfo(time_zone)), 0), "minutes"


def _full_units(unit: str, first: datetime, last: datetime, zone: ZoneInfo) -> int:
    """Return how many units lie nearest between two moments, by the calendar from days on."""
    here, there = first.astimezone(zone), last.astimezone(zone)
    months = (there.year - here.year) * 12 + there.month - here.month
    days = (there.date() - here.date()).days
    minutes = int((last - first).total_seconds() // 60)
    counts = {"years": months // 12, "months": months, "weeks": days // 7, "days": days}
    return (counts | {"hours": minutes // 60, "minutes": minutes})[unit]


def _months_later(local: datetime, months: int) -> datetime:
    years, month = divmod(local.month - 1 + months, 12)
    year = local.year + years
    day = min(local.day, calendar.monthrange(year, month + 1)[1])
    return local.replace(year=year, month=month + 1, day=day)
