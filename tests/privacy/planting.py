"""A person with a secret in every field, planted wherever one can stand, and the search for what is left."""

import json
from collections.abc import Iterator

from django.db import connection

from leadwright.accounts.actions import edit as edit_account
from leadwright.accounts.actions import open_account
from leadwright.activities import actions as activities
from leadwright.api.models import Repeatable
from leadwright.communication.actions import communicate
from leadwright.consent.actions import enter
from leadwright.contacts.actions import edit, merge, set_number
from leadwright.contacts.models import BlockedKey, Contact
from leadwright.fields.actions import make
from leadwright.files.previewing import make_previews
from leadwright.inbox.models import RawArrival
from leadwright.intake.models import FormerContact, Import, ImportRow
from leadwright.intake.receiving import Received
from leadwright.leads import actions as lead_actions
from leadwright.leads.models import Lead, Product
from leadwright.mails.models import Mail
from leadwright.messages.models import Message
from leadwright.tasks import actions as tasks
from tests.activities.making import log, plan
from tests.files.attaching import attach, png
from tests.inbox.writing import raw
from tests.intake.bringing import checked, let_in
from tests.mails.arriving import arrive, mailed
from tests.makers import NOON, House, change_rights, make_contact, make_lead
from tests.tasks.making import complete, make_task

SECRET = "Zyxwvut"
NUMBER = "85.07.30-033 28"
ADDRESS = "zyxwvut@secret.example"
PHONE = "+32470998877"
MARKS = (SECRET, ADDRESS, PHONE, PHONE[3:], "1980-02-29")


