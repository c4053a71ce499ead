"""Communicate a lead: write to its contact by mail, or note what was said by another medium."""

from collections.abc import Mapping
from datetime import datetime
from email.utils import parseaddr, quote
from typing import Any

from django.conf import settings

from leadwright.communication.facts import LeadCommunicated
from leadwright.communication.models import Communication, Direction, Enclosure, Role, Target
from leadwright.communication.permitting import (
    refuse_blocked_address,
    refuse_unless_open,
    refuse_without_consent,
)
from leadwright.communication.recipients import Recipient
from leadwright.communication.writing import Draft, read_draft
from leadwright.consent.links import new_withdrawal_link, withdrawal_headers
from leadwright.foundation.batches import action
from leadwright.foundation.refusals import refuse
from leadwright.history.facts import Party
from leadwright.history.record import record
from leadwright.leads.fetching import fetch_lead
from leadwright.leads.lifecycle import Verb, check
from leadwright.leads.locking import locked
from leadwright.leads.models import Lead
from leadwright.leads.sides import other_side
from leadwright.messages.actions import queue, thread_of
from leadwright.messages.addresses import single_address
from leadwright.people.models import Organisation, User

KIND = "communication"
PLAIN, MARKETING = "communication", "marketing"
# What of a draft is kept as it is.
SAID = (
    *("medium", "direction", "subject", "text", "template"),
    *("is_marketing", "sender", "purpose", "is_shared"),
)


@action
def communicate(number: int, data: Mapping[str, Any], *, by: User, at: datetime) -> Communication:
    """Say something to the contact of an open lead, or note what was said; the lead itself stays as it is.

    What goes out by e-mail is put into the outbox, and looked at once more when it leaves.
    """
    lead = locked(number, by=by)
    check(lead, Verb.COMMUNICATE, by=by)
    draft = read_draft(lead, data, by=by, at=at)
    return put(lead, draft, author=by, home=by.organisation, by=by.party(), at=at)


def communicate_with(
    number: int,
    *,
    by: User,
    at: datetime,
    medium: object = None,
    subject: object = None,
    body: object = None,
    template: object = None,
    language: object = None,
    marketing: object = None,
    sender: object = None,
    purpose: object = None,
    shared: object = None,
) -> Communication:
    """Say the same to the contact of one of several leads, each with its own values in the place of tags."""
    said = {
        "medium": medium,
        "subject": subject,
        "body": body,
        "template": template,
        "language": language,
        "marketing": marketing,
        "sender": sender,
        "purpose": purpose,
        "shared": shared,
    }
    given = {name: value for name, value in said.items() if value is not None}
    return communicate(number, given, by=by, at=at)


def preview(number: int, data: Mapping[str, Any], *, by: User, at: datetime) -> Draft:
    """Return what would be said, with a value in the place of each tag, or refuse as the act itself would."""
    lead = fetch_lead(number, by=by)
    check(lead, Verb.COMMUNICATE, by=by)
    draft = read_draft(lead, data, by=by, at=at)
    recipients_of(lead, draft, by.organisation_id, at=at)
    return draft


def put(
    lead: Lead,
    draft: Draft,
    *,
    author: User,
    home: Organisation,
    by: Party,
    at: datetime,
    is_automatic: bool = False,
) -> Communication:
    """Store, send and record what is to be said about a lead that is held; `author` is whom an answer goes to."""
    recipients = recipients_of(lead, draft, home.pk, at=at)
    said: dict[str, Any] = {
        "lead": lead,
        "organisation": home,
        "by": author,
        "at": at,
        "is_automatic": is_automatic,
        **{name: getattr(draft, name) for name in SAID},
        "shared_with": other_side(lead, home.pk) if draft.is_shared else None,
    }
    first, *others = recipients
    row = Communication.objects.create(**said, **_to(first))
    rows = [row, *(Communication.objects.create(**said, **_to(other), copy_of=row) for other in others)]
    for each in rows if draft.is_sent else ():
        _send(each, draft, author, _heads(recipients), at=at)
    carried = [
        Enclosure(communication=each, file=file, name=file.name, size=file.size)
        for each in rows
        for file in draft.files
    ]
    Enclosure.objects.bulk_create(carried)
    names = tuple(file.name for file in draft.files)
    whom = tuple((str(other.role), other.address) for other in recipients)
    fact = LeadCommunicated(lead=lead, communication=row, files=names, recipients=whom, by=by, at=at)
    record(fact)
    return row


