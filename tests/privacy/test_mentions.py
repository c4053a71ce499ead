"""What is written about others loses a person's addresses; where a name stands is listed first, however written."""

import unicodedata

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leadwright.consent.actions import enter
from leadwright.consent.models import EventText
from leadwright.contacts.actions import edit
from leadwright.contacts.models import Contact
from leadwright.foundation.personal import Mention
from leadwright.history.models import Entry, Value
from leadwright.leads.models import Comment, Lead, Offer
from leadwright.privacy import erasing
from leadwright.privacy.erasing import erase, preview
from leadwright.privacy.verifying import compare
from tests.makers import NOON, make_contact, make_lead, refused
from tests.privacy.planting import administrator

MAIL = "zoe@secret.example"
WRITINGS = [
    "Zoë Müller",
    "ZOE MULLER",
    "müller, zoë",
    "Zoë  Müller",
    unicodedata.normalize("NFD", "Zoë Müller"),
]


@pytest.fixture
def zoe(house) -> Contact:
    """Return the person who wants to be forgotten."""
    named = {"kind": "person", "name": "", "given_name": "Zoë", "family_name": "Müller"}
    return make_contact(house.dina, **named, email=MAIL, phone="+32470998877", vat_number="BE0203201340")


def evidence(house, contact: Contact, text: str) -> None:
    data = {"channel": "email", "sender": "dealer", "purpose": "newsletter", "act": "withdrawn"}
    enter(contact.pk, data | {"source": "phone", "evidence": text}, by=house.dina, at=NOON)


@pytest.mark.parametrize("text", [*WRITINGS, MAIL.upper(), "0470 99.88.77", "BE 0203.201.340"])
def test_a_preview_lists_where_others_name_the_person_in_any_writing(house, zoe, text):
    other = make_contact(house.dina, kind="person", remarks=f"ask {text} first", job_title="buyer")
    lead = make_lead(house.dina, description=f"comes from {text}")
    evidence(house, other, f"{text} said so")
    result = preview([zoe.pk], by=administrator(house))
    named = {(row.place, row.contact) for row in result.mentions}
    assert named == {
        ("contacts_contact.remarks", other.pk),
        ("consent_eventtext.evidence", other.pk),
        ("leads_lead.description", lead.contact_id),
    }
    assert result.namesakes == ()


def test_others_with_another_name_are_not_listed(house, zoe):
    make_contact(house.dina, kind="person", remarks="ask Zoë Müllerin or Chloe Muller", job_title="Zoë")
    assert preview([zoe.pk], by=administrator(house)).mentions == ()


@pytest.mark.parametrize("text", [MAIL.upper(), "0470 99.88.77", "BE 0203.201.340"])
def test_addresses_and_numbers_go_from_what_is_written_about_others(house, zoe, text):
    other = make_contact(house.dina, kind="person", remarks=f"ask {text} first", job_title=f"with {text}")
    evidence(house, other, f"{text} said so")
    erase([zoe.pk], by=administrator(house), at=NOON)
    kept = Contact.objects.get(pk=other.pk)
    assert (kept.remarks, kept.job_title, kept.version) == ("ask — first", "with —", other.version + 1)
    assert not EventText.objects.filter(event__contact=other).exists()
    assert Entry.objects.about("contact", other.pk).filter(fact="consent.words_erased").exists()


def test_what_another_company_wrote_is_left_alone(house, zoe):
    other = make_contact(house.cas, remarks=f"ask {MAIL}")
    assert preview([zoe.pk], by=administrator(house)).mentions == ()
    erase([zoe.pk], by=house.dina, at=NOON)
    assert Contact.objects.get(pk=other.pk).remarks == f"ask {MAIL}"


def chosen(house, zoe) -> list[str]:
    return [row.key for row in preview([zoe.pk], by=administrator(house)).mentions]


def test_texts_that_were_chosen_are_emptied_also_in_history(house, zoe):
    other = make_contact(house.dina, kind="person", remarks="ask zoe muller", job_title="aide of Müller, Zoë")
    edit(other.pk, by=house.dina, at=NOON, version=other.version, remarks="always ask Zoë Müller")
    evidence(house, other, "Zoe Muller said so")
    erase([zoe.pk], by=administrator(house), at=NOON, also=chosen(house, zoe))
    kept = Contact.objects.get(pk=other.pk)
    assert (kept.remarks, kept.job_title, kept.name) == ("", "", other.name)
    assert not EventText.objects.filter(event__contact=other).exists()
    assert not Value.objects.filter(value__iregex="m[uü]ller").exists()
    assert [row for row in compare() if "journal" not in row.kind] == []


def test_texts_that_were_not_chosen_stay(house, zoe):
    other = make_contact(house.dina, kind="person", remarks="ask zoe muller", job_title="aide of Zoë Müller")
    erase([zoe.pk], by=administrator(house), at=NOON, also=[f"contacts_contact.remarks:{other.pk}"])
    kept = Contact.objects.get(pk=other.pk)
    assert (kept.remarks, kept.job_title) == ("", "aide of Zoë Müller")


@pytest.mark.parametrize("key", ["contacts_contact.name:{}", "contacts_contact.remarks:{}", "x", ""])
def test_a_text_that_does_not_name_the_person_cannot_be_chosen(house, zoe, key):
    other = make_contact(house.dina, remarks="nobody")
    with refused("FIELD_INVALID", "also"):
        erase([zoe.pk], by=administrator(house), at=NOON, also=[key.format(other.pk)])
    assert Contact.objects.get(pk=zoe.pk).erased_at is None


