"""The running clocks of leads are fetched and shaped in a single place."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leadwright.leads.models import Lead
from leadwright.leads.running_clocks import clock_of_kind, clocks_of, clocks_of_each, shares_used
from tests.makers import NOON


def test_a_lead_has_its_running_clocks_the_nearest_first(house):
    clocks = clocks_of(house.accepted())
    assert [clock.kind for clock in clocks] == ["qualify", "complete"]
    assert clocks == sorted(clocks, key=lambda clock: clock.due_at)
    assert clocks_of(Lead(pk=1)) == []


def test_a_clock_is_overdue_once_its_due_moment_has_passed(house):
    clock = clock_of_kind(clocks_of(house.offered()), "accept")
    assert clock
    assert not clock.is_overdue(clock.due_at)
    assert clock.is_overdue(clock.due_at + timedelta(seconds=1))


def test_working_days_make_a_share_and_plain_time_makes_none(house):
    clocks = clocks_of(house.offered())
    later = NOON + timedelta(days=1)
    shares = dict(zip([clock.kind for clock in clocks], shares_used(clocks, at=later), strict=True))
    assert shares == {"accept": pytest.approx(0.3, abs=0.1), "complete": None}


def test_many_leads_ask_once_and_none_at_all_ask_nothing(house):
    numbers = [house.offered().pk for _again in range(3)]
    with CaptureQueriesContext(connection) as captured:
        assert set(clocks_of_each(numbers)) == set(numbers)
        assert clocks_of_each([]) == {}
    assert len(captured) == 1
