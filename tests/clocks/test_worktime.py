"""Deadlines follow the calendar: hand-checked days, and an oracle that counts in another way."""

from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadwright.clocks.worktime import (
    WorkCalendar,
    end_of_day,
    end_of_working_day,
    grid,
    instant,
    last_second,
    next_day_off,
    nth_working_day,
    public_holidays,
    working_time_used,
)
from leadwright.foundation.days import last_moment
from tests.conftest import PROVE

ROUNDS = 5_000 if PROVE else 60
ZONES = [
    "Europe/Brussels",
    "America/New_York",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Asia/Beirut",
    "Asia/Kathmandu",
    "Asia/Tehran",
    "Australia/Lord_Howe",
    "Africa/Cairo",
    "America/Santiago",
    "America/Scoresbysund",
    "Pacific/Apia",
    "Pacific/Chatham",
    "UTC",
]
zones = st.sampled_from(ZONES)
moments = st.datetimes(datetime(2000, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC))
days = st.dates(date(2000, 1, 1), date(2036, 1, 1))
weeks = st.sets(st.integers(0, 6), min_size=1).map(frozenset)


def oracle_instant(time_zone: str, wall: datetime) -> datetime:
    """Walk UTC minute by minute until the local clock shows `wall` or has jumped over it."""
    zone = ZoneInfo(time_zone)
    moment = (wall - timedelta(hours=26)).replace(tzinfo=UTC, second=0, microsecond=0)
    while moment.astimezone(zone).replace(tzinfo=None) < wall.replace(second=0, microsecond=0):
        moment += timedelta(minutes=1)
    text = moment.astimezone(zone).replace(tzinfo=None)
    jumped = text > wall
    return moment if jumped else moment + (wall - text)


def oracle_last_second(time_zone: str, day: date) -> datetime:
    """Walk UTC back by seconds, then by minutes, from the first moment of the next day that is past the change."""
    zone = ZoneInfo(time_zone)
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(hours=40)
    while moment.astimezone(zone).date() > day:
        moment -= timedelta(minutes=1)
    is_there = moment.astimezone(zone).date() == day
    return moment + timedelta(seconds=59 if is_there else 60)


