"""Whether a contact may be written to: asked when somebody writes, and again when a mail leaves."""

from datetime import datetime

from django.db.models.functions import Lower

from leadwright.communication.models import Communication, Medium
from leadwright.consent.answers import allows
from leadwright.consent.family import head_of
from leadwright.consent.models import ConsentChannel, ConsentPurpose, ConsentSender
from leadwright.contacts.models import Contact, Email
from leadwright.foundation.refusals import Refused, refuse


def refuse_unless_open(contact: Contact | None, *, field: str | None = None) -> None:
    """Refuse to reach somebody who was blocked or erased; `field` named it."""
    if contact is None:
        return
    head = head_of(contact)
    if head.erased_at is not None:
        refuse("CONTACT_ERASED", field=field)
    if head.is_blocked or contact.is_blocked:
        refuse("CONTACT_BLOCKED", field=field, name=head.name)


def refuse_blocked_address(address: str, organisation_id: int, *, field: str | None = None) -> None:
    """Refuse an address that is of somebody whom the company blocked."""
    rows = Email.objects.alias(plain=Lower("address")).filter(plain=address.lower())
    for row in rows.filter(contact__organisation=organisation_id).select_related("contact"):
        refuse_unless_open(row.contact, field=field)


def refuse_without_consent(
    contact: Contact | None,
    medium: Medium,
    sender: ConsentSender | None,
    purpose: ConsentPurpose | None,
    *,
    at: datetime,
    name: str = "",
    field: str | None = None,
) -> None:
    """Refuse marketing unless its reader agreed to this channel, this sender and this purpose: only a yes is a yes."""
    channel = medium.consent_channel
    is_wanted = (
        contact is not None
        and sender is not None
        and purpose is not None
        and allows(contact, channel=channel, sender=sender.code, purpose=purpose.code, at=at)
    )
    if not is_wanted:
        refuse(
            "OPT_IN_MISSING",
            field=field,
            name=contact.name if contact else name or "—",
            channel=ConsentChannel.label_of(channel),
            sender=sender.label if sender else "",
            purpose=purpose.label if purpose else "",
        )


def is_permitted(row: Communication, *, at: datetime) -> bool:
    """Tell whether a mail that was written may still leave."""
    try:
        refuse_unless_open(row.contact)
        if row.contact is None:
            refuse_blocked_address(row.address, row.organisation_id)
        if row.is_marketing:
            refuse_without_consent(row.contact, row.medium, row.sender, row.purpose, at=at)
    except Refused:
        return False
    return True
