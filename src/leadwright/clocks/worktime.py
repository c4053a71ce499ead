"""When is it due? Working days, calendar days and grids in local time: pure, no database, no clock."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from importlib import import_module
from itertools import count, islice
from typing import Any
from zoneinfo import ZoneInfo

END_OF_DAY = time(23, 59, 59)
MONDAY_TO_FRIDAY = frozenset(range(5))
DAY = timedelta(days=1)
# No time is followed further than this.
MOST_DAYS = 40_000


@dataclass(frozen=True)
class WorkCalendar:
    """The days on which an organisation works: its week (Monday is 0), its country's holidays, its own."""

    time_zone: str
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY
    country: str | None = None
    closing_days: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if not self.weekdays or not self.weekdays <= frozenset(range(7)):
            raise ValueError("a week needs at least one working day, each from 0 to 6")

    def is_open(self, day: date) -> bool:
        """Tell whether the organisation works on a day."""
        if day.weekday() not in self.weekdays or day in self.closing_days:
            return False
        return self.country is None or day not in public_holidays(self.country, day.year)


@cache
def _holidays() -> Any:
    """Load the holidays library when a country is first asked for: importing it is slow."""
    return import_module("holidays")


@cache
def countries_with_holidays() -> frozenset[str]:
    """Return the countries (ISO 3166-1 alpha-2) whose public holidays are known.

    Read from the library's register: asked for the countries and their parts, it loads three hundred modules.
    """
    return frozenset(_holidays().registry.EntityLoader.get_country_codes())


@lru_cache(maxsize=1024)
def public_holidays(country: str, year: int) -> frozenset[date]:
    """Return a country's public holidays in a year; none for a country that is not known."""
    if country not in countries_with_holidays():
        return frozenset()
    return frozenset(_holidays().country_holidays(country, years=year))


def holidays_are_known(country: str, year: int) -> bool:
    """Tell whether anything is known of a country's public holidays in a year: else its weekdays are all worked."""
    return bool(public_holidays(country, year))


def load_holidays() -> None:
    """Load the library, beside what a process does at first: else whoever first looks at a calendar waits for it."""
    public_holidays(min(countries_with_holidays()), 2000)


def nth_working_day(calendar: WorkCalendar, after: date, n: int) -> date:
    """Return the n-th day after a date on which the organisation works; `n` counts from 1."""
    if n < 1:
        raise ValueError("working days are counted from 1")
    days = (after + timedelta(days=i) for i in count(1))
    return next(islice(filter(calendar.is_open, days), n - 1, None))


def next_day_off(calendar: WorkCalendar, after: date) -> date | None:
    """Return the first day after a date, within a year, on which the organisation would work but is closed."""
    days = (after + timedelta(days=i) for i in range(1, 367))
    return next(
        (day for day in days if day.weekday() in calendar.weekdays and not calendar.is_open(day)), None
    )


def end_of_working_day(calendar: WorkCalendar, start: datetime, n: int) -> datetime:
    """Return 23:59:59 local time on the n-th working day after the local date of `start`, in UTC."""
    day = nth_working_day(calendar, _local_date(calendar.time_zone, start), n)
    return last_second(calendar.time_zone, day)


def end_of_day(time_zone: str, start: datetime, days: int) -> datetime:
    """Return 23:59:59 local time on the day that comes `days` after the local date of `start`, in UTC."""
    return last_second(time_zone, _local_date(time_zone, start) + timedelta(days=days))


def last_second(time_zone: str, day: date) -> datetime:
    """Return the last second of a local date, in UTC; a date that never was ends where the next one begins.

    Where clocks go back at midnight, 23:59:59 happens twice: the day ends with the second. Where they leap over it,
    the day ends with the second before they leap.
    """
    zone, wall = ZoneInfo(time_zone), datetime.combine(day, END_OF_DAY)
    moment = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None, fold=0) == wall:
        return moment
    leap = instant(time_zone, wall)
    before = leap - timedelta(seconds=1)
    return before if before.astimezone(zone).date() == day else leap


