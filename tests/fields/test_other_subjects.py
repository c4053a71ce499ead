"""Own fields of contacts and accounts: given, read, narrowed by, traced, merged and erased as those of leads."""

from typing import Any

from leadwright.accounts.actions import open_account
from leadwright.contacts.actions import merge, unmerge
from tests.accounts.converting import DATA as ACCOUNT
from tests.makers import NOON, House, make_contact


def make(talk, user, subject: str, key: str, kind: str = "text", **more: Any) -> int:
    body = {"subject": subject, "key": key, "kind": kind, "label": key.title(), "filterable": True} | more
    answer = talk(user).post("/fields", body)
    assert answer.status_code == 201, answer.content
    return int(answer.json()["id"])


def test_a_contact_is_entered_with_values_and_found_by_them(house: House, talk) -> None:
    make(talk, house.dina, "contact", "floor", "integer")
    body = {"name": "Acme", "kind": "company", "email": "a@acme.example", "fields": {"floor": 3}}
    made = talk(house.dina).post("/contacts", body)
    assert (made.status_code, made.json()["fields"]) == (201, {"floor": 3})
    listed = talk(house.dina).get("/contacts?field.floor.from=2").json()["items"]
    assert [row["id"] for row in listed] == [made.json()["id"]]
    assert talk(house.dina).get("/contacts?field.floor.from=4").json()["items"] == []


def test_a_wrong_value_of_a_contact_is_refused_at_its_place(house: House, talk) -> None:
    make(talk, house.dina, "contact", "floor", "integer")
    body = {"name": "Acme", "kind": "company", "email": "a@acme.example", "fields": {"floor": "x", "roof": 1}}
    answer = talk(house.dina).post("/contacts", body)
    assert answer.status_code == 422
    assert {(row["pointer"], row["code"]) for row in answer.json()["errors"]} == {
        ("/fields/floor", "FIELD_INVALID"),
        ("/fields/roof", "FIELD_UNKNOWN"),
    }


def test_a_borrower_knows_the_fields_that_are_for_both(house: House, talk) -> None:
    make(talk, house.dina, "contact", "common")
    make(talk, house.dina, "contact", "inner", sees="sender")
    make(talk, house.dina, "contact", "own_secret")
    values = {"common": "seen", "inner": "hidden", "own_secret": "hidden"}
    contact = make_contact(house.dina, fields=values)
    house.accepted(contact=contact)
    answer = talk(house.ann).get(f"/contacts/{contact.pk}").json()
    assert answer["fields"] == {"common": "seen"}
    assert talk(house.ann).get("/contacts?field.inner=hidden").json()["items"] == []


def test_a_change_of_a_contact_is_told_in_its_history_in_words(house: House, talk) -> None:
    make(talk, house.dina, "contact", "member", "boolean")
    contact = make_contact(house.dina)
    talk(house.dina).patch(f"/contacts/{contact.pk}", {"fields": {"member": True}}, If_Match="1")
    history = talk(house.dina).client
    history.force_login(house.dina, backend="leadwright.config.sign_in.ByAddress")
    text = history.get(f"/contacts/{contact.pk}/").content.decode()
    assert "Member" in text
    assert "Yes" in text


def test_a_merger_unites_values_and_can_be_undone(house: House, talk) -> None:
    pk = str(make(talk, house.dina, "contact", "floor", "integer"))
    other = str(make(talk, house.dina, "contact", "roof", "integer"))
    first = make_contact(house.dina, fields={"floor": 1})
    second = make_contact(house.dina, fields={"floor": 2, "roof": 3})
    survivor = merge(first.pk, other=second.pk, by=house.dina, at=NOON)
    assert survivor.own_fields == {pk: 1, other: 3}
    unmerge(first.pk, by=house.dina, at=NOON)
    first.refresh_from_db()
    assert first.own_fields == {pk: 1}


def test_an_account_has_fields_too(house: House, talk) -> None:
    make(talk, house.dina, "account", "terms")
    account = open_account(make_contact(house.dina).pk, ACCOUNT, by=house.dina, at=NOON)
    body = {"fields": {"terms": "net 30"}}
    changed = talk(house.dina).patch(f"/accounts/{account.pk}", body, If_Match="1")
    assert (changed.status_code, changed.json()["fields"]) == (200, body["fields"])
    listed = talk(house.dina).get("/accounts?field.terms=NET").json()["items"]
    assert [row["number"] for row in listed] == [account.pk]
