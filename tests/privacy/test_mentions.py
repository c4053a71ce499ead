"""What is written about others loses a person's addresses; where a name stands is listed first, however written."""

import unicodedata

import pytest
from django.test import Client

from leadwright.consent.actions import enter
from leadwright.consent.models import EventText
from leadwright.contacts.models import Contact
from leadwright.history.models import Entry
from leadwright.privacy.erasing import erase, preview
from tests.makers import NOON, make_contact, make_lead
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
    assert named == {("contacts_contact.remarks", other.pk), ("consent_eventtext.evidence", other.pk)}
    assert result.namesakes == (lead.pk,)


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


def test_the_page_names_the_contact_and_the_place(house, zoe):
    other = make_contact(house.dina, name="Other & Sons", remarks="ask zoe muller")
    client = Client()
    client.force_login(administrator(house))
    page = client.get("/company/privacy/preview/", {"contact": zoe.pk}).text
    assert "Other &amp; Sons</a>: remarks" in page
    assert f"/contacts/{other.pk}/" in page
