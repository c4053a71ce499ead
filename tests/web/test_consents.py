"""The pages of consents: the matrix, what is written into it, the proof, and the lists behind it."""

import json
import re

import pytest

from leadwright.consent.models import ConsentSender, Event, Wording
from leadwright.history.hashing import content_hash
from leadwright.history.models import Entry
from leadwright.messages.models import Message
from tests.consent.telling import CELL, DAY, allowed, say
from tests.makers import NOON, make_contact, make_user


@pytest.fixture
def eva(house):
    """Return a person whom partner P knows."""
    return make_contact(house.ann, kind="person", name="Eva", email="eva@example.org")


@pytest.fixture
def vera(house):
    """Return an administrator of the vendor."""
    return make_user("vera", unit=house.dina.unit, profile="administrator")


def test_the_matrix_tells_each_state_in_words_with_its_day_and_source(house, enter, eva):
    say("given", eva, by=house.ann)
    say("objected", eva, by=house.ann, channel="phone", source="angry call")
    page = enter(house.ann).get(f"/contacts/{eva.pk}/consents/").text
    assert "2 Mar 2026 · trade fair" in page
    assert "angry call" in page
    assert page.count("Unknown") == 34


def test_it_can_be_seen_as_of_a_day(house, enter, eva):
    say("given", eva, by=house.ann, at=NOON)
    say("withdrawn", eva, by=house.ann, at=NOON + DAY)
    client = enter(house.ann)
    pages = [client.get(f"/contacts/{eva.pk}/consents/?at=2026-03-0{day}").text for day in (1, 2, 3)]
    words = [re.search(r"Newsletter, E-mail, Dealer:.*?</svg>(\w+)", page, re.DOTALL)[1] for page in pages]
    assert words == ["Unknown", "Yes", "No"]


@pytest.mark.parametrize("day", ["tomorrow", "2026-02-30", "0001-01-01", "9999-12-31", "\x00"])
def test_a_day_that_is_none_is_refused(house, enter, eva, day):
    answer = enter(house.ann).get(f"/contacts/{eva.pk}/consents/", {"at": day})
    assert answer.status_code == 422


def test_a_consent_is_recorded_with_wording_and_evidence(house, enter, eva):
    wording = Wording.objects.get(purpose__code="newsletter", language="nl")
    data = CELL | {"act": "given", "source": "form", "evidence": "page 2", "wording": wording.pk}
    answer = enter(house.ann).post(f"/contacts/{eva.pk}/consents/write/", data | {"day": "2026-03-01"})
    event = Event.objects.get()
    assert answer.status_code == 303
    assert (event.wording, event.evidence, event.at.date().isoformat()) == (wording, "page 2", "2026-03-01")


def test_what_is_missing_is_named_at_its_field(house, enter, eva):
    answer = enter(house.ann).post(f"/contacts/{eva.pk}/consents/write/", CELL)
    assert answer.status_code == 422
    assert "Fill in the act" in answer.text
    assert "Fill in the source" in answer.text
    assert not Event.objects.exists()


def test_asking_sends_a_mail(house, enter, eva):
    data = CELL | {"act": "given", "source": "call", "confirm": "on"}
    page = enter(house.ann).post(f"/contacts/{eva.pk}/consents/write/", data, follow=True)
    assert "on its way by mail" in page.text
    assert "Awaiting confirmation" in page.text
    assert Message.objects.get(kind="confirm_consent").address == "eva@example.org"


def test_who_has_the_contact_lent_reads_the_states_and_not_the_words(house, enter):
    lent = make_contact(house.dina, kind="person", name="Lent", email="lent@example.org")
    say("given", lent, by=house.dina, source="secret source", evidence="secret evidence")
    house.offered(contact=lent)
    client = enter(house.ann)
    page = client.get(f"/contacts/{lent.pk}/consents/")
    assert "Yes" in page.text
    assert "secret" not in page.text
    assert "/write/" not in page.text
    for end in ("write/", "proof/"):
        assert client.get(f"/contacts/{lent.pk}/consents/{end}").status_code == 403


def test_the_proof_can_be_checked_against_history(house, enter, eva):
    say("given", eva, by=house.ann, wording=Wording.objects.get(purpose__code="newsletter", language="en").pk)
    answer = enter(house.ann).get(f"/contacts/{eva.pk}/consents/proof/")
    proof = json.loads(answer.content)
    event = proof["events"][0]
    entry = Entry.objects.get(pk=event["entry"]["id"])
    assert "attachment" in answer["Content-Disposition"]
    assert event["entry"]["hash"] == content_hash(entry.content())
    assert event["actor"]["name"] == "Ann"
    assert proof["wordings"][0]["text"].startswith("I want to receive the newsletter")
    assert proof["states"][0]["state"] == "yes"


def test_an_administrator_adds_senders_purposes_and_wordings(enter, vera):
    client = enter(vera)
    home = "/company/settings/"
    client.post(f"{home}consent_senders/", {"label_en": "Lease company", "label_nl": "Lease"})
    client.post(f"{home}consent_purposes/", {"label_en": "Surveys", "code": "surveys"})
    client.post("/company/consent/", {"purpose": "surveys", "text_nl": "Ik doe mee."})
    page = client.get("/company/consent/").text
    assert ConsentSender.objects.get(code="LC").labels["nl"] == "Lease"
    assert all(words in page for words in ("Lease company", "Surveys", "Ik doe mee."))


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({"purpose": "offers"}, 422),
        ({"purpose": "none", "text_en": "x"}, 422),
    ],
)
def test_a_fault_in_a_wording_is_told_and_nothing_is_stored(enter, vera, told, status):
    answer = enter(vera).post("/company/consent/", told)
    assert answer.status_code == status
    assert (ConsentSender.objects.count(), Wording.objects.count()) == (3, 6)


def test_the_lists_are_for_those_who_configure(house, enter):
    assert enter(house.adm).get("/company/consent/").status_code == 403


def test_only_the_chosen_cell_is_allowed(house, enter, eva):
    enter(house.ann).post(f"/contacts/{eva.pk}/consents/write/", CELL | {"act": "given", "source": "call"})
    later = NOON.replace(year=2200)
    assert allowed(eva, at=later)
    assert not allowed(eva, at=later, sender="importer")
