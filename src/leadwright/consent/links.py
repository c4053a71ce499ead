"""The links in mails: to confirm once, and to withdraw at any time."""

from datetime import datetime, timedelta

from django.conf import settings

from leadwright.consent.facts import Letter
from leadwright.consent.models import Confirmation, Event, WithdrawalLink
from leadwright.consent.suppressing import Place
from leadwright.contacts.models import Contact
from leadwright.foundation.ids import digest_of, new_token

CONFIRM_DAYS = 14
TO_CONFIRM = "consent-confirmation"
TO_WITHDRAW = "consent-withdrawal"


def confirm_until(at: datetime) -> datetime:
    """Return until when somebody who is asked at a moment can confirm."""
    return at + timedelta(days=CONFIRM_DAYS)


def write_letter(event: Event, *, contact: Contact, at: datetime) -> Letter:
    """Make the links of the mail that asks for the confirmation of an event."""
    token, until = new_token(), event.awaits_until or confirm_until(at)
    Confirmation.objects.create(event=event, digest=digest_of(token, purpose=TO_CONFIRM), expires_at=until)
    return Letter(
        confirm=f"{settings.BASE_URL}/consent/confirm/{token}/",
        withdraw=new_withdrawal_link(contact, event.cell, at=at),
        until=until,
    )


def new_withdrawal_link(contact: Contact, place: Place, *, at: datetime) -> str:
    """Return a new link by which one consent can be withdrawn; each mail of marketing carries its own."""
    token, (channel, sender, purpose) = new_token(), place
    WithdrawalLink.objects.create(
        contact=contact,
        channel=channel,
        sender_id=sender,
        purpose_id=purpose,
        digest=digest_of(token, purpose=TO_WITHDRAW),
        created_at=at,
    )
    return f"{settings.BASE_URL}/consent/withdraw/{token}/"


def withdrawal_headers(link: str) -> dict[str, str]:
    """Return the headers by which a mail program withdraws with one click (RFC 8058)."""
    return {"List-Unsubscribe": f"<{link}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
