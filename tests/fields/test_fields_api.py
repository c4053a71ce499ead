"""Own fields through the API: made, given values, read by whoever may know them."""

import pytest

from leadwright.accounts.actions import open_account
from leadwright.fields.facets import unequal
from leadwright.fields.subjects import Subject
from tests.accounts.converting import DATA as ACCOUNT
from tests.activities.making import plan
from tests.makers import NOON, House, make_contact, make_lead
from tests.tasks.making import make_task

CHOICES = [{"code": "normal", "label": {"en": "Normal"}}, {"code": "reverse", "label": {"en": "Reverse"}}]
SCHEME = {
    "subject": "lead",
    "key": "vat_scheme",
    "kind": "choice",
    "label": {"en": "VAT scheme"},
    "choices": CHOICES,
    "filterable": True,
}


def test_a_configurator_makes_a_field_for_all(house: House, talk) -> None:
    answer = talk(house.dina).post("/fields", SCHEME)
    assert answer.status_code == 201
    assert answer.json()["organisation"] is None
    (listed,) = talk(house.ann).get("/fields").json()["items"]
    assert (listed["key"], [row["code"] for row in listed["choices"]]) == (
        "vat_scheme",
        ["normal", "reverse"],
    )


def test_a_value_is_given_and_read(house: House, talk) -> None:
    talk(house.dina).post("/fields", SCHEME)
    lead = make_lead(house.dina)
    changed = talk(house.dina).patch(f"/leads/{lead.pk}", {"fields": {"vat_scheme": "reverse"}}, If_Match="1")
    assert changed.status_code == 200, changed.content
    assert talk(house.dina).get(f"/leads/{lead.pk}").json()["fields"] == {"vat_scheme": "reverse"}


def test_an_unknown_key_is_refused_by_its_name(house: House, talk) -> None:
    lead = make_lead(house.dina)
    answer = talk(house.dina).patch(f"/leads/{lead.pk}", {"fields": {"vat_schem": "x"}}, If_Match="1")
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert (error["code"], error["pointer"]) == ("FIELD_UNKNOWN", "/fields/vat_schem")


def test_a_company_admin_makes_a_field_of_its_own(house: House, talk) -> None:
    own = {"subject": "lead", "key": "own_note", "kind": "text", "label": "Our note", "personal": False}
    assert talk(house.adm).post("/fields", own).status_code == 201
    assert [row["key"] for row in talk(house.bob).get("/fields").json()["items"]] == ["own_note"]
    assert talk(house.dina).get("/fields").json()["items"] == []
    assert talk(house.adm).post("/fields", own | {"key": "note"}).status_code == 403


def test_a_partners_and_a_vendors_own_field_are_unknown_to_each_other(house: House, talk) -> None:
    for maker in (house.adm, house.dina):
        own = {"subject": "lead", "key": "own_note", "kind": "text", "label": "Our note"}
        assert talk(maker).post("/fields", own).status_code == 201
    lead = house.accepted()
    for user, text in ((house.ann, "of the partner"), (house.dina, "of the vendor")):
        version = talk(user).get(f"/leads/{lead.pk}").json()["version"]
        body = {"fields": {"own_note": text}}
        answer = talk(user).patch(f"/leads/{lead.pk}", body, If_Match=str(version))
        assert answer.status_code in (200, 403), answer.content
    assert talk(house.ann).get(f"/leads/{lead.pk}").json()["fields"] == {"own_note": "of the partner"}
    assert "of the partner" not in talk(house.dina).get(f"/leads/{lead.pk}").content.decode()
    assert "of the partner" not in talk(house.dina).get(f"/leads/{lead.pk}/history").content.decode()
    said = talk(house.ann).get(f"/leads/{lead.pk}/history").json()["items"][0]
    (change,) = said["changes"]
    assert (change["label"], change["before"], change["after"]) == ("Our note", "", "of the partner")


def test_a_field_is_required_from_a_status_on(house: House, talk) -> None:
    talk(house.dina).post("/fields", SCHEME | {"required_from": ["in-contact"]})
    lead = house.accepted()
    refused = talk(house.ann).post(f"/leads/{lead.pk}/start", {"status": "in-contact"})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/fields/vat_scheme")


