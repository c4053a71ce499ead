"""A person who was erased is nowhere, and everything that counts is as it was."""

import pytest
from django.db import connection, transaction

from leadwright.consent.models import Event, Suppression
from leadwright.contacts.actions import edit, linkable, merge
from leadwright.contacts.models import Contact, NameWord
from leadwright.foundation.clock import now
from leadwright.history.models import Entry
from leadwright.history.sealing import seal
from leadwright.history.verifying import inspect
from leadwright.intake.models import AdoptedRow
from leadwright.leads import actions
from leadwright.leads.models import Lead
from leadwright.messages.models import Message
from leadwright.privacy.erasing import erase, preview, repeat
from leadwright.privacy.models import ErasedKey, Receipt
from leadwright.privacy.questions import places_of_person
from tests.makers import NOON, fresh, make_contact, make_lead, refused
from tests.privacy.planting import ADDRESS, MARKS, SECRET, administrator, make_secret, where

# A digest of a line holds no text; that it goes is asserted apart.
NOT_PLANTED = {"intake_adoptedrow.digests", "mails_mail.digest", "contacts_nationalnumber.secret"}


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


def test_a_preview_counts_and_changes_nothing(house):
    contact = make_secret(house)
    make_lead(house.dina, contact=contact)
    result = preview([contact.pk], by=administrator(house))
    assert (result.counts["contacts"], result.counts["leads"]) == (1, 1)
    assert result.counts["history"] >= 2
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
    third = make_lead(house.dina)
    actions.write_note(third.pk, {"text": f"wrote to {ADDRESS}"}, by=house.dina, at=NOON)
    erase([contact.pk], by=administrator(house), at=NOON)
    assert fresh(other).description == "ask — about it"
    assert third.notes.get().text == "wrote to —"


def test_what_was_merged_into_the_person_goes_along(house):
    contact, other = make_secret(house), make_secret(house, email="second@secret.example")
    merge(contact.pk, other=other.pk, by=house.dina, at=NOON)
    receipt = erase([contact.pk], by=administrator(house), at=NOON)
    assert set(receipt.contacts) == {contact.pk, other.pk}
    assert not Contact.objects.filter(email__icontains="secret").exists()


def test_the_words_of_merged_records_and_of_former_names_go_at_once(house):
    contact = make_secret(house)
    other = make_secret(house, given_name="Quirinus", family_name="Brzeczyszcz", email="q@secret.example")
    edit(contact.pk, by=house.dina, at=NOON, version=1, given_name="Xenophilius")
    merge(contact.pk, other=other.pk, by=house.dina, at=NOON)
    edit(contact.pk, by=house.dina, at=NOON, version=fresh_version(contact.pk), given_name="Ann")
    erase([contact.pk], by=administrator(house), at=NOON)
    kept = NameWord.objects.values_list("word", flat=True)
    assert not {"quirinus", "brzeczyszcz", "xenophilius", SECRET.lower()} & set(kept)


def fresh_version(pk: int) -> int:
    return Contact.objects.get(pk=pk).version


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
    result = inspect(at=now())
    assert result.is_intact
    assert result.erased
    assert AdoptedRow.objects.filter(kind="lead", digests={}).count() == 1, list(AdoptedRow.objects.values())
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


@pytest.mark.parametrize("text", ["wrote to Eve", "wrote to Jan — maybe", "— and more"])
def test_a_note_loses_words_and_never_gets_others(house, text):
    lead = make_lead(house.dina)
    note = actions.write_note(lead.pk, {"text": "wrote to Jan_%"}, by=house.dina, at=NOON)
    with connection.cursor() as cursor:
        cursor.execute("SELECT leads_mask_note(%s, %s)", [note.pk, text])
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT leads_mask_note(%s, %s)", [note.pk, "wrote to —_%"])
        assert cursor.fetchone() == (1,)
    assert lead.notes.get().text == "wrote to —_%"
