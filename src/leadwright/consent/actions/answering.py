"""What a person answers through the links in mails, without signing in.

An answer is written about the contact that was asked: it counts for the one that contact was merged into, and
stays with it when the merger is undone.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from leadwright.consent.actions.writing import write
from leadwright.consent.deriving import Act, State
from leadwright.consent.event_input import NewEvent
from leadwright.consent.family import head_of, held_head
from leadwright.consent.links import TO_CONFIRM, TO_WITHDRAW
from leadwright.consent.matrix import standing_in
from leadwright.consent.models import Confirmation, Event, Origin, WithdrawalLink
from leadwright.contacts.models import Contact
from leadwright.foundation.ids import digest_of
from leadwright.foundation.refusals import NotFound, refuse
from leadwright.history.facts import Party


def open_confirmation(token: str, *, at: datetime) -> Confirmation:
    """Return the open question of a link; a used or expired one is refused, one that never was is not found."""
    match = _confirmations().filter(digest=digest_of(token, purpose=TO_CONFIRM)).first()
    if match is None:
        raise NotFound
    _refuse_unless_open(match, head_of(match.event.contact), at=at)
    return match


@transaction.atomic
def confirm(token: str, *, at: datetime) -> Event:
    """Confirm a consent by its link, which is used up by it."""
    asked = open_confirmation(token, at=at)
    head = held_head(asked.event.contact_id)
    asked = _confirmations().get(pk=asked.pk)
    _refuse_unless_open(asked, head, at=at)
    asked.used_at = at
    asked.save(update_fields=["used_at"])
    event = asked.event
    new = NewEvent(
        channel=event.channel,
        sender=event.sender,
        purpose=event.purpose,
        act=Act.CONFIRMED,
        at=at,
        wording=event.wording,
    )
    return write(event.contact, new, by=themself(event.contact), at=at, origin=Origin.PERSON)


def withdrawal_of(token: str) -> WithdrawalLink:
    """Return what a link withdraws, or refuse one that never was."""
    rows = WithdrawalLink.objects.select_related("contact__organisation", "sender", "purpose")
    match = rows.filter(digest=digest_of(token, purpose=TO_WITHDRAW)).first()
    if match is None:
        raise NotFound
    return match


@transaction.atomic
def withdraw(token: str, *, at: datetime) -> None:
    """Withdraw a consent by its link, at any time; again, or by a link that never was, nothing happens."""
    rows = WithdrawalLink.objects.select_related("contact", "sender", "purpose")
    link = rows.filter(digest=digest_of(token, purpose=TO_WITHDRAW)).first()
    if link is None:
        return
    head = held_head(link.contact_id)
    standing = standing_in(head, (link.channel, link.sender_id, link.purpose_id), at=at)
    if head.erased_at is not None or standing.state is State.NO:
        return
    new = NewEvent(channel=link.channel, sender=link.sender, purpose=link.purpose, act=Act.WITHDRAWN, at=at)
    write(link.contact, new, by=themself(link.contact), at=at, origin=Origin.PERSON)


def themself(contact: Contact) -> Party:
    """Return the person behind a link as history names the doer of a deed."""
    return Party(kind="token", id=None, name=contact.name)


def _confirmations() -> QuerySet[Confirmation]:
    return Confirmation.objects.select_related(
        "event__contact__organisation", "event__sender", "event__purpose", "event__wording"
    )


def _refuse_unless_open(asked: Confirmation, contact: Contact, *, at: datetime) -> None:
    if asked.used_at is not None or asked.expires_at <= at or contact.erased_at is not None:
        refuse("LINK_USED_UP")
