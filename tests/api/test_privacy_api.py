"""Privacy over JSON: erase, receipts, export, retention, national numbers; a stored answer brings nobody back."""

import json

import pytest

from leadwright.api.models import Repeatable
from leadwright.contacts.models import Contact, NationalNumber
from leadwright.history.models import Entry
from leadwright.people.models import SecurityEvent
from leadwright.privacy.models import Receipt
from tests.makers import NOON, make_contact, make_lead

EVA = {"kind": "person", "name": "Eva Maes", "email": "eva@x.example"}
YES = {"confirm": True}


@pytest.fixture(autouse=True)
def journal(settings, tmp_path) -> None:
    """Write erasures down in a place of the test's own."""
    settings.ERASURES = str(tmp_path / "erasures.jsonl")


@pytest.fixture
def eva(house) -> Contact:
    """Return a person whom partner P knows."""
    return make_contact(house.adm, **EVA)


@pytest.fixture
def adm(house, talk):
    """Return a client who manages the privacy of partner P."""
    return talk(house.adm)


def test_an_erasure_answers_with_its_receipt_and_the_contact_is_gone(adm, eva):
    answer = adm.post(f"/contacts/{eva.pk}/erase", YES)
    data = answer.json()
    assert (answer.status_code, data["contacts"], data["counts"]["contacts"]) == (200, [eva.pk], 1)
    assert adm.get(f"/contacts/{eva.pk}").status_code == 404
    assert adm.get(f"/privacy/receipts/{data['id']}").json() == data
    assert adm.post(f"/contacts/{eva.pk}/erase", YES).status_code == 404


def test_a_dry_run_counts_and_changes_nothing(house, adm, eva):
    make_lead(house.adm, contact=eva)
    data = adm.post(f"/contacts/{eva.pk}/erase", {"dry_run": True}).json()
    assert (data["contacts"], data["counts"]["leads"]) == ([eva.pk], 1)
    assert (Receipt.objects.count(), Contact.objects.get(pk=eva.pk).erased_at) == (0, None)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"confirm": False},
        {"confirm": "true"},
        {"confirm": 1},
        YES | {"dry_run": True},
        {"dry_run": "yes"},
    ],
)
def test_without_a_plain_yes_nothing_is_erased(adm, eva, body):
    answer = adm.post(f"/contacts/{eva.pk}/erase", body)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/confirm"
    assert not Receipt.objects.exists()


def test_a_field_that_is_unknown_is_refused(adm, eva):
    answer = adm.post(f"/contacts/{eva.pk}/erase", YES | {"sure": True})
    assert answer.json()["code"] == "FIELD_UNKNOWN"


def test_the_same_key_erases_once_and_answers_the_same(adm, eva):
    first, again = (adm.post(f"/contacts/{eva.pk}/erase", YES, Idempotency_Key="k") for _time in range(2))
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json()
    assert again["Idempotent-Replayed"] == "true"
    assert Receipt.objects.count() == 1


def test_a_stored_answer_does_not_bring_the_person_back(house, adm, talk):
    made = adm.post("/contacts", EVA, Idempotency_Key="one")
    pk = made.json()["id"]
    lead = {"type": "partner-lead", "contact": {"id": pk}, "owner": house.adm.email, "confirm_new": True}
    adm.post("/leads", lead, Idempotency_Key="two")
    adm.patch(f"/contacts/{pk}", {"name": "Ada", "email": "ada@x.example"}, If_Match='"1"')
    adm.post(f"/contacts/{pk}/erase", YES)
    again = adm.post("/contacts", EVA, Idempotency_Key="one")
    assert (again.status_code, again.json()) == (201, {"erased": True})
    assert adm.post("/leads", lead, Idempotency_Key="two").json() == {"erased": True}
    kept = b"".join(bytes(row.body) for row in Repeatable.objects.all())
    assert b"Eva" not in kept
    assert b"x.example" not in kept


def test_another_body_under_the_key_is_still_refused_after_an_erasure(adm, eva):
    adm.post(f"/contacts/{eva.pk}/erase", {"dry_run": True}, Idempotency_Key="k")
    assert adm.post(f"/contacts/{eva.pk}/erase", YES, Idempotency_Key="k").json()["code"] == "KEY_REUSED"
    assert not Receipt.objects.exists()


def test_who_may_not_erase_is_told_so(house, talk, eva):
    assert talk(house.ann).post(f"/contacts/{eva.pk}/erase", YES).status_code == 403
    assert talk(house.cas).post(f"/contacts/{eva.pk}/erase", YES).status_code == 404
    for path in ("/privacy/receipts", "/privacy/rules", "/privacy/rules/lost/due"):
        assert talk(house.ann).get(path).status_code == 403
    assert talk(house.ann).get(f"/contacts/{eva.pk}/personal-data").status_code == 403


