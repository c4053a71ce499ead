"""A field that was removed, and a person who was erased, leave no value behind in any table of the database."""

from typing import Any

import pytest

from leadwright.accounts.actions import edit as edit_account
from leadwright.accounts.actions import open_account
from leadwright.contacts.actions import edit as edit_contact
from leadwright.contacts.actions import merge
from leadwright.privacy.erasing import erase
from leadwright.privacy.register import IMPERSONAL
from tests.accounts.converting import DATA
from tests.makers import NOON, House, change_rights, fresh, make_contact, make_lead
from tests.privacy.planting import where

MARK, FORMER, DEFAULT, OTHER = "Quokkaword", "Axolotlword", "Narwhalword", "Pangolinword"
VALUES = {
    "text": (MARK, FORMER),
    "long_text": (f"one\n{MARK}", FORMER),
    "url": (f"https://{MARK}.example/a", f"https://{FORMER}.example/a"),
}


def make(talk, user, subject: str, kind: str, **more: Any) -> int:
    body = {"subject": subject, "key": "hint", "kind": kind, "label": "Hint"} | more
    answer = talk(user).post("/fields", body)
    assert answer.status_code == 201, answer.content
    return int(answer.json()["id"])


def remove(talk, user, field: int) -> None:
    talk(user).post(f"/fields/{field}/retire")
    assert talk(user).post(f"/fields/{field}/purge", {"confirm": True}).status_code == 200


@pytest.mark.parametrize("kind", VALUES)
def test_a_removed_field_of_leads_is_nowhere(house: House, talk, kind: str) -> None:
    field = make(talk, house.dina, "lead", kind, searchable=True, filterable=kind != "long_text")
    now, before = VALUES[kind]
    body = {"type": "partner-lead", "description": "chairs", "contact": {"id": make_contact(house.dina).pk}}
    made = talk(house.dina).post("/leads", body | {"fields": {"hint": before}}, Idempotency_Key="first")
    assert made.status_code == 201, made.content
    path = f"/leads/{made.json()['number']}"
    assert talk(house.dina).patch(path, {"fields": {"hint": now}}, If_Match="1").status_code == 200
    assert {"leads_lead.own_fields", "leads_lead.search", "history_value.value"} <= where(MARK, FORMER)
    remove(talk, house.dina, field)
    assert where(MARK, FORMER) == set()
    again = talk(house.dina).post("/leads", body | {"fields": {"hint": before}}, Idempotency_Key="first")
    assert again.json()["number"] == made.json()["number"]


def test_a_removed_field_of_contacts_is_nowhere_and_what_was_merged_has_none(house: House, talk) -> None:
    field = make(talk, house.dina, "contact", "text", filterable=True)
    contact = make_contact(house.dina, fields={"hint": FORMER})
    twin = make_contact(house.dina, fields={"hint": MARK})
    edit_contact(contact.pk, by=house.dina, at=NOON, version=1, fields={"hint": f"{FORMER} again"})
    merge(contact.pk, other=twin.pk, by=house.dina, at=NOON)
    assert "contacts_contact.own_fields" in where(MARK, FORMER)
    remove(talk, house.dina, field)
    assert where(MARK, FORMER) == set()


def test_a_removed_field_of_customers_is_nowhere(house: House, talk) -> None:
    field = make(talk, house.dina, "account", "text", filterable=True)
    account = open_account(make_contact(house.dina).pk, DATA, by=house.dina, at=NOON)
    edit_account(account.pk, {"fields": {"hint": MARK}}, by=house.dina, at=NOON, version=1)
    remove(talk, house.dina, field)
    assert where(MARK) == set()


def test_a_removed_field_of_closed_activities_is_nowhere(house: House, talk) -> None:
    field = make(talk, house.dina, "activity", "text", filterable=True)
    body = {"kind": "call", "state": "done", "lead": make_lead(house.dina).pk, "fields": {"hint": MARK}}
    assert talk(house.dina).post("/activities", body, Idempotency_Key="first").status_code == 201
    assert {"activities_activity.own_fields", "history_value.value"} <= where(MARK)
    remove(talk, house.dina, field)
    assert where(MARK) == set()


def test_of_a_removed_field_stays_what_says_nothing_about_anybody(house: House, talk) -> None:
    field = make(talk, house.dina, "lead", "text", default=DEFAULT)
    make_lead(house.dina)
    assert talk(house.dina).patch(f"/fields/{field}", {"default": "other"}).status_code == 200
    remove(talk, house.dina, field)
    assert where(DEFAULT) <= IMPERSONAL
    assert where(DEFAULT) == {"history_entry.details"}


def test_what_holds_values_of_another_field_of_that_name_keeps_them(house: House, talk) -> None:
    field = make(talk, house.dina, "lead", "text")
    make(talk, house.dina, "contact", "text")
    body = {"kind": "company", "name": "Acme", "email": "a@acme.example", "fields": {"hint": OTHER}}
    made = talk(house.dina).post("/contacts", body, Idempotency_Key="second")
    remove(talk, house.dina, field)
    again = talk(house.dina).post("/contacts", body, Idempotency_Key="second")
    assert (again.json(), again.headers["Idempotent-Replayed"]) == (made.json(), "true")


@pytest.mark.parametrize("is_personal", [True, False])
def test_erasing_a_person_takes_personal_values_alone(house: House, talk, is_personal: bool) -> None:
    change_rights(house.dina, privacy_manage="organisation")
    for subject in ("lead", "contact", "account"):
        make(talk, house.dina, subject, "text", personal=is_personal, filterable=True)
    contact = make_contact(house.dina, kind="person", fields={"hint": FORMER})
    edit_contact(contact.pk, by=house.dina, at=NOON, version=1, fields={"hint": MARK})
    lead = make_lead(house.dina, contact=contact, fields={"hint": FORMER})
    edited = talk(house.dina).patch(
        f"/leads/{lead.pk}", {"fields": {"hint": MARK}}, If_Match=str(fresh(lead).version)
    )
    assert edited.status_code == 200, edited.content
    account = open_account(contact.pk, DATA, by=house.dina, at=NOON)
    edit_account(account.pk, {"fields": {"hint": MARK}}, by=house.dina, at=NOON, version=1)
    erase([contact.pk], by=house.dina, at=NOON)
    left = where(MARK, FORMER)
    assert (left == set()) is is_personal, left
    assert is_personal or {"leads_lead.own_fields", "contacts_contact.own_fields"} <= left
