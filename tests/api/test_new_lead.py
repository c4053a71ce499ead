"""The way to a new lead through the API: search, enter, confirm, extend, and who takes part."""

import pytest

from leadwright.contacts.models import Contact
from leadwright.leads.models import Lead
from leadwright.people.models import Profile
from tests.makers import House, make_contact, make_lead

NEW = {"type": "partner-lead", "description": "wants electric van", "source": "showroom"}


def body(house: House, contact: object, **more: object) -> dict[str, object]:
    return NEW | {"owner": house.ann.email, "contact": contact} | more


def test_a_known_contact_is_found_by_its_name_and_linked(house, talk):
    contact = make_contact(house.ann, name="Peeters NV")
    ann = talk(house.ann)
    result = ann.get("/contacts?q=peeters").json()["items"]
    answer = ann.post("/leads", body(house, {"id": result[0]["id"]}))
    assert (answer.status_code, answer.json()["contact"]["id"]) == (201, contact.pk)


@pytest.mark.parametrize("channel", [{"email": "jan@peeters.example"}, {"phone": "+32 2 555 01 02"}])
def test_a_new_contact_needs_a_channel_and_is_linked(house, talk, channel):
    ann, jan = talk(house.ann), {"kind": "person", "name": "Jan", "birth_date": "2000-06-15"}
    answer = ann.post("/leads", body(house, jan))
    assert (answer.status_code, answer.json()["code"]) == (422, "CONTACT_CHANNEL_REQUIRED")
    assert ann.post("/leads", body(house, jan | channel)).json()["contact"]["name"] == "Jan"
    assert Contact.objects.count() == 1


def test_a_register_number_is_a_companys_and_a_birth_date_a_persons(house, talk):
    ann, reached = talk(house.ann), {"name": "X", "email": "x@x.example"}
    for strange in (
        {"title": "company", "birth_date": "2000-06-15"},
        {"title": "mr", "register_number": "1"},
    ):
        assert ann.post("/leads", body(house, reached | strange)).status_code == 422


def test_the_leads_that_there_are_have_to_be_confirmed(house, talk):
    lead, ann = make_lead(house.ann, source="showroom"), talk(house.ann)
    answer = ann.post("/leads", body(house, {"id": lead.contact_id}))
    data = answer.json()
    assert (answer.status_code, data["code"]) == (409, "CONFIRM_NEW_REQUIRED")
    assert [(row["number"], row["same_source"]) for row in data["leads"]] == [(lead.pk, True)]
    assert ann.post("/leads", body(house, {"id": lead.contact_id}, confirm_new=True)).status_code == 201


def test_a_lead_is_extended(house, talk):
    lead, ann = make_lead(house.ann), talk(house.ann)
    answer = ann.post(f"/leads/{lead.pk}/extend", {"description": "two more", "source": "phone"})
    assert answer.status_code == 200
    assert [(row["description"], row["source"]) for row in answer.json()["interests"]] == [
        ("two more", "phone")
    ]
    assert ann.post(f"/leads/{lead.pk}/extend", {}).status_code == 422


def test_contacts_are_added_changed_and_taken_off(house, talk):
    lead, ann = make_lead(house.ann), talk(house.ann)
    new = {"person": {"name": "Els", "email": "els@x.example"}, "person_role": "buyer"}
    added = ann.post(f"/leads/{lead.pk}/parties", new)
    assert (added.status_code, added.json()["person"]["name"]) == (201, "Els")
    line = f"/leads/{lead.pk}/parties/{added.json()['id']}"
    assert ann.patch(line, {"main": True, "person_role": None}).json()["main"] is True
    listed = ann.get(f"/leads/{lead.pk}/parties").json()["items"]
    assert [row["main"] for row in listed] == [True, False]
    assert ann.ask("DELETE", line).json()["count"] == 1
    last = ann.ask("DELETE", f"/leads/{lead.pk}/parties/{listed[1]['id']}")
    assert (last.status_code, last.json()["code"]) == (409, "LAST_CONTACT")


@pytest.mark.parametrize(
    "odd", [{}, {"contact": "x"}, {"contact": 2**70}, {"person": []}, {"role": 5, "contact": 1}]
)
def test_what_is_no_contact_is_refused_by_name(house, talk, odd):
    lead = make_lead(house.ann)
    answer = talk(house.ann).post(f"/leads/{lead.pk}/parties", odd)
    assert answer.status_code == 422
    assert answer.json()["errors"]


@pytest.mark.parametrize("odd", [5, "x", [5], [{"contact": 2**70}], [{"contact": {"name": 5}}], [{"x": 1}]])
def test_odd_parties_of_a_new_lead_store_nothing(house, talk, odd):
    contact = {"name": "New", "email": "info@new.example"}
    assert talk(house.ann).post("/leads", body(house, contact, parties=odd)).status_code == 422
    assert not Contact.objects.exists()


def test_without_the_permission_a_lead_is_refused_and_with_it_made_at_once(house, talk):
    contact, ann = make_contact(house.ann), talk(house.ann)
    profile = Profile.objects.get(code="portal-writer")
    given = profile.permissions
    Profile.objects.filter(pk=profile.pk).update(permissions=given | {"lead.create": "none"})
    answer = ann.post("/leads", body(house, {"id": contact.pk}))
    assert (answer.status_code, answer.json()["code"]) == (403, "PERMISSION_DENIED")
    Profile.objects.filter(pk=profile.pk).update(permissions=given)
    assert ann.post("/leads", body(house, {"id": contact.pk})).status_code == 201
    assert Lead.objects.count() == 1
