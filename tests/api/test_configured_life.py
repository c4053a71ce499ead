"""The settings as leads meet them through the API: definitions, types, limits, parts that are switched off."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from leadwright.leads.actions import configuration_lists
from leadwright.leads.actions.configuring import change
from leadwright.leads.configuration.blueprint import Arrow, Audience
from leadwright.leads.configuration.rows import stored
from leadwright.leads.models import LeadDefinition
from leadwright.people.models import User
from tests.makers import NOON, House, make_contact, make_lead, make_user

AT = datetime(2026, 3, 3, 9, tzinfo=UTC)


@pytest.fixture
def vera(house: House) -> User:
    """Return the administrator of the installation."""
    return make_user("vera", unit=house.dina.unit, profile="administrator")


def body(house: House, kind: str = "partner-lead") -> dict[str, object]:
    contact = {"id": make_contact(house.ann).pk}
    return {"type": kind, "description": "wants vans", "owner": house.ann.email, "contact": contact}


def test_without_an_active_definition_nothing_can_be_done_but_reading(house, talk):
    lead, waiting, ann = make_lead(house.ann), house.offered(), talk(house.ann)
    LeadDefinition.objects.update(is_active=False)
    answers = [
        ann.post("/leads", body(house)),
        ann.patch(f"/leads/{lead.pk}", {"description": "x"}, If_Match=f'"{lead.version}"'),
        ann.post(f"/leads/{waiting.pk}/accept"),
        ann.post(f"/leads/{lead.pk}/win"),
    ]
    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [
        (409, "NO_ACTIVE_DEFINITION")
    ] * 4
    assert ann.get(f"/leads/{lead.pk}").status_code == 200


def test_another_definition_becomes_active_and_the_former_inactive_at_once(house, talk, vera):
    configuration_lists.add_definition({"en": "Extra"}, by=vera, at=AT)
    configuration_lists.activate("E", by=vera, at=AT)
    assert list(LeadDefinition.objects.filter(is_active=True).values_list("code", flat=True)) == ["E"]
    assert talk(house.ann).post("/leads", body(house)).status_code == 201


def test_a_type_that_the_definition_does_not_list_is_refused(house, talk, vera):
    configuration_lists.add_type({"en": "Xtra"}, by=vera, at=AT)
    answer = talk(house.ann).post("/leads", body(house, "X"))
    assert (answer.status_code, answer.json()["code"]) == (422, "TYPE_NOT_ALLOWED")
    definition = stored().definitions[0]
    configuration_lists.put_definition(replace(definition, types=(*definition.types, "X")), by=vera, at=AT)
    assert talk(house.ann).post("/leads", body(house, "X")).status_code == 201


def test_a_way_that_is_limited_to_a_unit_is_open_to_that_unit_only(house, talk, vera):
    unit = frozenset({f"{house.partner.name} / GP / U1"})
    rows = [Arrow(start="new", end="in-contact", audience=Audience(units=unit))]
    change(configuration_lists.put_transitions("partner-lead", ("new", "in-contact"), rows), by=vera, at=NOON)
    lead = make_lead(house.ann)
    refused = talk(house.bob).post(f"/leads/{lead.pk}/start", {"status": "in-contact"})
    assert (refused.status_code, refused.json()["code"]) == (409, "TRANSITION_NOT_ALLOWED")
    started = talk(house.ann).post(f"/leads/{lead.pk}/start", {"status": "in-contact"})
    assert (started.status_code, started.json()["state"]) == (200, "IN_PROGRESS")


def test_a_part_that_is_switched_off_is_not_there_from_the_next_request_on(house, talk, vera):
    contact, ann = make_contact(house.ann), talk(house.ann)
    address = f"/contacts/{contact.pk}/consents"
    for off, expected in ((["consents"], (404, "FEATURE_OFF")), ([], (200, None))):
        configuration_lists.switch_off(off, by=vera, at=AT)
        answer = ann.get(address)
        assert (answer.status_code, answer.json().get("code")) == expected
