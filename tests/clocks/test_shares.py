"""A share of the working time between two moments ends at a moment; weekends and closing days are left out."""

from datetime import date

import pytest

from leadwright.clocks.worktime import WorkCalendar, moment_after, working_time_used
from tests.makers import moment

WEEK = WorkCalendar("Europe/Brussels")
START, DUE = moment("2026-03-02 12:00"), moment("2026-03-09 12:00")


@pytest.mark.parametrize(
    ("percent", "when"),
    [
        (20, "2026-03-03 12:00"),
        (80, "2026-03-06 12:00"),
        (100, "2026-03-09 12:00"),
        (120, "2026-03-10 12:00"),
        (200, "2026-03-16 12:00"),
    ],
)
def test_hundredths_are_counted_in_working_days(percent: int, when: str) -> None:
    assert moment_after(WEEK, START, DUE, percent) == moment(when)


@pytest.mark.parametrize("percent", [1, 33, 50, 99])
def test_it_is_the_moment_at_which_that_share_is_used(percent: int) -> None:
    at = moment_after(WEEK, START, DUE, percent)
    assert working_time_used(WEEK, START, DUE, at) == pytest.approx(percent / 100)


def test_where_every_day_between_is_closed_plain_time_counts() -> None:
    saturday, sunday = moment("2026-03-07 10:00"), moment("2026-03-08 10:00")
    assert moment_after(WEEK, saturday, sunday, 50) == moment("2026-03-07 22:00")


def test_a_closing_day_is_left_out() -> None:
    closed = WorkCalendar("Europe/Brussels", closing_days=frozenset({date(2026, 3, 3)}))
    assert moment_after(closed, START, DUE, 25) == moment("2026-03-04 12:00")
