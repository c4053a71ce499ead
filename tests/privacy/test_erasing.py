"""A person who was erased is nowhere, and everything that counts is as it was."""

import json
from collections.abc import Iterator

import pytest
from django.db import connection, transaction

from leadwright.api.models import Repeatable
from leadwright.consent.actions import enter
from leadwright.consent.models import Event, Suppression
from leadwright.contacts.actions import edit, linkable, merge, set_number
from leadwright.contacts.models import Contact, NameWord
from leadwright.foundation.clock import now
from leadwright.history.models import Entry
from leadwright.history.sealing import seal
from leadwright.history.verifying import inspect
from leadwright.intake.models import AdoptedLine, KeptFile, QuarantinedLine, Upload
from leadwright.intake.receiving import Received
from leadwright.intake.uploads import bring_in_upload, put_up
from leadwright.leads import actions as lead_actions
from leadwright.leads.models import Lead
from leadwright.messages.models import Message
from leadwright.privacy.erasing import erase, preview, repeat
from leadwright.privacy.models import ErasedKey, Receipt
from leadwright.privacy.questions import places_of_person
from tests.makers import NOON, House, fresh, make_contact, make_lead, refused

SECRET = "Zyxwvut"
NUMBER = "85.07.30-033 28"
ADDRESS = "zyxwvut@secret.example"
PHONE = "+32470998877"
MARKS = (SECRET, ADDRESS, PHONE, PHONE[3:], "1980-02-29")
# A digest of a line holds no text; that it goes is asserted apart.
NOT_PLANTED = {"intake_adoptedline.digest", "contacts_nationalnumber.secret"}


def make_secret(house: House, **more) -> Contact:
    """Make a contact that has the secret in each of its fields."""
    told = {
        "kind": "person",
        "name": "",
        "given_name": SECRET,
        "family_name": f"Van {SECRET}",
        "email": ADDRESS,
        "phone": PHONE,
        "street": f"{SECRET}straat 5",
        "street_extra": SECRET,
        "postcode": SECRET,
        "city": SECRET,
        "region": SECRET,
        "job_title": SECRET,
        "remarks": SECRET,
        "groups": ["brand-group"],
        "segment": SECRET,
        "fleet_code": SECRET,
        "birth_date": "1980-02-29",
    }
    return make_contact(house.dina, **(told | more))


def test_a_person_is_taken_out_of_every_field(house):
    contact = make_secret(house)
    erase([contact.pk], by=administrator(house), at=NOON)
    kept = Contact.objects.get(pk=contact.pk)
    assert (kept.name, kept.email, kept.birth_date, kept.kind) == ("—", "", None, "person")
    assert kept.erased_at == NOON
    assert not kept.emails.exists()
    assert not NameWord.objects.filter(word__icontains=SECRET).exists()


def registered() -> set[str]:
    return {column for place in places_of_person() for column in place.columns}


def administrator(house: House):
    """Let the distributor manage privacy."""
    house.dina.profile.permissions |= {"privacy.manage": "organisation"}
    house.dina.profile.save()
    return house.dina


def test_a_preview_counts_and_changes_nothing(house):
    contact = make_secret(house)
    make_lead(house.dina, contact=contact)
    found = preview([contact.pk], by=administrator(house))
    assert (found.counts["contacts"], found.counts["leads"]) == (1, 1)
    assert found.counts["history"] >= 2
    assert Contact.objects.get(pk=contact.pk).name.startswith(SECRET)


def test_leads_lose_their_texts_and_keep_their_sums(house):
    contact = make_secret(house)
    amount = {"amount": "1000", "currency": "EUR"}
    lead = make_lead(house.dina, contact=contact, description=f"{SECRET} wants", target_amount=amount)
    erase([contact.pk], by=administrator(house), at=NOON)
    kept = fresh(lead)
    assert (kept.description, kept.contact_id, kept.target_amount) == ("", contact.pk, 1000)
    assert SECRET.lower() not in kept.search


