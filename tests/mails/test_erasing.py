"""A person who is erased is in no mail any more, and in no byte of what arrived."""

import json

from leadwright.inbox.models import RawArrival
from leadwright.mails.models import Mail
from leadwright.privacy.erasing import erase, preview
from leadwright.privacy.exporting import export
from tests.inbox.writing import raw
from tests.mails.arriving import arrive, mailed
from tests.makers import NOON, make_contact, make_lead
from tests.privacy.planting import administrator

JAN = "jan@customer.example"


def test_mails_of_the_contact_and_its_leads_lose_their_words_and_their_bytes(house, settings, tmp_path):
    settings.ERASURES = str(tmp_path / "erasures.jsonl")
    contact = make_contact(house.dina, email=JAN)
    make_lead(house.dina, contact=contact)
    mailed(raw("secret words"))
    assert preview([contact.pk], by=administrator(house)).counts["mails"] == 1
    erase([contact.pk], by=house.dina, at=NOON)
    mail = Mail.objects.get()
    assert (mail.sender, mail.subject, mail.text, mail.recipients, mail.kind) == ("", "", "", [], "mail")
    arrival = RawArrival.objects.get()
    assert (bytes(arrival.content), arrival.headers, arrival.sender) == (b"", {}, "")


def test_in_mails_of_others_the_address_goes_and_the_rest_stays(house, settings, tmp_path):
    settings.ERASURES = str(tmp_path / "erasures.jsonl")
    contact = make_contact(house.dina, email=JAN)
    other = mailed(raw(f"Ask {JAN} about it.", {"From": "els@other.example"}))
    erase([contact.pk], by=administrator(house), at=NOON)
    other.refresh_from_db()
    assert (other.text, other.sender) == ("Ask — about it.", "els@other.example")
    assert bytes(RawArrival.objects.get().content) == b""


def test_what_could_not_be_read_goes_too_when_it_names_the_person(house, settings, tmp_path):
    settings.ERASURES = str(tmp_path / "erasures.jsonl")
    contact = make_contact(house.dina, email=JAN)
    arrive(f"no mail, but from {JAN}".encode())
    kept = arrive(b"no mail, and from nobody")
    erase([contact.pk], by=administrator(house), at=NOON)
    contents = dict(RawArrival.objects.values_list("pk", "content"))
    assert sorted(bytes(content) for content in contents.values()) == [b"", b"no mail, and from nobody"]
    assert bytes(contents[kept.pk]) == b"no mail, and from nobody"


def test_the_mails_of_another_company_are_left_alone(house, settings, tmp_path):
    settings.ERASURES = str(tmp_path / "erasures.jsonl")
    contact = make_contact(house.dina, email=JAN)
    theirs = mailed(organisation="South")
    erase([contact.pk], by=administrator(house), at=NOON)
    theirs.refresh_from_db()
    assert (theirs.sender, theirs.text) == (JAN, "We want ten printers.")


def test_who_asks_what_is_kept_is_handed_the_mails(house):
    contact = make_contact(house.dina, email=JAN)
    mailed(raw("We want ten printers."))
    data = json.dumps(export(contact.pk, by=administrator(house), at=NOON), default=str)
    assert "We want ten printers." in data
