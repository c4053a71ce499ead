"""The pages of privacy: find, preview, erase, receipts, retention, national numbers."""

import json
import re

import pytest

from leadwright.contacts.models import Contact, NationalNumber
from leadwright.history.models import Entry
from leadwright.people.models import SecurityEvent
from leadwright.privacy.erasing import erase
from leadwright.privacy.models import Receipt, RetentionRule
from tests.makers import NOON, make_contact, make_lead, moment

EVA = {"kind": "person", "name": "Eva Maes", "email": "eva@x.example", "phone": "+32470998877"}
PREVIEW = "/company/privacy/preview/"


@pytest.fixture(autouse=True)
def journal(settings, tmp_path) -> None:
    """Write erasures down in a place of the test's own."""
    settings.ERASURES = str(tmp_path / "erasures.jsonl")


@pytest.fixture
def eva(house) -> Contact:
    """Return a person whom partner P knows."""
    return make_contact(house.adm, **EVA)


@pytest.fixture
def client(house, enter):
    """Return somebody who manages the privacy of partner P."""
    return enter(house.adm)


def ticks(page: str) -> dict[str, bool]:
    """Return which contacts can be ticked, and whether they are."""
    result = re.findall(r'name="contact" value="(\d+)"( checked)?', page)
    return {pk: bool(checked) for pk, checked in result}


@pytest.mark.parametrize("text", ["Eva Maes", "eva@x.example", "0470 99 88 77"])
def test_a_person_is_found_with_who_shares_the_address(house, client, eva, text):
    twin = make_contact(house.adm, **(EVA | {"name": "Somebody Different"}))
    make_contact(house.dina, **EVA)
    page = client.get("/company/privacy/", {"person": text}).text
    assert set(ticks(page)) == {str(eva.pk), str(twin.pk)}


def test_a_single_find_is_ticked_and_a_sharer_is_not(house, client, eva):
    twin = make_contact(house.adm, kind="person", name="Zoë", phone="+32470998877")
    page = client.get("/company/privacy/", {"person": "Eva Maes"}).text
    assert ticks(page) == {str(eva.pk): True, str(twin.pk): False}
    assert "Same address or number" in page


def test_the_preview_says_what_goes_and_what_stays_and_changes_nothing(house, client, eva):
    make_lead(house.adm, contact=eva)
    named = make_lead(house.adm, description="Eva Maes is a namesake here")
    page = client.get(PREVIEW, {"contact": eva.pk}).text
    assert re.search(r"Leads</span>.*?num\">1<", page, re.DOTALL)
    assert "cannot be undone" in page
    assert f"L-{named.pk}" in page
    assert Contact.objects.get(pk=eva.pk).name == "Eva Maes"


def test_nothing_is_erased_without_the_tick(client, eva):
    answer = client.post(PREVIEW, {"contact": eva.pk})
    assert (answer.status_code, Receipt.objects.count()) == (422, 0)
    assert "Tick this first" in answer.text


def test_with_the_tick_the_person_is_erased_and_the_receipt_names_nobody(house, client, eva):
    twin = make_contact(house.adm, **EVA)
    answer = client.post(PREVIEW, {"contact": [eva.pk, twin.pk], "understood": "yes"})
    receipt = Receipt.objects.get()
    assert answer["Location"] == f"/company/privacy/receipts/{receipt.pk}/"
    page = client.get(answer["Location"]).text
    assert set(receipt.contacts) == {eva.pk, twin.pk}
    assert house.adm.name in page
    assert "Eva" not in page
    assert "x.example" not in page
    assert client.get(f"/contacts/{eva.pk}/").status_code == 404


@pytest.mark.parametrize("contact", ["", "x", "0", "9" * 30, "-1", "²", "\x00"])
def test_a_contact_that_is_none_is_not_there(client, contact):
    for answer in (client.get(PREVIEW, {"contact": contact}), client.post(PREVIEW, {"contact": contact})):
        assert answer.status_code == 404


def test_no_contact_at_all_leads_back_to_the_search(client):
    answer = client.get(PREVIEW, {"person": "eva"})
    assert answer["Location"] == "/company/privacy/?person=eva"


def test_a_foreign_contact_is_not_there_and_a_lent_one_is_its_owners(house, client):
    foreign, lent = make_contact(house.cas), make_contact(house.dina)
    house.offered(contact=lent)
    yes = {"understood": "yes"}
    assert client.post(PREVIEW, yes | {"contact": foreign.pk}).status_code == 404
    assert client.post(PREVIEW, yes | {"contact": lent.pk}).status_code == 403
    assert not Receipt.objects.exists()


def test_without_the_permission_every_page_is_closed(house, enter, eva):
    client = enter(house.ann)
    for path in ("", "preview/", "receipts/", "rules/"):
        assert client.get(f"/company/privacy/{path}").status_code == 403
    assert "Erase this person" not in client.get(f"/contacts/{eva.pk}/").text