def test_the_leads_of_others_lose_the_address_alone(house):
    contact = make_secret(house)
    other = make_lead(house.dina, description=f"ask {ADDRESS.upper()} about it")
    erase([contact.pk], by=administrator(house), at=NOON)
    assert fresh(other).description == "ask — about it"


def test_what_was_merged_into_the_person_goes_along(house):
    contact, other = make_secret(house), make_secret(house, email="second@secret.example")
    merge(contact.pk, other=other.pk, by=house.dina, at=NOON)
    receipt = erase([contact.pk], by=administrator(house), at=NOON)
    assert set(receipt.contacts) == {contact.pk, other.pk}
    assert not Contact.objects.filter(email__icontains="secret").exists()


def test_an_erased_contact_cannot_be_reached_or_linked(house):
    contact = make_secret(house)
    erase([contact.pk], by=administrator(house), at=NOON)
    with refused("NOT_FOUND"):
        edit(contact.pk, by=house.dina, at=NOON, version=2, city="x")
    with refused("FIELD_INVALID"), transaction.atomic():
        linkable(contact.pk, by=house.dina)
    with refused("NOT_FOUND"):
        erase([contact.pk], by=house.dina, at=NOON)


def test_who_may_not_erase_is_refused(house):
    contact = make_contact(house.ann)
    with refused("PERMISSION_DENIED"):
        erase([contact.pk], by=house.ann, at=NOON)
    with refused("NOT_FOUND"):
        erase([contact.pk], by=administrator(house), at=NOON)


def test_a_lent_contact_is_erased_by_its_owner_alone(house):
    contact = make_secret(house)
    house.offered(contact=contact)
    with refused("PERMISSION_DENIED"):
        erase([contact.pk], by=house.adm, at=NOON)


def test_a_receipt_says_how_much_and_not_who(house):
    contact = make_secret(house)
    receipt = erase([contact.pk], by=administrator(house), at=NOON)
    assert receipt.counts["contacts"] == 1
    keys = list(ErasedKey.objects.filter(receipt=receipt).values_list("digest", flat=True))
    assert len(keys) == 3
    assert all(len(key) == 64 for key in keys)


@pytest.fixture
def planted(committed, settings) -> tuple[House, Contact]:
    """Plant the secret wherever a person can stand."""
    house = House()
    administrator(house)
    contact = make_secret(house)
    contact = edit(
        contact.pk, by=house.dina, at=NOON, version=1, city=f"{SECRET}gem", remarks=f"{SECRET} again"
    )
    lead = make_lead(house.dina, contact=contact, description=f"{SECRET} wants chairs", comment=SECRET)
    lead_actions.extend(lead.pk, by=house.dina, at=NOON, description=f"{SECRET} wants more")
    lead = lead_actions.offer(lead.pk, by=house.dina, at=NOON, unit=house.u1.pk)
    lead_actions.reject(lead.pk, by=house.ann, at=NOON, reason=f"{SECRET} is outside")
    house.dina.profile.permissions |= {"lead.import": "organisation"}
    house.dina.profile.save()
    bring_in_file(house)
    twin = make_secret(house, email="twin@secret.example")
    merge(contact.pk, other=twin.pk, by=house.dina, at=NOON)
    plant_the_rest(house, contact, lead)
    plant_a_consent(house, contact)
    settings.NATIONAL_NUMBERS = True
    told = {"number": NUMBER, "country": "BE", "legal_basis": f"asked by {SECRET}"}
    set_number(contact.pk, **told, by=house.dina, at=NOON)
    return house, contact


def plant_the_rest(house: House, contact: Contact, lead: Lead) -> None:
    """Plant the secret where it comes by rare ways only."""
    rare = ("title", "external_key", "register_number", "vat_number")
    Contact.objects.filter(pk=contact.pk).update(**dict.fromkeys(rare, SECRET))
    contact.emails.update(label=SECRET)
    contact.phones.update(label=SECRET)
    Lead.objects.filter(pk=lead.pk).update(external_key=SECRET, reason_text=SECRET)
    Message.objects.filter(subject_kind="lead", subject_id=lead.pk).update(
        headers={"X": SECRET}, last_error=SECRET, reply_to=ADDRESS, subject=SECRET, address=ADDRESS
    )
    body = json.dumps({"email": ADDRESS, "name": SECRET}).encode()
    Repeatable.objects.create(user=house.dina, key="k", digest="d", body=body, at=NOON)
    file = KeptFile.objects.get()
    QuarantinedLine.objects.create(file=file, line=9, cells=f'["{ADDRESS}"]', reason=SECRET, since=NOON)
    Upload.objects.update(told={"lines": [f"{ADDRESS} is odd"]})