def grid(time_zone: str, anchor: datetime, first_days: int, every_days: int) -> Iterator[datetime]:
    """Yield the slots of a rhythm, in UTC: each at the anchor's local time of day, without end."""
    if first_days < 0 or every_days < 1:
        raise ValueError("a rhythm starts at its anchor or later, and goes forward")
    wall = anchor.astimezone(ZoneInfo(time_zone)).replace(tzinfo=None)
    return (instant(time_zone, wall + timedelta(days=first_days + i * every_days)) for i in count())


def instant(time_zone: str, wall: datetime) -> datetime:
    """Return the moment of a local time, in UTC.

    A local time that happens twice means the first; one that does not exist means the first moment after it.
    """
    zone = ZoneInfo(time_zone)
    moment = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == wall.replace(fold=0):
        return moment
    return _jump(zone, before=wall.replace(tzinfo=zone, fold=1).astimezone(UTC), after=moment)


def _jump(zone: ZoneInfo, *, before: datetime, after: datetime) -> datetime:
    """Return the moment between two moments at which the clocks of a zone jump, to the second."""
    low, high = int(before.timestamp()), int(after.timestamp())
    offset = _offset(zone, low)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _offset(zone, middle) == offset else (low, middle)
    return datetime.fromtimestamp(high, UTC)


def _offset(zone: ZoneInfo, second: int) -> timedelta | None:
    return datetime.fromtimestamp(second, zone).utcoffset()


def _local_date(time_zone: str, moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(time_zone)).date()


def working_time_used(calendar: WorkCalendar, start: datetime, due: datetime, now: datetime) -> float:
    """Return the share of the working days' time between start and due that has passed: 0 to 1.

    A working day counts whole, a closed day not at all; where every day is closed, plain time counts. Days
    are cut at the zone's offset at the start, so a clock change in between moves their edges by its hour.
    """
    if now >= due:
        return 1.0
    if now <= start:
        return 0.0
    offset = start.astimezone(ZoneInfo(calendar.time_zone)).utcoffset() or timedelta()
    begin, end, here = (moment.astimezone(UTC).replace(tzinfo=None) + offset for moment in (start, due, now))
    full = _open_seconds(calendar, begin, end)
    if full <= 0:
        return (now - start) / (due - start)
    return min(1.0, _open_seconds(calendar, begin, here) / full)


def moment_after(calendar: WorkCalendar, start: datetime, due: datetime, percent: int) -> datetime:
    """Return when so many hundredths of the working days' time between start and due are over: at 100 it is due.

    A working day counts whole, as above; where every day between is closed, plain time counts.
    """
    if percent == 100 or due <= start:
        return due
    offset = start.astimezone(ZoneInfo(calendar.time_zone)).utcoffset() or timedelta()
    begin, end = (moment.astimezone(UTC).replace(tzinfo=None) + offset for moment in (start, due))
    full = _open_seconds(calendar, begin, end)
    if full <= 0:
        return start + (due - start) * percent / 100
    place = begin if percent < 100 else end
    left = full * (percent if percent < 100 else percent - 100) / 100
    return (_after_open(calendar, place, left) - offset).replace(tzinfo=UTC)


def _after_open(calendar: WorkCalendar, place: datetime, seconds: float) -> datetime:
    """Return the moment after so many seconds of working days."""
    for _day in range(MOST_DAYS):
        midnight = datetime.combine(place.date(), time()) + DAY
        length = (midnight - place).total_seconds() if calendar.is_open(place.date()) else 0.0
        if length >= seconds and length > 0:
            return place + timedelta(seconds=seconds)
        seconds, place = seconds - length, midnight
    return place


def _open_seconds(calendar: WorkCalendar, begin: datetime, end: datetime) -> float:
    total = 0.0
    day = begin.date()
    while day <= end.date():
        if calendar.is_open(day):
            midnight = datetime.combine(day, time())
            total += max(0.0, (min(end, midnight + DAY) - max(begin, midnight)).total_seconds())
        day += DAY
    return total
