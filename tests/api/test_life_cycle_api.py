"""The acts of the life cycle through the API: what each needs, and what it leaves."""

from datetime import timedelta

import pytest

from leadwright.foundation.clock import now
from leadwright.leads.models import Category, Lead, LeadType
from leadwright.people.actions.areas import add_area
from tests.makers import NOON, fresh, make_contact, make_group, make_lead


def test_work_starts_when_all_that_is_required_is_there_and_only_once(house, talk):
    ann, lead = talk(house.ann), make_lead(house.ann)
    type(lead).objects.filter(pk=lead.pk).update(gaps=["description"], description="")
    answer = ann.post(f"/leads/{lead.pk}/start")
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/description")
    assert fresh(lead).state == "PENDING"
    ann.patch(f"/leads/{lead.pk}", {"description": "now known"}, If_Match=f'"{lead.version}"')
    assert ann.post(f"/leads/{lead.pk}/start").json()["state"] == "IN_PROGRESS"
    again = ann.post(f"/leads/{lead.pk}/start")
    assert (again.status_code, again.json()["code"]) == (409, "STATE_NOT_ALLOWED")


@pytest.mark.parametrize("end", ["start", "win", "lose", "cancel"])
def test_only_a_pending_lead_is_deleted(house, talk, end):
    ann, kept, gone = talk(house.ann), make_lead(house.ann), make_lead(house.ann)
    version = ann.post(f"/leads/{kept.pk}/{end}", {"reason": "price"} if end == "lose" else {}).json()[
        "version"
    ]
    answer = ann.ask("DELETE", f"/leads/{kept.pk}", If_Match=f'"{version}"')
    assert (answer.status_code, answer.json()["code"]) == (409, "STATE_NOT_ALLOWED")
    assert ann.ask("DELETE", f"/leads/{gone.pk}", If_Match=f'"{gone.version}"').status_code == 204
    assert gone.pk not in [row["number"] for row in ann.get("/leads?state=PENDING,WON").json()["items"]]
    assert ann.get(f"/leads/{gone.pk}").status_code == 404


def test_a_lead_is_lost_for_a_reason_that_the_definition_offers(house, talk):
    ann, lead = talk(house.ann), make_lead(house.ann)
    assert ann.post(f"/leads/{lead.pk}/lose").json()["code"] == "REASON_REQUIRED"
    strange = ann.post(f"/leads/{lead.pk}/lose", {"reason": "no-current-project"})
    assert (strange.status_code, strange.json()["errors"][0]["pointer"]) == (422, "/reason")
    by_hand = ann.patch(f"/leads/{lead.pk}", {"lost_reason": "price"}, If_Match=f'"{lead.version}"')
    assert by_hand.json()["code"] == "FIELD_READ_ONLY"
    lost = ann.post(f"/leads/{lead.pk}/lose", {"reason": "price"}).json()
    assert (lost["state"], lost["reason"]) == ("LOST", "price")
    assert now() - fresh(lead).completed_at < timedelta(minutes=5)


@pytest.mark.parametrize("end", ["win", "lose"])
def test_a_cancelled_lead_has_no_completion_date_and_a_completed_one_is_not_cancelled(house, talk, end):
    ann, lead, done = talk(house.ann), make_lead(house.ann), make_lead(house.ann)
    cancelled = ann.post(f"/leads/{lead.pk}/cancel").json()
    assert (cancelled["state"], cancelled["completed_at"]) == ("CANCELLED", None)
    ann.post(f"/leads/{done.pk}/{end}", {"reason": "price"})
    refused = ann.post(f"/leads/{done.pk}/cancel")
    assert (refused.status_code, refused.json()["code"]) == (409, "STATE_NOT_ALLOWED")


def test_a_lead_belongs_to_the_group_of_the_area_else_to_that_of_its_unit(house, talk):
    group = make_group(house.partner, "GL")
    add_area({"name": "Liège", "country": "BE", "city": "Liège", "group": group.pk}, by=house.adm, at=NOON)
    owned = []
    for city in ("Liège", "Gent"):
        contact = make_contact(house.ann, city=city, country="BE")
        sent = {"type": "partner-lead", "contact": {"id": contact.pk}, "owner": house.ann.email}
        owned.append(talk(house.ann).post("/leads", sent).json()["group"])
    assert owned == [group.pk, house.group.pk]


def test_a_new_lead_has_the_levels_estimate_and_status_of_its_type(house, talk):
    LeadType.objects.update(priority=3, importance=2, estimate_amount=2, estimate_unit="weeks")
    contact = make_contact(house.ann)
    sent = {"type": "partner-lead", "contact": {"id": contact.pk}, "owner": house.ann.email}
    data = talk(house.ann).post("/leads", sent).json()
    lead = Lead.objects.get(pk=data["number"])
    assert (data["priority"], data["importance"]) == (3, 2)
    assert (data["status"], data["state"]) == ("new", "PENDING")
    assert lead.expected_completion_at - lead.started_at == timedelta(weeks=2)


def test_any_category_can_be_set_unless_the_type_lists_some(house, talk):
    ann, lead = talk(house.ann), make_lead(house.ann)
    free = ann.patch(f"/leads/{lead.pk}", {"category": "private-customer"}, If_Match=f'"{lead.version}"')
    assert (free.status_code, free.json()["category"]) == (200, "private-customer")
    lead.type.categories.set(Category.objects.filter(code="business-customer"))
    other = make_lead(house.ann)
    answers = [
        ann.patch(f"/leads/{other.pk}", {"category": code}, If_Match=f'"{other.version}"').status_code
        for code in ("private-customer", "business-customer")
    ]
    assert answers == [422, 200]