def _to(recipient: Recipient) -> dict[str, Any]:
    return {name: getattr(recipient, name) for name in ("contact", "address", "role")}


def _heads(recipients: list[Recipient]) -> dict[str, str]:
    """Return the lines of the head by which each of several sees who else got it; a single one needs none."""
    if len(recipients) == 1:
        return {}
    by_role = {
        role: ", ".join(row.address for row in recipients if row.role == role) for role in (Role.TO, Role.CC)
    }
    return {role.value.capitalize(): line for role, line in by_role.items() if line}


def _address(lead: Lead, draft: Draft) -> str:
    """Return where the medium reaches the contact; what goes out needs such a place, what came in has it at best."""
    target = draft.medium.target
    address = {Target.EMAIL: lead.email, Target.PHONE: lead.phone}.get(Target(target), "")
    if target != Target.NONE and not address and draft.direction == Direction.OUTGOING:
        refuse("ADDRESS_MISSING", field="medium", medium=draft.medium.label)
    return single_address(address, field="contact_email") if draft.is_sent else address


def recipients_of(lead: Lead, draft: Draft, home: int, *, at: datetime) -> list[Recipient]:
    """Return whom it goes to, if each may be reached and there is such a place, or refuse: first those in `to`.

    Without a list of them that is the contact of the lead.
    """
    to = [row for row in draft.recipients if row.role == Role.TO]
    if not to:
        refuse_unless_open(lead.contact)
        to = [Recipient(role=Role.TO, contact=lead.contact, address=_address(lead, draft))]
    rows = [*to, *(row for row in draft.recipients if row.role == Role.CC)]
    for row in rows:
        refuse_unless_open(row.contact, field=row.field)
        if row.contact is None:
            refuse_blocked_address(row.address, home, field=row.field)
        if draft.is_marketing and draft.direction == Direction.OUTGOING:
            about = (draft.medium, draft.sender, draft.purpose)
            refuse_without_consent(row.contact, *about, at=at, name=row.address, field=row.field)
    return rows


def _send(row: Communication, draft: Draft, author: User, heads: dict[str, str], *, at: datetime) -> None:
    """Put a mail into the outbox; marketing carries a link of its own by which it is unsubscribed."""
    lead, contact = row.lead, row.contact
    headers = (
        thread_of("lead", lead.pk)
        | heads
        | {
            "Auto-Submitted": "auto-generated" if row.is_automatic else "no",
            "From": _from(author),
        }
    )
    context: dict[str, Any] = {"subject": draft.subject, "text": draft.text}
    if draft.is_marketing and contact and draft.sender and draft.purpose:
        place = (draft.medium.consent_channel, draft.sender.pk, draft.purpose.pk)
        link = new_withdrawal_link(contact, place, at=at)
        headers |= withdrawal_headers(link)
        context |= {"withdraw_link": link, "organisation": row.organisation.name}
    row.message_key = f"{KIND}:{row.pk}"
    row.save(update_fields=["message_key"])
    queue(
        key=row.message_key,
        kind=KIND,
        to=row.address,
        template=MARKETING if draft.is_marketing else PLAIN,
        context=context,
        at=at,
        subject_kind="lead",
        subject_id=lead.pk,
        reply_to=author.email,
        headers=headers,
        language=draft.language,
        time_zone=row.organisation.time_zone,
    )


def _from(author: User) -> str:
    """Return from whom a mail is: the person by name, at the address that this installation sends from."""
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return f'"{quote(f"{author.name}, {author.organisation.name}")}" <{address}>'