def make_secret(house: House, **more) -> Contact:
    """Make a contact that has the secret in each of its fields."""
    data = {
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
    return make_contact(house.dina, **(data | more))


def administrator(house: House):
    """Let the distributor manage privacy."""
    house.dina.held[0].permissions |= {"privacy.manage": "organisation"}
    house.dina.held[0].save()
    return house.dina


def plant(house: House) -> Contact:
    """Plant the secret wherever a person can stand."""
    administrator(house)
    contact = make_secret(house)
    contact = edit(
        contact.pk, by=house.dina, at=NOON, version=1, city=f"{SECRET}gem", remarks=f"{SECRET} again"
    )
    lead = make_lead(house.dina, contact=contact, description=f"{SECRET} wants chairs", comment=SECRET)
    lead_actions.extend(lead.pk, by=house.dina, at=NOON, description=f"{SECRET} wants more")
    Product.objects.create(code="chair", kind="goods", labels={"en": "Chair"})
    own = {"contact_email": f"other.{ADDRESS}", "contact_phone": PHONE}
    lead = lead_actions.edit(
        lead.pk, own, by=house.dina, at=NOON, version=Lead.objects.get(pk=lead.pk).version
    )
    wish = {"product": "chair", "notes": f"{SECRET} wants them soft"}
    lead_actions.add_product(lead.pk, wish, by=house.dina, at=NOON)
    asked = {"text": f"Chairs for {SECRET}", "comment": f"{SECRET} pays", "reason": f"{SECRET} waits"}
    lead_actions.add_demand(lead.pk, asked, by=house.dina, at=NOON)
    letter = {"medium": "email", "subject": SECRET, "body": f"Dear #contact_name, {SECRET}", "shared": True}
    files = [attach(lead, house.dina, f"{SECRET} enclosed.txt").pk]
    communicate(lead.pk, letter | {"files": files}, by=house.dina, at=NOON)
    lead_actions.write_note(lead.pk, {"text": f"call {SECRET}", "shared": True}, by=house.dina, at=NOON)
    plant_activities(house, contact, lead)
    plant_tasks(house, lead)
    lead = lead_actions.offer(lead.pk, by=house.dina, at=NOON, unit=house.u1.pk)
    lead_actions.reject(lead.pk, by=house.ann, at=NOON, reason=f"{SECRET} is outside")
    house.dina.held[0].permissions |= {"lead.import": "organisation"}
    house.dina.held[0].save()
    bring_in_file(house)
    twin = make_secret(house, email="twin@secret.example")
    merge(contact.pk, other=twin.pk, by=house.dina, at=NOON)
    plant_own_fields(house, contact, lead)
    plant_the_rest(house, contact, lead)
    plant_a_consent(house, contact)
    plant_an_account(house, contact)
    plant_files(house, contact, lead)
    plant_mails(house, contact)
    data = {"number": NUMBER, "country": "BE", "legal_basis": f"asked by {SECRET}"}
    set_number(contact.pk, **data, by=house.dina, at=NOON)
    return contact


def plant_activities(house: House, contact: Contact, lead: Lead) -> None:
    """Plant the secret in what was said with the person: on the lead, without one, changed, and cancelled."""
    said = dict.fromkeys(("subject", "details", "place", "next_step"), f"with {SECRET}")
    log(lead, house.dina, notes=f"{SECRET} is keen", **said)
    talk = log(None, house.dina, **said, participants=[{"contact": contact.pk}])
    attach(talk, house.dina, f"{SECRET}.jpg", f"a photo of {SECRET}".encode())
    visit = plan(None, house.dina, "meeting", **said, participants=[{"contact": contact.pk}])
    other = make_contact(house.dina, name="Somebody else")
    people = {"participants": [{"contact": contact.pk}, {"contact": other.pk}], "notes": f"ask {ADDRESS}"}
    activities.edit(visit.pk, people, by=house.dina, at=NOON, version=1)
    attach(visit, house.dina, f"{SECRET} at the table.jpg")
    activities.cancel(visit.pk, by=house.dina, at=NOON, reason=f"{SECRET} is away")


def plant_tasks(house: House, lead: Lead) -> None:
    """Plant the secret in what is to be done on the lead, and an address in what is to be done on none."""
    asked = dict.fromkeys(("subject", "instructions", "deliverable"), f"for {SECRET}")
    done = make_task(house.dina, lead=lead, **asked)
    tasks.comment(done.pk, {"text": f"{SECRET} is ill"}, by=house.dina, at=NOON)
    attach(done, house.dina, f"{SECRET} plan.txt")
    complete(done, house.dina, results=f"{SECRET} said yes")
    ended = make_task(house.dina, lead=lead, **asked)
    tasks.close(ended.pk, reason=f"{SECRET} moved", by=house.dina, at=NOON)
    alone = make_task(house.dina, instructions=f"write to {ADDRESS}")
    tasks.comment(alone.pk, {"text": f"or to {ADDRESS} at home"}, by=house.dina, at=NOON)


def plant_own_fields(house: House, contact: Contact, lead: Lead) -> None:
    """Plant the secret in a filterable field of each subject, and change it, so that history has it too."""
    change_rights(house.dina, configuration_edit="all")
    for subject in ("lead", "contact", "account", "activity", "task"):
        data = {"subject": subject, "key": "hint", "kind": "text", "label": "Hint", "filterable": True}
        make(data, by=house.dina, at=NOON)
    for text in (SECRET, f"{SECRET} again"):
        contact.refresh_from_db()
        edit(contact.pk, by=house.dina, at=NOON, version=contact.version, fields={"hint": text})
        lead.refresh_from_db()
        data = {"fields": {"hint": text}}
        lead_actions.edit(lead.pk, data, by=house.dina, at=NOON, version=lead.version)
    log(None, house.dina, participants=[{"contact": contact.pk}], fields={"hint": SECRET})
    log(None, house.dina, fields={"hint": f"ask {ADDRESS}"})
    task = make_task(house.dina, lead=lead, fields={"hint": SECRET})
    tasks.edit(task.pk, {"fields": {"hint": f"{SECRET} again"}}, by=house.dina, at=NOON, version=1)
    complete(task, house.dina)
    make_task(house.dina, fields={"hint": f"ask {ADDRESS}"})


def plant_the_rest(house: House, contact: Contact, lead: Lead) -> None:
    """Plant the secret where it comes by rare ways only."""
    rare = ("title", "external_key", "register_number", "vat_number")
    Contact.objects.filter(pk=contact.pk).update(**dict.fromkeys(rare, SECRET))
    contact.emails.update(label=SECRET)
    BlockedKey.objects.create(organisation=house.vendor, contact=contact, key=f"e:{ADDRESS}")
    contact.phones.update(label=SECRET)
    Lead.objects.filter(pk=lead.pk).update(external_key=SECRET, reason_text=SECRET)
    Message.objects.filter(subject_kind="lead", subject_id=lead.pk).update(
        headers={"X": SECRET},
        last_error=SECRET,
        reply_to=ADDRESS,
        subject=SECRET,
        address=ADDRESS,
        calendar=SECRET,
    )
    body = json.dumps({"email": ADDRESS, "name": SECRET}).encode()
    Repeatable.objects.create(user=house.dina, key="k", digest="d", body=body, at=NOON)
    Import.objects.update(
        summary={"lines": [f"{ADDRESS} is odd"]}, failure={"detail": SECRET}, mended={"9": {"mail": ADDRESS}}
    )
    said = {
        "cells": [ADDRESS],
        "reasons": [SECRET],
        "key": ADDRESS,
        "before": {"values": {"comment": SECRET}},
    }
    ImportRow.objects.create(file_import=Import.objects.get(), line=9, verdict="refused", **said)
    was = {"name": SECRET, "emails": [[ADDRESS, ""]]}
    FormerContact.objects.create(file_import=Import.objects.get(), contact_id=0, version=1, values=was)


def plant_a_consent(house: House, contact: Contact) -> None:
    data = {"channel": "email", "sender": "dealer", "purpose": "newsletter", "act": "withdrawn"}
    enter(contact.pk, data | {"source": SECRET, "evidence": SECRET}, by=house.dina, at=NOON)


def plant_an_account(house: House, contact: Contact) -> None:
    data = {"name": SECRET, "email": ADDRESS, "street": SECRET, "postcode": SECRET, "city": SECRET}
    account = open_account(
        contact.pk, data | {"country": "US", "vat_number": f"{SECRET}12"}, by=house.dina, at=NOON
    )
    data = {"name": f"{SECRET} again", "fields": {"hint": SECRET}}
    edit_account(account.pk, data, by=house.dina, at=NOON, version=1)


def plant_files(house: House, contact: Contact, lead: Lead) -> None:
    """Plant the secret in files of the person: in names, bytes and pictures; and in the name of somebody else's."""
    attach(contact, house.dina, f"{SECRET}.txt", f"{SECRET} called".encode())
    attach(lead, house.dina, f"{SECRET}.png", png() + SECRET.encode())
    make_previews(limit=5)
    attach(make_lead(house.dina), house.dina, f"mail to {ADDRESS}.txt")


def plant_mails(house: House, contact: Contact) -> None:
    """Plant the secret in a mail that was read, in one that was put aside, and in bytes that could not be read."""
    headers = {"From": f"{SECRET} <{ADDRESS}>", "To": f"leads@vendor.example, {ADDRESS}", "Subject": SECRET}
    mail = mailed(raw(f"{SECRET} wants chairs", headers), at=NOON)
    everything = {"text": SECRET, "quoted": SECRET, "html": SECRET, "put_aside_reason": SECRET}
    ids = {"message_id": f"<1@{SECRET}.example>", "in_reply_to": f"<2@{SECRET}.example>"}
    more = {
        "attachments": [{"name": f"{SECRET}.pdf", "type": "a/b", "size": 1}],
        "calendar": {"attendee": ADDRESS},
    }
    chosen = {"contact": contact, "lead": None, "put_aside_at": NOON, "put_aside_by": house.dina}
    Mail.objects.filter(pk=mail.pk).update(**everything, **ids, **more, **chosen)
    arrival = arrive(f"no mail, but {SECRET} and {ADDRESS}".encode(), at=NOON)
    words = {"words": SECRET, "sender": ADDRESS, "envelope": {"from": ADDRESS}}
    RawArrival.objects.filter(pk=arrival.pk).update(**words)


def bring_in_file(house: House) -> None:
    deals = (
        "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n"
        f"A1,Dina Doe,Printer,{SECRET} Holding,Engaging,1/5/2026,,\n"
        "A2,Dina Doe,Printer,Somebody Else,Engaging,1/5/2026,,\n"
    )
    upload = checked(Received(f"{SECRET}.csv", deals.encode()), [], currency="EUR", by=house.dina, at=NOON)
    let_in(upload.pk, by=house.dina, at=NOON)


def cells() -> Iterator[tuple[str, str]]:
    """Return each cell of the database that holds something, as its column and its text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        for name in [name for (name,) in cursor.fetchall()]:
            cursor.execute(f'SELECT to_jsonb(t)::text FROM "{name}" t')
            for (row,) in cursor.fetchall():
                yield from ((f"{name}.{key}", readable(data)) for key, data in json.loads(row).items())


def readable(value: object) -> str:
    """Return the text of a cell, also of one that holds bytes."""
    if isinstance(value, str) and value.startswith("\\x"):
        return bytes.fromhex(value[2:]).decode("utf-8", "replace").casefold()
    return json.dumps(value, ensure_ascii=False).casefold()


def where(*marks: str) -> set[str]:
    """Return the columns in which one of the marks stands."""
    matches = [mark.casefold() for mark in marks]
    return {column for column, text in cells() if any(mark in text for mark in matches)}