def test_a_field_is_purged_with_its_values(house: House, talk) -> None:
    pk = talk(house.dina).post("/fields", SCHEME).json()["id"]
    lead = make_lead(house.dina, fields={"vat_scheme": "reverse"})
    assert lead.own_fields
    assert talk(house.dina).post(f"/fields/{pk}/purge").json()["code"] == "FIELD_IN_FORCE"
    assert talk(house.dina).post(f"/fields/{pk}/retire").json()["retired"] is True
    asked = talk(house.dina).post(f"/fields/{pk}/purge")
    assert (asked.status_code, asked.json()["code"]) == (409, "CONFIRM_PURGE_REQUIRED")
    assert talk(house.dina).post(f"/fields/{pk}/purge", {"confirm": 1}).json() == {"rows": 1}
    lead.refresh_from_db()
    assert lead.own_fields == {}


@pytest.mark.parametrize("subject", list(Subject))
def test_facets_follow_the_rows_when_a_field_becomes_filterable(house: House, talk, subject: Subject) -> None:
    body = {"subject": subject, "key": "hint", "kind": "text", "label": "Hint"}
    pk = talk(house.dina).post("/fields", body).json()["id"]
    lead = make_lead(house.dina, contact=make_contact(house.dina))
    account = open_account(lead.contact_id, ACCOUNT, by=house.dina, at=NOON)
    for row in (lead, lead.contact, account, plan(None, house.dina), make_task(house.dina)):
        row.own_fields = {str(pk): "Blue"}
        row.save(update_fields=["own_fields"])
    assert talk(house.dina).patch(f"/fields/{pk}", {"filterable": True}).status_code == 200
    assert unequal(subject) == 0
    lists = {"lead": "leads", "contact": "contacts", "account": "accounts", "activity": "activities"}
    path = f"/{lists.get(subject, 'tasks')}?{'state=any&' if subject == Subject.LEAD else ''}"
    assert len(talk(house.dina).get(f"{path}field.hint=blu").json()["items"]) == 1


def test_what_is_there_already_is_not_held_to_a_field_that_was_made_later(house: House, talk) -> None:
    lead = make_lead(house.dina)
    talk(house.dina).post("/fields", SCHEME | {"required_from": [lead.status.code]})
    answer = talk(house.dina).patch(f"/leads/{lead.pk}", {"description": "new words"}, If_Match="1")
    assert answer.status_code == 200


def test_a_required_value_is_not_emptied_where_it_is_required(house: House, talk) -> None:
    lead = make_lead(house.dina)
    talk(house.dina).post("/fields", SCHEME | {"required_from": [lead.status.code]})
    dina = talk(house.dina)
    dina.patch(f"/leads/{lead.pk}", {"fields": {"vat_scheme": "reverse"}}, If_Match="1")
    answer = dina.patch(f"/leads/{lead.pk}", {"fields": {"vat_scheme": None}}, If_Match="2")
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert (error["code"], error["pointer"]) == ("FIELD_REQUIRED", "/fields/vat_scheme")


def test_a_new_choice_costs_no_value(house: House, talk) -> None:
    dina = talk(house.dina)
    pk = dina.post("/fields", SCHEME | {"kind": "choices"}).json()["id"]
    lead = make_lead(house.dina, fields={"vat_scheme": ["reverse", "normal"]})
    more = [{"code": "margin", "label": {"en": "Margin"}}, *CHOICES]
    assert dina.patch(f"/fields/{pk}", {"choices": more}).status_code == 200
    assert set(dina.get(f"/leads/{lead.pk}").json()["fields"]["vat_scheme"]) == {"normal", "reverse"}
    assert unequal(Subject.LEAD) == 0


def test_choices_that_are_sent_as_they_were_read_stay_retired(house: House, talk) -> None:
    dina = talk(house.dina)
    pk = dina.post("/fields", SCHEME).json()["id"]
    read = dina.patch(f"/fields/{pk}", {"choices": CHOICES[:1]}).json()["choices"]
    again = dina.patch(f"/fields/{pk}", {"choices": read}).json()["choices"]
    assert [(row["code"], row["retired"]) for row in again] == [("normal", False), ("reverse", True)]


def test_why_a_field_cannot_depend_on_another_is_said(house: House, talk) -> None:
    dina, body = talk(house.dina), {"subject": "lead", "kind": "integer"}
    dina.post("/fields", body | {"key": "a", "label": "A"})
    dina.post("/fields", body | {"key": "b", "label": "B", "shown_if": {"field": "a"}})
    circle = {"key": "c", "kind": "decimal", "label": "C", "expression": "b + 1"}
    assert dina.post("/fields", body | circle).status_code == 201
    pks = {row["key"]: row["id"] for row in dina.get("/fields").json()["items"]}
    for key, other, because in (("a", "b", "circle"), ("a", "z", "no field"), ("b", "c", "circle")):
        answer = dina.patch(f"/fields/{pks[key]}", {"shown_if": {"field": other}})
        assert because in answer.json()["errors"][0]["detail"]
