"""Hostile values in fields of each kind by the API: stored exactly, or refused by name; never a fault, never half."""

from typing import Any

import pytest

from leadwright.accounts.actions import open_account
from leadwright.contacts.models import Contact
from leadwright.fields.facets import unequal
from leadwright.fields.models import OwnField
from leadwright.fields.subjects import Subject
from leadwright.leads.models import Lead
from tests.accounts.converting import DATA as ACCOUNT
from tests.fields.hostile import KINDS, TEXTS, VALUES, choices_for, is_exactly, some, stored
from tests.fields.test_other_subjects import make
from tests.makers import NOON, House, make_contact, make_lead

PATHS = {"lead": "leads", "contact": "contacts", "account": "accounts"}


def field_on(talk, house: House, subject: str, kind: str) -> OwnField:
    """Return a field of a kind that lists are narrowed by where they can be."""
    pk = make(talk, house.dina, subject, "mine", kind, filterable=kind != "long_text", **choices_for(kind))
    return OwnField.objects.get(pk=pk)


def row_on(house: House, subject: str) -> Any:
    """Return a row that has own fields."""
    if subject == "lead":
        return make_lead(house.dina)
    contact = make_contact(house.dina)
    return contact if subject == "contact" else open_account(contact.pk, ACCOUNT, by=house.dina, at=NOON)


def named_in(answer: Any) -> set[str]:
    """Return what the errors of an answer name."""
    return {error["pointer"] for error in answer.json()["errors"]}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("subject", PATHS)
def test_each_value_is_stored_exactly_or_refused_by_its_name(house: House, talk, subject, kind) -> None:
    field, row, dina = field_on(talk, house, subject, kind), row_on(house, subject), talk(house.dina)
    for value in some(VALUES, kind, 2 if subject == "lead" else 6):
        before = (row.own_fields, row.version)
        body = {"fields": {"mine": value}}
        answer = dina.patch(f"/{PATHS[subject]}/{row.pk}", body, If_Match=str(row.version))
        row.refresh_from_db()
        assert answer.status_code in (200, 422), (value, answer.content[:300])
        if answer.status_code == 422:
            assert named_in(answer) == {"/fields/mine"}, value
            assert (row.own_fields, row.version) == before
        else:
            assert is_exactly(kind, stored(field, row.own_fields), value), (value, row.own_fields)
    assert unequal(Subject(subject)) == 0


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("subject", "model"), [("lead", Lead), ("contact", Contact)])
def test_a_new_row_has_exactly_the_value_or_is_not_made(house: House, talk, subject, model, kind) -> None:
    field, dina, contact = field_on(talk, house, subject, kind), talk(house.dina), make_contact(house.dina)
    lead = {"type": "partner-lead", "contact": {"id": contact.pk}, "description": "x", "confirm_new": True}
    usual = lead if subject == "lead" else {"kind": "company", "name": "Acme"}
    for place, value in enumerate(some(VALUES, kind, 6)):
        number = model.objects.count()
        more = {} if subject == "lead" else {"email": f"{place}@acme.example"}
        answer = dina.post(f"/{PATHS[subject]}", usual | more | {"fields": {"mine": value}})
        assert answer.status_code in (201, 422), (value, answer.content[:300])
        if answer.status_code == 422:
            assert (named_in(answer), model.objects.count()) == ({"/fields/mine"}, number), value
        else:
            row = model.objects.latest("pk")
            assert is_exactly(kind, stored(field, row.own_fields), value), (value, row.own_fields)


@pytest.mark.parametrize("kind", KINDS)
def test_a_default_is_kept_exactly_or_refused_by_its_name(house: House, talk, kind: str) -> None:
    field, dina = field_on(talk, house, "lead", kind), talk(house.dina)
    for value in some(VALUES, kind):
        before = field.default
        answer = dina.patch(f"/fields/{field.pk}", {"default": value})
        field.refresh_from_db()
        assert answer.status_code in (200, 422), (value, answer.content[:300])
        if answer.status_code == 422:
            assert (named_in(answer), field.default) == ({"/default"}, before), value
        else:
            held = stored(field, {str(field.pk): field.default})
            assert is_exactly(kind, held, value, currency=""), (value, held)


TOLD = {"label": "labels", "help": "helps", "section": "sections", "unit": "unit"}