def test_all_data_of_a_person_are_handed_out_by_place(house, adm, eva):
    make_lead(house.adm, contact=eva, description="wants chairs")
    data = adm.get(f"/contacts/{eva.pk}/personal-data").json()
    assert data["places"]["contacts"][0]["emails"] == ["eva@x.example"]
    assert data["places"]["leads"][0]["description"] == "wants chairs"


def test_asking_for_the_headers_alone_hands_out_nothing_and_is_not_recorded(adm, eva):
    answer = adm.client.head(f"/api/v1/contacts/{eva.pk}/personal-data", headers=adm.headers)
    assert (answer.status_code, answer.content) == (200, b"")
    exported = Entry.objects.filter(fact="person.exported")
    assert not exported.exists()
    adm.get(f"/contacts/{eva.pk}/personal-data")
    assert exported.count() == 1


def test_receipts_are_paged_by_key(house, adm):
    for _value in range(3):
        Receipt.objects.create(organisation=house.partner, at=NOON, reason="request", contacts=[1], counts={})
    Receipt.objects.create(organisation=house.south, at=NOON, reason="request", contacts=[1], counts={})
    first = adm.get("/privacy/receipts?limit=2").json()
    second = adm.get(f"/privacy/receipts?limit=2&cursor={first['next']}").json()
    ids = [row["id"] for row in first["items"] + second["items"]]
    assert (ids, second["next"]) == (sorted(ids, reverse=True), None)
    assert len(ids) == 3


@pytest.mark.parametrize(
    "cursor", ["x", "WyJyZWNlaXB0cyIsMSwyXQ", "WyJyZWNlaXB0cyIseyJ0IjoiMjAyNi0wMS0wMSJ9LDFd"]
)
def test_a_cursor_that_is_none_is_refused(adm, cursor):
    assert adm.get(f"/privacy/receipts?cursor={cursor}").json()["code"] == "CURSOR_INVALID"


def test_a_rule_is_set_and_counts(adm, eva):
    Contact.objects.filter(pk=eva.pk).update(updated_at=NOON)
    rule = {"subject": "unused", "months": 1, "active": False}
    assert adm.post("/privacy/rules", rule).json()["months"] == 1
    assert [row["subject"] for row in adm.get("/privacy/rules").json()["items"]] == ["unused"]
    due = adm.get("/privacy/rules/unused/due").json()
    assert (due["count"], due["items"][0]["name"]) == (1, "Eva Maes")
    assert adm.get("/privacy/rules/won/due").status_code == 404


def test_each_wrong_field_of_a_rule_is_named(adm):
    answer = adm.post("/privacy/rules", {"subject": ["lost"], "months": 10**30, "active": None})
    assert {row["pointer"] for row in answer.json()["errors"]} == {"/subject", "/months", "/active"}


NUMBER = {"number": "85.07.30-033 28", "country": "BE", "legal_basis": "Royal decree"}


def test_a_number_is_set_revealed_and_removed(adm, eva, settings):
    settings.NATIONAL_NUMBERS = True
    path = f"/contacts/{eva.pk}/national-number"
    answer = adm.post(path, NUMBER)
    assert (answer.status_code, "85073003328" in answer.text) == (200, False)
    assert adm.post(f"{path}/reveal", {}).json()["errors"][0]["pointer"] == "/password"
    known = {"password": "correct-horse-battery"}
    assert adm.post(f"{path}/reveal", known).json()["errors"][0]["pointer"] == "/reason"
    view = adm.post(f"{path}/reveal", known | {"reason": "the notary asks"}, Idempotency_Key="k")
    assert (view.json()["number"], view["Cache-Control"]) == ("85073003328", "no-store")
    assert not Repeatable.objects.exists()
    assert SecurityEvent.objects.get(code="NUMBER_REVEALED").kind == "api"
    for place in (f"/contacts/{eva.pk}", "/contacts?q=eva", f"/contacts/{eva.pk}/personal-data"):
        assert "85073003328" not in json.dumps(adm.get(place).json())
    assert adm.ask("DELETE", path).status_code == 204
    assert adm.ask("DELETE", path).status_code == 404


def test_with_the_switch_off_there_is_no_number(adm, eva):
    path = f"/contacts/{eva.pk}/national-number"
    for answer in (
        adm.post(path, NUMBER),
        adm.post(f"{path}/reveal", {"reason": "x"}),
        adm.ask("DELETE", path),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "NATIONAL_NUMBERS_OFF")
    assert not NationalNumber.objects.exists()
