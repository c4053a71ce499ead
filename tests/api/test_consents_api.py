"""Consents over JSON: read them at any moment, write them once, take the proof along."""

import pytest

from leadwright.consent.models import Event
from leadwright.foundation.clock import now
from leadwright.messages.models import Message
from tests.consent.telling import CELL, DAY, say
from tests.makers import NOON, make_contact

GIVEN = CELL | {"act": "given", "source": "website"}


@pytest.fixture
def eva(house):
    """Return a person whom partner P knows."""
    return make_contact(house.ann, kind="person", name="Eva", email="eva@example.org")


def state_in(answer) -> str:
    items = answer.json()["items"]
    return next(item["state"] for item in items if all(item[name] == CELL[name] for name in CELL))


def test_what_is_written_is_told_with_its_cell(house, talk, eva):
    answer = talk(house.ann).post(f"/contacts/{eva.pk}/consents", GIVEN)
    assert answer.status_code == 201
    assert answer.json()["cell"]["state"] == "yes"
    read = talk(house.ann).get(f"/contacts/{eva.pk}/consents")
    assert (len(read.json()["items"]), state_in(read)) == (36, "yes")
    assert read.json()["events"][0]["source"] == "website"


def test_the_states_of_an_earlier_day_can_be_read(house, talk, eva):
    say("given", eva, by=house.ann, at=NOON)
    say("withdrawn", eva, by=house.ann, at=NOON + DAY)
    client = talk(house.ann)
    days = ("2026-03-01", "2026-03-02", "2026-03-03T12:00:00%2B01:00")
    read = [state_in(client.get(f"/contacts/{eva.pk}/consents?at={day}")) for day in days]
    assert read == ["unknown", "yes", "no"]


@pytest.mark.parametrize("at", ["soon", "2026-02-30", "0001-01-01", "2026-03-01T12:00:00", "%00", "9" * 200])
def test_a_moment_that_is_none_names_its_field(house, talk, eva, at):
    answer = talk(house.ann).get(f"/contacts/{eva.pk}/consents?at={at}")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == "/at"


def test_the_same_key_writes_once(house, talk, eva):
    client = talk(house.ann)
    answers = [
        client.post(f"/contacts/{eva.pk}/consents", GIVEN, Idempotency_Key="one") for _time in range(2)
    ]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[1]["Idempotent-Replayed"] == "true"
    assert Event.objects.count() == 1


def test_asking_to_confirm_waits_and_mails(house, talk, eva):
    answer = talk(house.ann).post(f"/contacts/{eva.pk}/consents", GIVEN | {"confirm": True})
    assert answer.json()["cell"]["state"] == "awaiting"
    assert Message.objects.filter(kind="confirm_consent", address="eva@example.org").exists()


def test_each_wrong_field_is_named(house, talk, eva):
    wrong = {"channel": "fax", "sender": 1, "purpose": [], "act": "given", "at": "x", "wording": "y"}
    answer = talk(house.ann).post(f"/contacts/{eva.pk}/consents", wrong)
    assert answer.status_code == 422
    named = {row["pointer"] for row in answer.json()["errors"]}
    assert named == {"/channel", "/sender", "/purpose", "/source", "/at", "/wording"}
    unknown = talk(house.ann).post(f"/contacts/{eva.pk}/consents", GIVEN | {"state": "yes"})
    assert unknown.json()["code"] == "FIELD_UNKNOWN"


def test_others_than_the_owner_read_states_and_nothing_else(house, talk):
    lent = make_contact(house.dina, kind="person", name="Lent", email="lent@example.org")
    say("given", lent, by=house.dina, source="secret source", at=NOON)
    house.offered(contact=lent)
    client = talk(house.ann)
    read = client.get(f"/contacts/{lent.pk}/consents")
    assert state_in(read) == "yes"
    assert "secret" not in read.content.decode()
    assert client.post(f"/contacts/{lent.pk}/consents", GIVEN).status_code == 403
    assert client.get(f"/contacts/{lent.pk}/consents/proof").status_code == 403
    assert talk(house.cas).get(f"/contacts/{lent.pk}/consents").status_code == 404


def test_the_proof_holds_every_event_and_its_hash(house, talk, eva):
    say("given", eva, by=house.ann, at=NOON)
    say("objected", eva, by=house.ann, at=now())
    proof = talk(house.ann).get(f"/contacts/{eva.pk}/consents/proof").json()
    assert [row["act"] for row in proof["events"]] == ["given", "objected"]
    assert all(len(row["entry"]["hash"]) == 64 for row in proof["events"])


def test_the_lists_tell_what_can_be_sent(house, talk):
    data = talk(house.nina).get("/consent-lists").json()
    assert [row["code"] for row in data["senders"]] == ["dealer", "importer", "brand"]
    assert [row["code"] for row in data["channels"]] == ["email", "sms", "phone", "post"]
    assert {row["language"] for row in data["purposes"][0]["wordings"]} == {"en", "nl"}
