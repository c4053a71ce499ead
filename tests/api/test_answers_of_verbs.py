"""What a verb answers is what a GET of the lead says afterwards, though it is made of the lead that was locked."""

from typing import Any

import pytest

from tests.api.conftest import Talk
from tests.makers import House

MOVING = ("time_to_completion", "time_overdue")
PRINTERS = {
    "description": "printers",
    "source": "website",
    "target_amount": {"amount": "7", "currency": "EUR"},
}


def same(client: Talk, answer: Any) -> Any:
    """Expect that a GET says the same as an answer; returns the lead."""
    lead = answer.json()
    stored = client.get(f"/leads/{lead['number']}").json()
    assert {**stored, **dict.fromkeys(MOVING)} == {**lead, **dict.fromkeys(MOVING)}
    return lead


def confirmed(lead: Any, house: House, **more: Any) -> dict[str, Any]:
    contact = lead["contact"]["id"]
    return {"description": "wants an offer", "contact": contact, "owner": house.ann.email} | more


def test_a_lead_on_its_way_to_the_end(house: House):
    ann, number = Talk(house.ann), house.offered().pk
    lead = same(ann, ann.post(f"/leads/{number}/accept"))
    same(ann, ann.post(f"/leads/{number}/accept"))
    same(ann, ann.post(f"/leads/{number}/start"))
    same(ann, ann.post(f"/leads/{number}/extend", PRINTERS))
    lead = same(
        ann, ann.post(f"/leads/{number}/qualify", confirmed(lead, house) | {"outcome": "opportunity"})
    )
    change = {"description": "more", "comment": "mine", "priority": 3, "contact_email": "own@x.example"}
    lead = same(ann, ann.patch(f"/leads/{number}", change, If_Match=f'"{lead["version"]}"'))
    deal = {"deal_segment": "office", "deal_value": {"amount": "500.5", "currency": "EUR"}}
    same(ann, ann.post(f"/leads/{number}/win", deal))


@pytest.mark.parametrize("verb", ["lose", "cancel"])
def test_a_lead_that_comes_to_nothing(house: House, verb: str):
    ann, number = Talk(house.ann), house.accepted().pk
    same(ann, ann.post(f"/leads/{number}/{verb}", {"reason": "price"} if verb == "lose" else {}))


@pytest.mark.parametrize("verb", ["offer", "withdraw", "reject"])
def test_a_lead_that_is_handed_to_and_fro(house: House, verb: str):
    dina, number = Talk(house.dina), house.offered().pk
    if verb == "reject":
        Talk(house.ann).post(f"/leads/{number}/reject", {"reason": "too far"})
        assert dina.get(f"/leads/{number}").json()["acceptance"] == "REJECTED"
    else:
        same(dina, dina.post(f"/leads/{number}/{verb}", {"unit": house.u2.pk} if verb == "offer" else {}))


def test_a_new_lead_with_all_that_can_be_said_of_it(house: House):
    ann = Talk(house.ann)
    person = {"kind": "person", "name": "New Person", "email": "np@example.org", "vat_rate": "21"}
    sent = PRINTERS | {"type": "partner-lead", "unit": house.ann.unit_id, "comment": "hot", "contact": person}
    lead = same(ann, ann.post("/leads", sent))
    same(ann, ann.post(f"/leads/{lead['number']}/accept"))
    same(ann, ann.post(f"/leads/{lead['number']}/assign", {"owner": house.bob.email}))