def test_receipts_are_paged_by_key_the_newest_first(house, client):
    for number in range(51):
        at = moment(f"2026-03-02 12:{number:02}")
        Receipt.objects.create(organisation=house.partner, at=at, reason="request", contacts=[1], counts={})
    Receipt.objects.create(organisation=house.south, at=NOON, reason="request", contacts=[1], counts={})
    first = client.get("/company/privacy/receipts/").text
    following = re.search(r'href="(\?cursor=[^"]+)"', first)[1]
    second = client.get(f"/company/privacy/receipts/{following}").text
    assert (first.count('class="cover strong"'), second.count('class="cover strong"')) == (50, 1)
    assert "12:50" in first
    assert client.get("/company/privacy/receipts/?cursor=x").status_code in (400, 422)


def test_all_data_are_handed_out_as_a_file_and_history_notes_it(house, client, eva):
    answer = client.post(f"/contacts/{eva.pk}/personal-data/")
    assert answer["Content-Disposition"] == f'attachment; filename="personal-data-{eva.pk}.json"'
    assert json.loads(answer.content)["places"]["contacts"][0]["name"] == "Eva Maes"
    assert Entry.objects.filter(fact="person.exported").count() == 1
    assert client.get(f"/contacts/{eva.pk}/personal-data/").status_code == 405


def test_the_menu_of_a_contact_leads_to_the_preview(client, eva):
    page = client.get(f"/contacts/{eva.pk}/").text
    assert f'href="{PREVIEW}?contact={eva.pk}"' in page
    assert f'action="/contacts/{eva.pk}/personal-data/"' in page
    assert "/company/privacy/" in client.get("/company/administration/").text


def test_a_rule_is_set_looked_at_and_run_only_when_active(house, client, eva):
    Contact.objects.filter(pk=eva.pk).update(updated_at=NOON)
    client.post("/company/privacy/rules/", {"subject": "unused", "months": "1"})
    page = client.get("/company/privacy/rules/unused/").text
    assert "1 contact would be erased now" in page
    assert "2 Mar 2026" in page
    assert "Run now" not in page
    assert client.post("/company/privacy/rules/unused/run/").status_code == 409
    client.post("/company/privacy/rules/", {"subject": "unused", "months": "1", "is_active": "on"})
    assert "Run now" in client.get("/company/privacy/rules/unused/").text
    assert client.post("/company/privacy/rules/unused/run/").status_code == 303
    assert Contact.objects.get(pk=eva.pk).erased_at


@pytest.mark.parametrize("sent", [{"months": "0"}, {"months": "x"}, {"months": "9" * 400}, {}])
def test_a_rule_that_cannot_be_is_refused_beside_its_field(client, sent):
    answer = client.post("/company/privacy/rules/", {"subject": "lost"} | sent)
    assert answer.status_code == 422
    assert 'id="lost_months_error"' in answer.text
    assert not RetentionRule.objects.exists()


def test_a_subject_that_is_none_is_refused(client):
    assert client.post("/company/privacy/rules/", {"subject": "\x00", "months": "3"}).status_code == 422
    assert client.get("/company/privacy/rules/old/").status_code == 404


def test_the_pages_ask_the_database_as_often_however_much_there_is(
    house, client, django_assert_max_num_queries
):
    for number in range(12):
        contact = make_contact(house.adm, **(EVA | {"name": f"Eva Maes {number}"}))
        make_lead(house.adm, contact=contact)
    erase([contact.pk], by=house.adm, at=NOON)
    for path in ("?person=Eva+Maes", "receipts/", "rules/"):
        with django_assert_max_num_queries(40):
            assert client.get(f"/company/privacy/{path}").status_code == 200


NUMBER = {"number": "85.07.30-033 28", "country": "BE", "legal_basis": "Royal decree"}


def test_a_number_is_recorded_masked_and_revealed_once(client, eva, settings):
    settings.NATIONAL_NUMBERS = True
    assert client.post(f"/contacts/{eva.pk}/national-number/", NUMBER).status_code == 303
    page = client.get(f"/contacts/{eva.pk}/").text
    assert "•••28" in page
    assert "85073003328" not in page
    path = f"/contacts/{eva.pk}/national-number/reveal/"
    refused, view = (
        client.post(path, {}),
        client.post(path, {"reason": "the notary asks", "password": "correct-horse-battery"}),
    )
    assert refused.status_code == 422
    assert "85073003328" in view.text
    assert view["Cache-Control"] == "no-store"
    assert "85073003328" not in client.get(path).text
    assert SecurityEvent.objects.filter(code="NUMBER_REVEALED").count() == 1
    assert client.post(f"/contacts/{eva.pk}/national-number/remove/").status_code == 303
    assert not NationalNumber.objects.exists()


def test_with_the_switch_off_there_is_no_field_and_no_answer(client, eva):
    assert "National number" not in client.get(f"/contacts/{eva.pk}/").text
    answer = client.post(f"/contacts/{eva.pk}/national-number/", NUMBER)
    assert (answer.status_code, NationalNumber.objects.count()) == (409, 0)
    assert "not kept in this installation" in answer.text