def plant_a_consent(house: House, contact: Contact) -> None:
    told = {"channel": "email", "sender": "dealer", "purpose": "newsletter", "act": "withdrawn"}
    enter(contact.pk, told | {"source": SECRET, "evidence": SECRET}, by=house.dina, at=NOON)


def bring_in_file(house: House) -> None:
    deals = (
        "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n"
        f"A1,Dina Doe,Printer,{SECRET} Holding,Engaging,1/5/2026,,\n"
        "A2,Dina Doe,Printer,Somebody Else,Engaging,1/5/2026,,\n"
    )
    upload = put_up(Received(f"{SECRET}.csv", deals.encode()), [], currency="EUR", by=house.dina, at=NOON)
    bring_in_upload(upload.pk, by=house.dina, at=NOON)


def cells() -> Iterator[tuple[str, str]]:
    """Return each cell of the database that holds something, as its column and its text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        for name in [name for (name,) in cursor.fetchall()]:
            cursor.execute(f'SELECT to_jsonb(t)::text FROM "{name}" t')
            for (row,) in cursor.fetchall():
                yield from ((f"{name}.{key}", readable(told)) for key, told in json.loads(row).items())


def readable(value: object) -> str:
    """Return the text of a cell, also of one that holds bytes."""
    if isinstance(value, str) and value.startswith("\\x"):
        return bytes.fromhex(value[2:]).decode("utf-8", "replace").casefold()
    return json.dumps(value, ensure_ascii=False).casefold()


def where(*marks: str) -> set[str]:
    """Return the columns in which one of the marks stands."""
    found = [mark.casefold() for mark in marks]
    return {column for column, text in cells() if any(mark in text for mark in found)}


def test_nothing_of_an_erased_person_is_left_anywhere(planted, owner_url, journal):
    house, contact = planted
    holding = Contact.objects.get(name__endswith="Holding")
    seal(now())
    missing = sorted(registered() - where(*MARKS) - NOT_PLANTED)
    assert missing == [], " ".join(missing)
    counted = Lead.objects.count(), Message.objects.count(), Entry.objects.count()
    erase([contact.pk, holding.pk], by=house.dina, at=now())
    seal(now())
    assert where(*MARKS) == set()
    assert (Lead.objects.count(), Message.objects.count()) == counted[:2]
    erasing = Entry.objects.filter(fact__in=("person.erased", "consent.words_erased"))
    assert Entry.objects.count() - erasing.count() == counted[2]
    assert Event.objects.count() == 1
    assert Suppression.objects.exists()
    found = inspect(at=now())
    assert found.is_intact
    assert found.erased
    assert AdoptedLine.objects.filter(digest="").count() == 1, list(AdoptedLine.objects.values())
    assert not any(mark.casefold() in journal.read_text().casefold() for mark in MARKS)
    assert where("Somebody Else")


def test_an_erasure_is_repeated_after_a_restore(planted, journal):
    house, contact = planted
    before = Contact.objects.filter(pk=contact.pk).values().get()
    emails = list(contact.emails.values())
    erase([contact.pk], by=house.dina, at=now())
    Contact.objects.filter(pk=contact.pk).update(**before)
    for row in emails:
        contact.emails.create(address=row["address"], is_main=row["is_main"])
    assert repeat(journal.read_text().splitlines(), at=now()).people == 1
    assert Contact.objects.get(pk=contact.pk).name == "—"
    assert Receipt.objects.filter(reason="restore").count() == 1
    assert repeat(journal.read_text().splitlines(), at=now()).people == 0