def oracle_easter(year: int) -> date:
    """Easter Sunday by Gauss's method in the form of Meeus."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


def oracle_belgian_holidays(year: int) -> set[date]:
    easter = oracle_easter(year)
    moving = {easter + timedelta(days=n) for n in (0, 1, 39, 49, 50)}
    fixed = {(1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25)}
    return moving | {date(year, month, day) for month, day in fixed}


def oracle_working_days(*, week: frozenset[int], closed: set[date], since: date, belgian: bool) -> list[date]:
    """List the open days of three years as ordinals, by taking the closed ones out of a whole range."""
    years = range(since.year, since.year + 4)
    holidays = {d for year in years for d in oracle_belgian_holidays(year)} if belgian else set()
    known = {o for o in range(since.toordinal(), since.toordinal() + 1000) if (o + 6) % 7 in week}
    return [date.fromordinal(o) for o in sorted(known - {d.toordinal() for d in closed | holidays})]


@given(zones, st.datetimes(datetime(1995, 1, 1), datetime(2036, 1, 1)))
@settings(max_examples=ROUNDS)
def test_a_local_time_means_the_first_moment_that_shows_it_or_passes_it(zone, wall):
    assert instant(zone, wall) == oracle_instant(zone, wall)


@given(zones, st.integers(1995, 2035), st.integers(-7200, 7200))
@settings(max_examples=ROUNDS)
def test_a_local_time_near_a_clock_change_is_read_right(zone, year, seconds):
    changes = clock_changes(zone, year)
    for change in changes:
        text = change.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)
        wall = text + timedelta(seconds=seconds)
        assert instant(zone, wall) == oracle_instant(zone, wall)


def clock_changes(zone: str, year: int) -> list[datetime]:
    hours = [datetime(year, 1, 1, tzinfo=UTC) + timedelta(hours=n) for n in range(0, 8784, 6)]
    offsets = [hour.astimezone(ZoneInfo(zone)).utcoffset() for hour in hours]
    return [b for b, was, now in zip(hours[1:], offsets, offsets[1:], strict=False) if was != now]


@given(days, weeks, st.sets(st.integers(1, 40)), st.integers(1, 15), st.booleans())
@settings(max_examples=ROUNDS)
def test_the_nth_working_day_is_the_nth_of_a_list_of_open_days(day, week, closed_in, n, belgian):
    closed = {day + timedelta(days=i) for i in closed_in}
    calendar = WorkCalendar("UTC", week, "BE" if belgian else None, frozenset(closed))
    open_days = oracle_working_days(week=week, closed=closed, since=day, belgian=belgian)
    assert nth_working_day(calendar, day, n) == open_days[bisect_right(open_days, day) + n - 1]


@given(zones, moments, weeks, st.integers(1, 10))
@settings(max_examples=ROUNDS)
def test_a_working_day_deadline_is_the_last_second_of_a_local_day(zone, start, week, n):
    due = end_of_working_day(WorkCalendar(zone, week), start, n)
    here = start.astimezone(ZoneInfo(zone)).date()
    day = oracle_working_days(week=week, closed=set(), since=here + timedelta(days=1), belgian=False)[n - 1]
    assert due == oracle_last_second(zone, day)


@given(zones, moments, st.integers(0, 60))
@settings(max_examples=ROUNDS)
def test_calendar_days_end_with_the_local_day(zone, start, n):
    day = start.astimezone(ZoneInfo(zone)).date() + timedelta(days=n)
    assert end_of_day(zone, start, n) == oracle_last_second(zone, day)


@given(zones, moments, st.integers(0, 30), st.integers(1, 40))
@settings(max_examples=ROUNDS)
def test_a_rhythm_keeps_the_local_time_of_day_of_its_anchor(zone, anchor, first, every):
    wall = anchor.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    expected = [oracle_instant(zone, wall + timedelta(days=first + every * i)) for i in range(3)]
    assert list(islice(grid(zone, anchor, first, every), 3)) == expected


@pytest.mark.parametrize("year", range(2015, 2036))
def test_the_belgian_holidays_are_those_of_the_law(year):
    assert public_holidays("BE", year) == oracle_belgian_holidays(year)


@pytest.mark.parametrize(
    ("offered", "due"),
    [
        ("2026-03-02 10:00", "2026-03-05 22:59:59"),  # Monday: Thursday
        ("2026-03-05 10:00", "2026-03-10 22:59:59"),  # Thursday, over the weekend: Tuesday
        ("2026-03-07 10:00", "2026-03-11 22:59:59"),  # Saturday: Wednesday
        ("2026-03-27 10:00", "2026-04-01 21:59:59"),  # Friday before summer time begins: Wednesday
        ("2026-04-02 10:00", "2026-04-08 21:59:59"),  # Thursday before Easter: Monday is a holiday
        ("2026-03-02 23:30", "2026-03-06 22:59:59"),  # already Tuesday in Brussels
    ],
)
def test_three_belgian_working_days(offered, due):
    calendar = WorkCalendar("Europe/Brussels", country="BE")
    start = datetime.fromisoformat(offered).replace(tzinfo=UTC)
    assert end_of_working_day(calendar, start, 3) == datetime.fromisoformat(due).replace(tzinfo=UTC)


def test_a_time_that_the_spring_skips_is_the_moment_of_the_jump():
    assert instant("Europe/Brussels", datetime(2026, 3, 29, 2, 30)) == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_a_time_that_the_autumn_repeats_is_its_first_showing():
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert instant("Europe/Brussels", datetime(2026, 10, 25, 2, 30)) == first


def test_a_day_that_never_was_ends_where_the_next_one_begins():
    assert instant("Pacific/Apia", datetime(2011, 12, 30, 23, 59, 59)) == datetime(
        2011, 12, 30, 10, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("zone", "day", "last"),
    [
        ("Africa/Cairo", date(2026, 10, 29), "2026-10-29 21:59:59"),
        ("America/Santiago", date(2026, 4, 4), "2026-04-05 03:59:59"),
        ("Asia/Beirut", date(2026, 10, 24), "2026-10-24 21:59:59"),
        ("America/Nuuk", date(2026, 10, 24), "2026-10-25 01:59:59"),
        ("America/Scoresbysund", date(2026, 10, 24), "2026-10-25 01:59:59"),
        ("America/Scoresbysund", date(2025, 3, 29), "2025-03-30 00:59:59"),
        ("Europe/Brussels", date(2026, 10, 24), "2026-10-24 21:59:59"),
    ],
)
def test_a_day_ends_with_its_last_second_where_clocks_change_at_midnight(zone, day, last):
    assert last_second(zone, day) == datetime.fromisoformat(last).replace(tzinfo=UTC)
    assert last_moment(day, ZoneInfo(zone)).astimezone(UTC).replace(microsecond=0) == last_second(zone, day)


def test_a_country_without_known_holidays_has_none():
    assert public_holidays("XX", 2026) == frozenset()


@pytest.mark.parametrize("week", [frozenset(), frozenset({7})])
def test_a_week_without_a_working_day_is_refused(week):
    with pytest.raises(ValueError, match="working day"):
        WorkCalendar("UTC", week)


def test_the_share_of_working_time_stands_still_over_the_weekend():
    calendar = WorkCalendar("UTC")
    friday, due = datetime(2026, 3, 6, 12, tzinfo=UTC), datetime(2026, 3, 9, 12, tzinfo=UTC)
    shares = [
        working_time_used(calendar, friday, due, datetime(2026, 3, day, hour, tzinfo=UTC))
        for day, hour in [(6, 12), (6, 18), (7, 1), (8, 23), (9, 6), (9, 12), (20, 0)]
    ]
    assert shares == [0.0, 0.25, 0.5, 0.5, 0.75, 1.0, 1.0]


@given(zones, weeks, moments, st.lists(st.integers(1, 40 * 24 * 60), min_size=3, max_size=3, unique=True))
@settings(max_examples=ROUNDS)
def test_the_share_of_working_time_only_grows(zone, week, start, minutes):
    early, late, due = (start + timedelta(minutes=m) for m in sorted(minutes))
    used = [working_time_used(WorkCalendar(zone, week), start, due, now) for now in (early, late, due)]
    assert 0 <= used[0] <= used[1] <= used[2] == 1


def test_plain_time_counts_where_every_day_is_closed():
    calendar = WorkCalendar("UTC")
    saturday = datetime(2026, 3, 7, 0, tzinfo=UTC)
    assert (
        working_time_used(calendar, saturday, saturday + timedelta(days=1), saturday + timedelta(hours=6))
        == 0.25
    )


def test_the_next_day_off_is_a_working_weekday_that_is_closed():
    belgium = WorkCalendar("Europe/Brussels", country="BE", closing_days=frozenset({date(2026, 12, 24)}))
    assert next_day_off(belgium, date(2026, 11, 22)) == date(2026, 12, 24)
    assert next_day_off(belgium, date(2026, 12, 24)) == date(2026, 12, 25)
    assert next_day_off(belgium, date(2026, 12, 25)) == date(2027, 1, 1)


def test_without_holidays_no_day_off_is_ahead():
    assert next_day_off(WorkCalendar("UTC"), date(2026, 11, 22)) is None
