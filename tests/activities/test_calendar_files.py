"""Calendar files: a feed that two parsers read, invitations, and the answers to them."""

from datetime import UTC, datetime, timedelta

import vobject
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from leadwright.activities.actions import subscribe, unsubscribe
from leadwright.activities.ics import Appointment, Guest, calendar_file, invitation
from leadwright.activities.models import Activity, CalendarSubscription
from leadwright.activities.subscriptions import (
    activity_named,
    appointment_of,
    calendar_of,
    subscriber_of,
    uid_of,
)
from leadwright.history.models import Entry
from tests.activities.making import plan
from tests.makers import NOON, House, make_lead

START = datetime(2026, 3, 3, 14, tzinfo=UTC)
TITLES = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=200)


def appointment(title: str = "Third site", **more: object) -> Appointment:
    usual = {"uid": "activity-7@localhost", "starts_at": START, "ends_at": START + timedelta(hours=1)}
    return Appointment(**(usual | {"title": title, "changed_at": START} | more))


@given(TITLES, TITLES)
def test_two_parsers_read_the_same_of_any_text(title: str, place: str) -> None:
    content = calendar_file("Ann", [appointment(title, place=place, remind_minutes=15)])
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    second = vobject.readOne(content.decode()).vevent
    assert str(event["summary"]) == second.summary.value
    assert (event["dtstart"].dt, second.dtstart.value.astimezone(UTC)) == (START, START)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_an_invitation_asks_each_guest_for_an_answer_and_a_withdrawal_says_so() -> None:
    guests = [Guest("Lotte Janssens", "lotte@example.org")]
    asked = invitation(appointment(), organizer=("Ann", "ann@example.org"), guests=guests, method="REQUEST")
    withdrawn = invitation(
        appointment(is_cancelled=True, sequence=1),
        organizer=("Ann", "ann@example.org"),
        guests=guests,
        method="CANCEL",
    )
    first, second = (vobject.readOne(content.decode()) for content in (asked, withdrawn))
    assert (first.method.value, second.method.value, second.vevent.status.value) == (
        "REQUEST",
        "CANCEL",
        "CANCELLED",
    )
    assert first.vevent.attendee.value == "mailto:lotte@example.org"
    assert first.vevent.attendee.params["RSVP"] == ["TRUE"]


def test_the_calendar_holds_appointments_and_deadlines_of_its_user_alone(house: House) -> None:
    lead = make_lead(house.ann)
    visit = plan(lead, house.ann, "appointment", subject="Walk through the warehouse", remind=60)
    plan(None, house.bob, "meeting", subject="Not of Ann")
    content = calendar_of(house.ann, at=NOON).decode()
    events = {str(event["uid"]): event for event in Calendar.from_ical(content).walk("VEVENT")}
    assert str(events[uid_of(visit)]["summary"]).startswith("Walk through the warehouse: Customer")
    assert "TRIGGER:-PT1H" in content
    assert any(uid.startswith(f"lead-{lead.pk}-") for uid in events)
    assert "Not of Ann" not in content


def test_the_secret_is_kept_as_a_digest_and_a_new_one_closes_the_former(house: House) -> None:
    first = subscribe(house.ann, at=NOON)
    assert CalendarSubscription.objects.get().digest not in first
    assert subscriber_of(first, at=NOON) == house.ann
    second = subscribe(house.ann, at=NOON)
    assert (subscriber_of(first, at=NOON), subscriber_of(second, at=NOON)) == (None, house.ann)
    house.ann.is_active = False
    house.ann.save()
    assert subscriber_of(second, at=NOON) is None


def test_each_new_address_and_each_revoking_of_it_stands_in_the_history_of_its_user(house: House) -> None:
    subscribe(house.ann, at=NOON)
    assert (unsubscribe(house.ann, at=NOON), unsubscribe(house.ann, at=NOON)) == (True, False)
    written = Entry.objects.about("user", house.ann.pk).filter(fact__startswith="calendar.")
    assert list(written.order_by("pk").values_list("fact", flat=True)) == [
        "calendar.published",
        "calendar.withdrawn",
    ]


def test_a_calendar_of_very_many_asks_a_constant_number_of_queries(
    house: House, django_assert_max_num_queries
) -> None:
    visit = plan(None, house.ann)
    copies = [
        Activity(**{**_plain(visit), "starts_at": visit.starts_at + timedelta(minutes=n)})
        for n in range(5_000)
    ]
    Activity.objects.bulk_create(copies, batch_size=1_000)
    with django_assert_max_num_queries(5):
        content = calendar_of(house.ann, at=NOON)
    assert content.count(b"BEGIN:VEVENT") == 5_000


def _plain(visit: Activity) -> dict[str, object]:
    names = [field.attname for field in Activity._meta.concrete_fields if not field.primary_key]
    return {name: getattr(visit, name) for name in names}


def test_an_event_is_named_alike_in_all_files(house: House) -> None:
    visit = plan(None, house.ann)
    assert activity_named(uid_of(visit)) == visit.pk
    strange = ("x", "activity-7@elsewhere.example", "activity-x@localhost", "")
    assert [activity_named(uid) for uid in strange] == [None] * 4
    assert appointment_of(visit).sequence == 0