def test_the_page_names_the_contact_and_the_place_and_empties_what_is_ticked(house, zoe):
    other = make_contact(house.dina, name="Other & Sons", remarks="ask zoe muller")
    client, key = Client(), f"contacts_contact.remarks:{other.pk}"
    client.force_login(administrator(house))
    page = client.get("/company/privacy/preview/", {"contact": zoe.pk}).text
    assert "Other &amp; Sons: remarks" in page
    data = {"contact": zoe.pk, "also": key}
    again = client.post("/company/privacy/preview/", data).text
    assert f'value="{key}" checked' in again
    assert client.post("/company/privacy/preview/", data | {"understood": "yes"}).status_code == 303
    assert Contact.objects.get(pk=other.pk).remarks == ""


def test_texts_of_leads_about_others_are_chosen_by_their_number(house, zoe):
    lead = make_lead(house.dina, description="comes from zoe muller")
    offer = {"organisation": house.partner, "unit": house.u1, "offered_by": house.dina, "at": NOON}
    Offer.objects.create(lead=lead, **offer, reason="Müller, Zoë said no")
    Comment.objects.create(lead=lead, organisation=house.vendor, text="Zoë Müller asked for a price")
    keys = chosen(house, zoe)
    assert set(keys) == {
        f"{place}:L-{lead.pk}"
        for place in ("leads_lead.description", "leads_offer.reason", "leads_comment.text")
    }
    erase([zoe.pk], by=administrator(house), at=NOON, also=keys)
    lead.refresh_from_db()
    assert (lead.description, lead.offers.get().reason, lead.contact.name != "—") == ("", "", True)
    assert not lead.comments.exclude(text="").exists()
    assert not Value.objects.filter(value__iregex="m[uü]ller").exists()


def test_what_the_other_side_wrote_about_a_lead_is_not_chosen(house, zoe):
    lead = house.accepted()
    Comment.objects.create(lead=lead, organisation=house.ann.organisation, text="Zoë Müller asked for it")
    assert chosen(house, zoe) == []


@pytest.mark.parametrize(
    "name", ["Łukasz Nowak", "Søren Bach", "Jørgen Weiß", "Ægir Œuvre", "Đorđe Þor", "Ilkın Işık"]
)
def test_letters_that_have_no_accent_to_lose_are_found_too(house, name):
    given, family = name.split()
    person = make_contact(
        house.dina, kind="person", name="", given_name=given, family_name=family, email="l@secret.example"
    )
    make_contact(house.dina, kind="person", remarks=f"ask {name.upper() if name.isascii() else name} first")
    assert len(preview([person.pk], by=administrator(house)).mentions) == 1


def test_a_name_without_a_letter_breaks_nothing(house):
    person = make_contact(
        house.dina, kind="person", name="", given_name=".", family_name="-", email="d@secret.example"
    )
    make_contact(house.dina, kind="person", remarks="nobody . - here")
    assert preview([person.pk], by=administrator(house)).mentions == ()
    erase([person.pk], by=administrator(house), at=NOON)


def test_a_list_that_is_not_complete_says_so(house, zoe, monkeypatch):
    monkeypatch.setattr(Mention, "MOST", 2)
    for _ in range(3):
        make_contact(house.dina, kind="person", remarks="ask zoe muller")
    assert preview([zoe.pk], by=administrator(house)).has_more
    monkeypatch.setattr(Mention, "MOST", 3)
    assert not preview([zoe.pk], by=administrator(house)).has_more


def test_a_text_that_was_written_anew_meanwhile_is_not_emptied(house, zoe, monkeypatch):
    other = make_contact(house.dina, kind="person", remarks="ask zoe muller")
    lead = make_lead(house.dina, description="comes from zoe muller")
    keys, hold = chosen(house, zoe), erasing.hold

    def written_meanwhile(*arguments, **more):
        Contact.objects.filter(pk=other.pk).update(remarks="call the desk")
        Lead.objects.filter(pk=lead.pk).update(description="comes by itself")
        return hold(*arguments, **more)

    monkeypatch.setattr(erasing, "hold", written_meanwhile)
    erase([zoe.pk], by=administrator(house), at=NOON, also=keys)
    assert Contact.objects.get(pk=other.pk).remarks == "call the desk"
    assert Lead.objects.get(pk=lead.pk).description == "comes by itself"


def test_a_preview_looks_each_table_through_once(house, zoe):
    make_lead(house.dina, description=f"comes from {MAIL}")
    make_contact(house.dina, kind="person", remarks="ask Zoë Müller")
    with CaptureQueriesContext(connection) as asked:
        result = preview([zoe.pk], by=administrator(house))
    assert {row.place for row in result.mentions} == {"leads_lead.description", "contacts_contact.remarks"}
    wide = [row["sql"] for row in asked if "LIKE ANY" in row["sql"] and "= ANY(" not in row["sql"]]
    assert sum('"leads_lead"."description")' in sql for sql in wide) == 1
    assert sum('"contacts_contact"."remarks")' in sql for sql in wide) == 1


def test_an_erasure_looks_again_at_what_was_written_since_the_preview(house, zoe):
    lead = make_lead(house.dina, description="nothing yet")
    assert preview([zoe.pk], by=administrator(house)).mentions == ()
    Lead.objects.filter(pk=lead.pk).update(description=f"write to {MAIL}")
    erase([zoe.pk], by=administrator(house), at=NOON)
    assert MAIL not in Lead.objects.get(pk=lead.pk).description