@pytest.mark.parametrize("part", TOLD)
def test_what_a_field_is_called_is_kept_exactly_or_refused_by_its_name(house: House, talk, part) -> None:
    field, dina = field_on(talk, house, "lead", "text"), talk(house.dina)
    for value in (*VALUES, *({"en": text} for text in TEXTS), {"xx": "a"}, {"en": 1}, {"en": ["a"]}):
        before = getattr(field, TOLD[part])
        answer = dina.patch(f"/fields/{field.pk}", {part: value})
        field.refresh_from_db()
        held = getattr(field, TOLD[part])
        assert answer.status_code in (200, 422), (value, answer.content[:300])
        if answer.status_code == 422:
            assert {name.split("/")[1] for name in named_in(answer)} == {part}, value
            assert held == before
        else:
            said = held if part == "unit" else held.get("en")
            assert is_exactly("text", said or None, value.get("en") if isinstance(value, dict) else value), (
                value
            )


@pytest.mark.parametrize("name", ["code", "label", "retired"])
def test_a_choice_is_kept_exactly_or_refused_by_its_name(house: House, talk, name: str) -> None:
    field, dina = field_on(talk, house, "lead", "choice"), talk(house.dina)
    for value in VALUES:
        choice = {"code": "normal", "label": {"en": "Normal"}} | {name: value}
        answer = dina.patch(f"/fields/{field.pk}", {"choices": [choice, {"code": "other"}]})
        assert answer.status_code in (200, 422), (value, answer.content[:300])
        if answer.status_code == 422:
            assert {place.split("/")[1] for place in named_in(answer)} == {"choices"}, value
            continue
        row = field.choice_rows.get(code=choice["code"] if name != "code" else value)
        held = {"code": row.code, "label": row.labels.get("en"), "retired": row.is_retired}[name]
        assert held == (trimmed_label(value) if name == "label" else value), value


def trimmed_label(value: Any) -> str:
    """Return the label of a choice: of one without any, its code."""
    return value.replace("\u200b", "").strip() or "normal" if isinstance(value, str) else "normal"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "long_text"])
@pytest.mark.parametrize("subject", PATHS)
def test_a_filter_takes_a_value_or_refuses_it_by_its_name(house: House, talk, subject, kind) -> None:
    field_on(talk, house, subject, kind)
    dina = talk(house.dina)
    for value in some(TEXTS, kind, 2 if subject == "lead" else 8):
        query = {"field.mine": value[:5000]}
        answer = dina.client.get(f"/api/v1/{PATHS[subject]}", query, headers=dina.headers)
        assert answer.status_code in (200, 400), (value[:40], answer.content[:200])
        if answer.status_code == 400:
            assert named_in(answer) == {"/field/mine"}, value[:40]


@pytest.mark.parametrize("subject", PATHS)
def test_a_search_finds_or_is_refused_by_its_name(house: House, talk, subject) -> None:
    pk = make(talk, house.dina, subject, "mine", filterable=False, searchable=subject == "lead")
    row, dina = row_on(house, subject), talk(house.dina)
    for value in TEXTS:
        type(row).objects.filter(pk=row.pk).update(own_fields={str(pk): "plain"})
        answer = dina.client.get(f"/api/v1/{PATHS[subject]}", {"q": value[:5000]}, headers=dina.headers)
        assert answer.status_code in (200, 400), (value[:40], answer.content[:200])
        if answer.status_code == 400:
            assert named_in(answer) == {"/q"}, value[:40]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "long_text"])
def test_a_row_is_found_by_each_value_that_it_took(house: House, talk, kind: str) -> None:
    _field, lead, dina = field_on(talk, house, "lead", kind), make_lead(house.dina), talk(house.dina)
    largest = {"integer": [10**15], "decimal": ["999999999999999.999999", "-0.000001"]}.get(kind, ())
    for value in (*some(VALUES, kind), *largest):
        lead.refresh_from_db()
        body = {"fields": {"mine": value}}
        answer = dina.patch(f"/leads/{lead.pk}", body, If_Match=str(lead.version))
        said = answer.json()["fields"]["mine"] if answer.status_code == 200 else None
        if said is None or kind in ("date", "datetime"):
            continue
        for part in said if isinstance(said, list) else [said]:
            text = f"{part['amount']} {part['currency']}" if isinstance(part, dict) else str(part)[:100]
            query = {"field.mine": text, "state": "any"}
            listed = dina.client.get("/api/v1/leads", query, headers=dina.headers).json()
            assert [row["number"] for row in listed.get("items", ())] == [lead.pk], (value, listed)
