"""The list of notifications on both faces."""

import re

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leadwright.leads import actions as leads
from leadwright.leads.models import Lead
from leadwright.notifications import actions
from leadwright.notifications.kinds import Kind
from leadwright.notifications.models import Notification
from leadwright.notifications.standing import standing_of
from tests.api.conftest import Talk
from tests.makers import NOON, House, make_lead
from tests.tasks.making import make_task


@pytest.fixture
def ann(house: House) -> Client:
    """Return Ann, who is signed in."""
    client = Client()
    client.force_login(house.ann, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_the_list_comes_in_pages_and_is_narrowed_to_what_was_not_read(house: House) -> None:
    numbers = [house.offered().pk for _time in range(3)]
    talk = Talk(house.ann)
    first = talk.get("/notifications?limit=2").json()
    second = talk.get(f"/notifications?limit=2&cursor={first['next']}").json()
    assert [item["lead"] for item in first["items"] + second["items"]] == numbers[::-1]
    read = talk.post(f"/notifications/{first['items'][0]['id']}/read").json()
    assert read["read_at"]
    for value, count in (("true", 1), ("false", 2), ("", 3)):
        assert len(talk.get(f"/notifications?read={value}").json()["items"]) == count
    assert talk.post("/notifications/read").json() == {"marked": 2}
    assert talk.get("/notifications?read=false").json()["items"] == []


def test_anothers_notification_is_not_there(house: House) -> None:
    house.offered()
    row = Notification.objects.get(user=house.ann)
    assert Talk(house.bob).post(f"/notifications/{row.pk}/read").status_code == 404
    row.refresh_from_db()
    assert row.read_at is None


def test_a_line_is_read_by_its_button_and_all_by_one(house: House, ann: Client) -> None:
    for _time in range(2):
        house.offered()
    page = ann.get("/notifications/").text
    buttons = re.findall(r'action="(/notifications/\d+/read/)"', page)
    assert len(buttons) == 2
    assert ann.post(buttons[0]).status_code == 303
    assert ann.get("/notifications/").text.count("A lead is offered to you") == 1
    assert ann.post("/notifications/read/").status_code == 303
    assert "Everything is read" in ann.get("/notifications/").text
    assert ann.get("/notifications/?read=any").text.count("A lead is offered to you") == 2


def test_the_frame_counts_what_is_not_read_up_to_ninety_nine(house: House, ann: Client) -> None:
    assert "<b>1</b>" not in ann.get("/preferences/").text
    lead = house.offered()
    assert "<b>1</b>" in ann.get("/preferences/").text
    rows = [
        Notification(key=f"more:{number}", user=house.ann, kind="offered", at=NOON, lead=lead)
        for number in range(120)
    ]
    Notification.objects.bulk_create(rows)
    assert "<b>99+</b>" in ann.get("/preferences/").text


def test_more_notifications_cost_no_more_queries(house: House, ann: Client) -> None:
    house.offered()
    few = queries(ann, "/notifications/")
    for _time in range(4):
        leads.write_note(make_lead(house.bob).pk, {"text": "@Ann"}, by=house.bob, at=NOON)
        house.offered()
    assert queries(ann, "/notifications/") == few


def test_the_choice_is_made_on_a_page(house: House, ann: Client) -> None:
    sent = {"listed": ["mail"], "gathered": ["mentioned"], "quiet_from": "20:00", "quiet_to": "07:00"}
    assert ann.post("/notifications/choice/", sent).status_code == 303
    choice = actions.choice_of(house.ann)
    assert choice.gathered == ["mentioned"]
    assert choice.unlisted == sorted(set(Kind.values) - {"mail"})
    page = ann.get("/notifications/choice/").text
    assert 'value="20:00"' in page
    assert ann.post("/notifications/choice/", sent | {"quiet_to": ""}).status_code == 422


def test_what_is_not_read_is_counted_as_the_list_shows_it_whatever_lies_out_of_reach(house: House) -> None:
    numbers = [house.offered().pk for _time in range(4)]
    leads.write_note(make_lead(house.bob).pk, {"text": "@Ann"}, by=house.bob, at=NOON)
    make_task(house.adm, user=house.ann.email)
    Lead.objects.filter(pk__in=[numbers[0], numbers[3]]).update(deleted_at=NOON)
    shown = Notification.objects.in_list(house.ann).unread().count()
    assert 0 < shown < Notification.objects.filter(user=house.ann).unread().count()
    assert standing_of(house.ann, NOON).unread == shown
