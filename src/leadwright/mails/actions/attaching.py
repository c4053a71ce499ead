"""File a mail with a lead, or make a lead of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from leadwright.contacts.models import Contact
from leadwright.foundation.batches import action
from leadwright.foundation.numbers import number_in
from leadwright.foundation.refusals import Refused, field_error, refuse, refuse_fields
from leadwright.history.record import record
from leadwright.leads.actions import create
from leadwright.leads.descriptions import description_from
from leadwright.leads.locking import locked
from leadwright.leads.models import Lead
from leadwright.leads.references import offered_sources
from leadwright.mails.actions.locking import locked_mail, require_to_sort
from leadwright.mails.facts import AutomaticMailAttached, MailAttached
from leadwright.mails.lifecycle import Verb, check, holder_of
from leadwright.mails.models import Mail
from leadwright.people.access import require
from leadwright.people.models import User

# The source that a lead has which came by mail, in each set-up that is shipped.
SOURCE = "e-mail"


@action
def attach(pk: int, data: Mapping[str, Any], *, by: User, at: datetime) -> Mail:
    """File a mail without a lead with one that the user may change; one that was put aside too."""
    require_to_sort(pk, by=by)
    refuse_fields(field_error(name, "FIELD_UNKNOWN") for name in sorted(data.keys() - {"lead"}))
    lead = _chosen(data.get("lead"), by=by)
    mail = locked_mail(pk)
    check(mail, Verb.ATTACH, by=by)
    return _attached(mail, lead, by=by, at=at)


def _chosen(given: Any, *, by: User) -> Lead:
    """Return the lead that somebody named, locked; one beyond reach looks like none."""
    if given in (None, ""):
        refuse("FIELD_REQUIRED", field="lead")
    number = number_in(str(given).strip().upper().removeprefix("L-"))
    try:
        lead = locked(number or 0, by=by)
    except Refused:
        refuse("FIELD_INVALID", field="lead", reason=_("choose one that exists and that you can see"))
    require(by, "lead.edit", lead)
    return lead


def _refuse_copy(mail: Mail, home: int) -> None:
    """Refuse a mail that came in by two roads, and whose other copy is filed with the same company already."""
    same = Mail.objects.filter(organisation=home, message_id=mail.message_id, digest=mail.digest)
    if mail.message_id and same.exclude(pk=mail.pk).exists():
        refuse("MAIL_FILED_ALREADY")


def _attached(mail: Mail, lead: Lead, *, by: User, at: datetime) -> Mail:
    """Let a mail be that of whoever handles the lead; a sender that files it goes on reading it."""
    home = holder_of(lead)
    _refuse_copy(mail, home)
    is_foreign = home != by.organisation_id
    mail.lead, mail.organisation_id = lead, home
    mail.is_shared, mail.shared_with = is_foreign, by.organisation if is_foreign else None
    mail.contact_id = mail.contact_id or lead.contact_id
    mail.put_aside_at, mail.put_aside_by, mail.put_aside_reason = None, None, ""
    mail.save(
        update_fields=[
            *("lead", "organisation", "is_shared", "shared_with", "contact"),
            *("put_aside_at", "put_aside_by", "put_aside_reason"),
        ]
    )
    fact = AutomaticMailAttached if mail.is_by_program else MailAttached
    record(fact(lead=lead, mail=mail, by=by.party(), at=at))
    return mail


@action
def make_lead(pk: int, data: Mapping[str, Any], *, by: User, at: datetime) -> Lead:
    """Enter a lead from a mail and file the mail with it; what is not said is taken from the mail.

    The lead is entered before the mail is locked, as everywhere; whoever comes second enters none.
    """
    mail = require_to_sort(pk, by=by)
    check(mail, Verb.MAKE_LEAD, by=by)
    lead = create(_from_mail(mail, by) | dict(data), by=by, at=at)
    mail = locked_mail(pk)
    check(mail, Verb.MAKE_LEAD, by=by)
    _attached(mail, lead, by=by, at=at)
    return lead


def _from_mail(mail: Mail, by: User) -> dict[str, Any]:
    """Return what a mail says of the lead that is made of it."""
    source = next((row.code for row in offered_sources() if row.code == SOURCE), None)
    data: dict[str, Any] = {"description": description_of(mail), "contact": contact_of(mail, by)}
    return data | ({"source": source} if source else {})


def description_of(mail: Mail) -> str:
    """Return subject and text of a mail, as far as a description holds them."""
    return description_from(mail.subject, mail.text)


def contact_within_reach(mail: Mail, by: User) -> Contact | None:
    """Return the contact that a mail was placed with, for whoever may see it."""
    rows: Any = Contact.objects.within_reach(by, "contact.view")
    contact: Contact | None = rows.filter(pk=mail.contact_id).first() if mail.contact_id else None
    return contact


def contact_of(mail: Mail, by: User) -> dict[str, Any]:
    """Return whom a lead is about that is made of a mail: the contact it was placed with, else a new one."""
    known = contact_within_reach(mail, by)
    if known is not None:
        return {"id": known.pk}
    return {"kind": "person", "name": mail.author or "", "email": mail.sender}
