"""An answer that is given again is given to who still has the rights of then, and kept by no cache."""

import pytest

from leadwright.api.models import Repeatable
from leadwright.leads.models import Lead
from leadwright.people.models import User
from tests.api.conftest import Talk
from tests.makers import House, change_rights

NEW = {
    "type": "partner-lead",
    "description": "wants twenty printers",
    "contact": {"kind": "company", "name": "Customer", "email": "info@customer.example"},
}
KEY = {"Idempotency_Key": "one"}


def again(user: User, path: str, body: object = None) -> int:
    """Send a request that was sent before; return the status of the answer."""
    answer = Talk(User.objects.get(pk=user.pk)).post(path, body, **KEY)
    assert answer.headers["Cache-Control"].endswith("no-store")
    return answer.status_code


@pytest.mark.parametrize(
    ("lost", "status"),
    [
        ({}, 200),
        ({"lead_accept": "none"}, 403),
        ({"lead_view": "own"}, 404),
        ({"lead_see_deal": "none"}, 403),
    ],
)
def test_an_answer_about_a_lead_asks_again_for_right_and_reach(house: House, lost, status) -> None:
    path = f"/leads/{house.offered().pk}/accept"
    assert Talk(house.ann).post(path, **KEY).status_code == 200
    Lead.objects.update(owner=house.bob)
    change_rights(house.ann, **lost)
    assert again(house.ann, path) == status


def test_an_answer_about_a_new_lead_asks_again(house: House) -> None:
    body = NEW | {"unit": house.u1.pk}
    assert Talk(house.ann).post("/leads", body, **KEY).status_code == 201
    assert again(house.ann, "/leads", body) == 201
    change_rights(house.ann, lead_view="own")
    assert again(house.ann, "/leads", body) == 404
    assert Lead.objects.count() == 1


def test_an_act_that_took_the_lead_out_of_reach_is_still_answered_again(house: House) -> None:
    path, body = f"/leads/{house.offered().pk}/reject", {"reason": "too far"}
    assert Talk(house.ann).post(path, body, **KEY).status_code == 200
    assert again(house.ann, path, body) == 200


def test_an_answer_about_a_contact_asks_again(house: House) -> None:
    assert Talk(house.ann).post("/contacts", NEW["contact"], **KEY).status_code == 201
    assert again(house.ann, "/contacts", NEW["contact"]) == 201
    change_rights(house.ann, contact_create="none")
    assert again(house.ann, "/contacts", NEW["contact"]) == 403
    change_rights(house.ann, contact_create="organisation", contact_view="none")
    assert again(house.ann, "/contacts", NEW["contact"]) == 404


def test_an_answer_about_several_leads_asks_again(house: House) -> None:
    body = {"verb": "cancel", "leads": [house.queued().pk]}
    assert Talk(house.dina).post("/leads/bulk", body, **KEY).status_code == 200
    assert again(house.dina, "/leads/bulk", body) == 200
    change_rights(house.dina, lead_cancel="none")
    assert again(house.dina, "/leads/bulk", body) == 403


def test_an_answer_from_before_rights_were_noted_asks_for_all_of_them(house: House) -> None:
    path = f"/leads/{house.offered().pk}/accept"
    Talk(house.ann).post(path, **KEY)
    Repeatable.objects.update(held=None)
    assert again(house.ann, path) == 200
    change_rights(house.ann, lead_accept="none")
    assert again(house.ann, path) == 403


@pytest.mark.parametrize(
    "path", ["/leads", "/leads/9", "/nowhere", "/me", "/leads?limit=x", "/leads?strange=1"]
)
def test_no_answer_is_kept_by_a_cache(house: House, path: str) -> None:
    for client in (Talk(house.ann), Talk(None)):
        assert client.get(path).headers["Cache-Control"].endswith("no-store")
