"""The calendar: day, week and month, moved appointments, colleagues' busy times, and the feed."""

import pytest
from django.test import Client
from django.urls import reverse

from leadwright.activities.models import Activity
from leadwright.people.models import User
from tests.activities.making import plan
from tests.makers import House, make_lead, moment
from tests.tasks.making import complete, make_task

WEEK = "/calendar/?view=week&day=2026-03-03"


@pytest.fixture
def ann(house: House, enter) -> Client:
    return enter(house.ann)


def test_an_appointment_stands_in_day_week_and_month_at_its_quarter(house: House, ann: Client) -> None:
    plan(None, house.ann, "appointment", subject="Walk through", end="2026-03-03T16:30:00+01:00")
    page = ann.get(WEEK).text
    assert ("Walk through" in page, "ev q32 d6 by-meeting" in page, "15:00–16:30" in page) == (
        True,
        True,
        True,
    )
    for view in ("day", "month"):
        assert "Walk through" in ann.get(f"/calendar/?view={view}&day=2026-03-03").text
    assert "Walk through" not in ann.get("/calendar/?day=2026-03-10").text


def test_an_open_task_stands_in_the_calendar_of_whoever_is_in_charge_as_a_deadline(
    house: House, ann: Client, enter
) -> None:
    task = make_task(house.bob, user=house.ann.email, subject="Prepare the offer")
    page = ann.get(WEEK).text
    assert f'href="/tasks/{task.pk}/"' in page
    assert ("Prepare the offer" in page, "17:30" in page) == (True, True)
    assert "Prepare the offer" not in enter(house.bob).get(WEEK).text
    complete(task, house.ann)
    assert "Prepare the offer" not in ann.get(WEEK).text


def test_deadlines_days_off_and_what_overlaps_are_told_apart(house: House, ann: Client) -> None:
    make_lead(house.ann, expected_completion_at="2026-03-05T12:00:00+01:00")
    plan(None, house.ann, "call")
    plan(None, house.ann, "meeting")
    page = ann.get(WEEK).text
    assert "Complete by" in page
    assert ("d2 by-call l" in page or "d2 by-call r" in page, page.count('class="day closed')) == (True, 2)


def test_a_colleague_is_busy_and_nothing_more_is_told(house: House, ann: Client, enter) -> None:
    plan(None, house.bob, "meeting", subject="Secret of Bob", place="Hotel")
    page = ann.get(f"{WEEK}&with={house.bob.email}").text
    assert ("d2 busy" in page, "Secret of Bob" in page, "Hotel" in page) == (True, False, False)
    plan(None, house.cas, "meeting")
    assert "d2 busy" not in ann.get(f"{WEEK}&with={house.cas.email}").text


def test_an_appointment_is_moved_as_the_script_sends_it(house: House, ann: Client) -> None:
    visit = plan(None, house.ann, "meeting", end="2026-03-03T16:00:00+01:00")
    assert ann.post(f"/activities/{visit.pk}/put-off/", {"to": "2026-03-04T10:15"}).status_code == 303
    moved = Activity.objects.get(pk=visit.pk)
    assert (moved.starts_at, moved.ends_at) == (moment("2026-03-04 10:15"), moment("2026-03-04 11:15"))


def test_the_subscription_is_made_shown_once_fetched_without_sign_in_and_revoked(
    house: House, ann: Client
) -> None:
    plan(None, house.ann, "meeting", subject="Walk through")
    page = ann.post("/calendar/feed/").text
    path = page[page.index("/calendar/feed/cal_") :].split('"')[0]
    answer = Client().get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert Client().get(path, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert path not in ann.get("/calendar/feed/").text
    ann.post("/calendar/feed/", {"act": "revoke"})
    assert Client().get(path).status_code == 404
    assert Client().get(reverse("calendar-file", args=["cal_guess"])).status_code == 404


@pytest.mark.parametrize(
    "query", ["view=year", "day=tomorrow", "day=9999-12-31", "with=nobody", "day=0001-01-01"]
)
def test_an_odd_address_shows_a_calendar_all_the_same(house: House, ann: Client, query: str) -> None:
    assert ann.get(f"/calendar/?{query}").status_code == 200


def test_what_lasts_over_midnight_stands_on_each_of_its_days_as_far_as_it_lasts(
    house: House, ann: Client
) -> None:
    plan(None, house.ann, "meeting", when="2026-03-03T18:00:00+01:00", end="2026-03-05T08:30:00+01:00")
    page = ann.get(WEEK).text
    assert (
        "ev q44 d4 by-meeting" in page,
        "ev q0 d48 by-meeting" in page,
        "ev q0 d6 by-meeting" in page,
    ) == (True,) * 3


@pytest.mark.parametrize(
    ("zone", "when", "day", "row"),
    [
        ("Europe/Brussels", "2026-03-29T14:00:00+02:00", "2026-03-29", 28),
        ("America/Los_Angeles", "2026-11-01T09:30:00-08:00", "2026-11-01", 10),
        ("America/Los_Angeles", "2026-03-03T18:30:00-08:00", "2026-03-03", 46),
        ("Asia/Kolkata", "2026-03-03T10:15:00+05:30", "2026-03-03", 13),
    ],
)
def test_an_appointment_stands_on_its_day_and_hour_in_each_zone_also_when_clocks_change(
    house: House, enter, zone: str, when: str, day: str, row: int
) -> None:
    User.objects.filter(pk=house.ann.pk).update(time_zone=zone)
    plan(None, house.ann, "meeting", when=when)
    assert f"ev q{row} d2 by-meeting" in enter(house.ann).get(f"/calendar/?view=day&day={day}").text
