"""Computed fields: stored when a row is written, reckoned by the worker when the expression is new."""

import pytest

from leadwright.fields.computing import compute_stale
from leadwright.fields.models import OwnField
from leadwright.leads import actions
from tests.fields.test_lists import make, numbers
from tests.makers import NOON, House, fresh, make_contact, make_lead


def value(lead, key: str):
    return fresh(lead).own_fields.get(str(OwnField.objects.get(key=key).pk))


def test_a_result_is_stored_with_what_it_follows_from(house: House, talk) -> None:
    make(talk, house.dina, "area", "integer")
    make(talk, house.dina, "price", "money")
    make(talk, house.dina, "total", "money", expression="area * price")
    given = {"area": 3, "price": {"amount": "12.50", "currency": "EUR"}}
    lead = make_lead(house.dina, fields=given)
    assert value(lead, "total") == {"amount": "37.50", "currency": "EUR"}
    data = {"fields": {"area": 4}}
    actions.edit(lead.pk, data, by=house.dina, at=NOON, version=lead.version)
    assert value(lead, "total") == {"amount": "50.00", "currency": "EUR"}
    assert numbers(talk, house.dina, "field.total.from=50") == [lead.pk]


def test_shipped_fields_can_be_named(house: House, talk) -> None:
    make(talk, house.dina, "weighted", "money", expression="target_amount * success_rate / 100")
    lead = make_lead(house.dina, target_amount={"amount": "1000"}, success_rate=25)
    assert value(lead, "weighted") == {"amount": "250.00", "currency": "EUR"}
    data = {"success_rate": 50}
    actions.edit(lead.pk, data, by=house.dina, at=NOON, version=lead.version)
    assert value(lead, "weighted") == {"amount": "500.00", "currency": "EUR"}


def test_rows_of_before_are_reckoned_by_the_worker(house: House, talk) -> None:
    make(talk, house.dina, "area", "integer")
    leads = [make_lead(house.dina, fields={"area": number}) for number in (1, 2)]
    make(talk, house.dina, "double", "decimal", expression="area * 2")
    assert [value(lead, "double") for lead in leads] == [None, None]
    assert compute_stale() == 2
    assert [value(lead, "double") for lead in leads] == ["2", "4"]
    assert compute_stale() == 0


def test_nobody_fills_a_computed_field_in(house: House, talk) -> None:
    make(talk, house.dina, "fixed", "decimal", expression="1 + 1")
    lead = make_lead(house.dina)
    answer = talk(house.dina).patch(f"/leads/{lead.pk}", {"fields": {"fixed": "3"}}, If_Match="1")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "FIELD_READ_ONLY")


@pytest.mark.parametrize(
    ("kind", "expression", "because"),
    [
        ("decimal", "area *", "7"),
        ("decimal", "nothing + 1", "nothing"),
        ("money", "area * 2", "gives"),
        ("decimal", "inner + 1", "inner"),
        ("decimal", "target_amount / target_amount", "target_amount"),
        ("decimal", "__import__('os')", ""),
    ],
)
def test_what_cannot_be_reckoned_is_refused_when_it_is_saved(house, talk, kind, expression, because) -> None:
    make(talk, house.dina, "area", "integer")
    make(talk, house.dina, "inner", "integer", sees="sender")
    body = {"subject": "lead", "key": "sum", "kind": kind, "label": "Sum", "expression": expression}
    answer = talk(house.dina).post("/fields", body)
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert error["pointer"] == "/expression"
    assert because in error["detail"]


def test_contacts_reckon_too(house: House, talk) -> None:
    body = {"subject": "contact", "key": "age", "kind": "integer", "label": "Age"}
    talk(house.dina).post("/fields", body)
    grown = body | {"key": "grown", "kind": "boolean", "expression": "age >= 18"}
    assert talk(house.dina).post("/fields", grown).status_code == 201
    contact = make_contact(house.dina, fields={"age": 20})
    assert contact.own_fields[str(OwnField.objects.get(key="grown").pk)] is True
