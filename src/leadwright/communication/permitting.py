"""Whether a contact may be written to: asked when somebody writes, and again when a mail leaves."""

from datetime import datetime

from leadwright.communication.models import Communication, Medium
from leadwright.consent.answers import allows
from leadwright.consent.family import head_of
from leadwright.consent.models import ConsentChannel, ConsentPurpose, ConsentSender
from leadwright.contacts.models import Contact
from leadwright.foundation.refusals import Refused, refuse


def refuse_unless_open(contact: Contact | None) -> None:
    """Refuse to reach somebody who was blocked or erased."""
    if contact is None:
        return
    head = head_of(contact)
    if head.erased_at is not None:
        refuse("CONTACT_ERASED")
    if head.is_blocked or contact.is_blocked:
        refuse("CONTACT_BLOCKED", name=head.name)


def refuse_without_consent(
    contact: Contact | None,
    medium: Medium,
    sender: ConsentSender | None,
    purpose: ConsentPurpose | None,
    *,
    at: datetime,
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
            name=contact.name if contact else "—",
            channel=ConsentChannel.label_of(channel),
            sender=sender.label if sender else "",
            purpose=purpose.label if purpose else "",
        )


def is_permitted(row: Communication, *, at: datetime) -> bool:
    """Tell whether a mail that was written may still leave."""
    try:
        refuse_unless_open(row.contact)
        if row.is_marketing:
            refuse_without_consent(row.contact, row.medium, row.sender, row.purpose, at=at)
    except Refused:
        return False
    return True
