"""Estimate and expected completion move each other; what is left and what is overdue follow from them."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadwright.clocks.models import Clock
from leadwright.history.models import Entry
from leadwright.leads import actions
from leadwright.leads.dates import time_overdue, time_to_completion
from leadwright.leads.estimate import UNITS, estimate_between, expected_after
from leadwright.leads.models import Lead
from tests.makers import BRUSSELS, House, fresh, make_lead, moment, qualify, refused

START = moment("2026-03-02 09:00")
MOMENTS = st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2030, 1, 1))
ZONE = "Europe/Brussels"


def five_days(house: House) -> Lead:
    return make_lead(house.ann, at=START, estimate={"amount": 5, "unit": "days"})


def edited(lead: Lead, house: House, **data: object) -> Lead:
    return actions.edit(lead.pk, data, by=house.ann, at=START, version=fresh(lead).version)


def test_expected_completion_follows_the_estimate_and_the_estimate_follows_it(house: House) -> None:
    lead = five_days(house)
    assert lead.expected_completion_at == moment("2026-03-07 09:00")
    later = edited(lead, house, expected_completion_at="2026-03-12T09:00:00+01:00")
    assert later.estimate == "10 days"
    assert edited(lead, house, estimate={"amount": 2, "unit": "weeks"}).expected_completion_at == moment(
        "2026-03-16 09:00"
    )


def test_what_is_left_and_what_is_overdue_follow_from_the_moment(house: House) -> None:
    lead = edited(five_days(house), house, expected_completion_at=moment("2026-03-12 09:00"))
    before, after = moment("2026-03-10 09:00"), moment("2026-03-13 09:00")
    assert (time_to_completion(lead, before), time_overdue(lead, before)) == (timedelta(days=2), None)
    assert (time_to_completion(lead, after), time_overdue(lead, after)) == (None, timedelta(days=1))
    due = lead.expected_completion_at
    assert (time_to_completion(lead, due), time_overdue(lead, due)) == (None, None)


@pytest.mark.parametrize(("day", "late"), [("05", 0), ("09", 2)])
def test_a_completed_lead_keeps_how_late_it_was(house: House, day: str, late: int) -> None:
    lead, far = five_days(house), moment("2026-06-01 09:00")
    won = actions.win(lead.pk, by=house.ann, at=moment(f"2026-03-{day} 09:00"))
    assert (time_to_completion(won, START), time_overdue(won, far)) == (None, timedelta(days=late))


def test_a_cancelled_lead_is_neither_in_time_nor_late(house: House) -> None:
    gone = actions.cancel(five_days(house).pk, by=house.ann, at=START)
    assert (time_to_completion(gone, START), time_overdue(gone, moment("2026-06-01 09:00"))) == (None, None)


def test_both_at_once_have_to_agree(house: House) -> None:
    lead = five_days(house)
    ten = {"amount": 10, "unit": "days"}
    with refused("FIELD_INVALID", "expected_completion_at"):
        edited(lead, house, estimate=ten, expected_completion_at=moment("2026-03-13 09:00"))
    both = edited(lead, house, estimate=ten, expected_completion_at=moment("2026-03-12 09:00"))
    assert both.estimate == "10 days"


@pytest.mark.parametrize(
    "wrong",
    [
        "5 days",
        ["days"],
        {"amount": 5},
        {"amount": 5, "unit": "fortnights"},
        {"amount": 5, "unit": ["days"]},
        {"amount": 0, "unit": "days"},
        {"amount": -1, "unit": "days"},
        {"amount": 1.5, "unit": "days"},
        {"amount": None, "unit": "days"},
        {"amount": 10**30, "unit": "days"},
        {"amount": 999_999, "unit": "years"},
        {"amount": 8_000, "unit": "years"},
        {"amount": 999_999, "unit": "months"},
    ],
)
def test_an_estimate_that_makes_no_sense_is_refused(house: House, wrong: object) -> None:
    with refused("FIELD_INVALID", "estimate"):
        make_lead(house.ann, estimate=wrong)


def test_a_lead_is_not_expected_to_end_before_it_began(house: House) -> None:
    with refused("FIELD_INVALID", "expected_completion_at"):
        edited(five_days(house), house, expected_completion_at=moment("2026-03-01 09:00"))


def test_the_same_values_again_change_nothing(house: House) -> None:
    lead = five_days(house)
    same = {"estimate": {"amount": 5, "unit": "days"}, "expected_completion_at": lead.expected_completion_at}
    assert edited(lead, house, **same).version == lead.version


def test_the_change_of_both_is_kept_in_history(house: House) -> None:
    edited(five_days(house), house, expected_completion_at=moment("2026-03-12 09:00"))
    changes = Entry.objects.filter(fact="lead.edited").latest("pk").details["changes"]
    assert changes["estimate"] == ["5 days", "10 days"]
    assert set(changes) == {"estimate", "expected_completion_at"}


def test_the_last_clock_follows_the_estimate(house: House) -> None:
    lead = five_days(house)
    edited(lead, house, estimate={"amount": 2, "unit": "weeks"})
    running = Clock.objects.running().about("lead", [lead.pk]).get(kind="complete")
    assert running.due_at == moment("2026-03-16 09:00")


def test_the_clock_of_a_nurtured_lead_stays_when_its_date_moves(house: House) -> None:
    lead = qualify(five_days(house), "nurture", by=house.ann, at=START)
    moved = edited(lead, house, estimate={"amount": 3, "unit": "months"})
    assert (moved.estimate, moved.next_due_kind) == ("3 months", "review")


def test_a_lead_from_before_estimates_shows_what_its_dates_say(house: House) -> None:
    lead = five_days(house)
    Lead.objects.filter(pk=lead.pk).update(estimate_amount=None, estimate_unit="")
    assert fresh(lead).estimate == "5 days"


@pytest.mark.parametrize(
    ("start", "end", "estimate"),
    [
        ("2026-01-31 09:00", "2026-02-28 09:00", (1, "months")),
        ("2024-02-29 09:00", "2025-02-28 09:00", (1, "years")),
        ("2026-03-02 09:00", "2026-03-16 09:00", (2, "weeks")),
        ("2026-03-02 09:00", "2026-03-12 09:00", (10, "days")),
        ("2026-03-28 09:00", "2026-03-29 09:00", (1, "days")),
        ("2026-03-02 09:00", "2026-03-02 12:00", (3, "hours")),
        ("2026-03-02 09:00", "2026-03-03 09:20", (1460, "minutes")),
        ("2026-03-02 09:00", "2026-03-02 09:00", (0, "minutes")),
    ],
)
def test_the_largest_unit_that_says_it_exactly(start: str, end: str, estimate: tuple[int, str]) -> None:
    assert estimate_between(moment(start), moment(end), time_zone=ZONE) == estimate


@given(start=MOMENTS, amount=st.integers(1, 400), unit=st.sampled_from(UNITS))
@settings(max_examples=300)
def test_there_and_back_is_the_same_moment(start: datetime, amount: int, unit: str) -> None:
    begun = start.replace(tzinfo=BRUSSELS, second=0, microsecond=0)
    end = expected_after(begun, amount, unit, time_zone=ZONE)
    again = estimate_between(begun, end, time_zone=ZONE)
    back = expected_after(begun, *again, time_zone=ZONE)
    assert back.timestamp() == end.timestamp()
