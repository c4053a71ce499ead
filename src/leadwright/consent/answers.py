"""What this room answers to others: whether somebody may be reached, and what its lists are called."""

from datetime import datetime

from leadwright.consent.deriving import State
from leadwright.consent.erasing import places as places_of_person
from leadwright.consent.family import head_of
from leadwright.consent.matrix import state
from leadwright.consent.models import ConsentChannel, ConsentPurpose, ConsentSender
from leadwright.consent.words import WORDS
from leadwright.contacts.models import Contact
from leadwright.foundation.questions import Words
from leadwright.history.questions import NameRows

__all__ = ["allows", "places_of_person", "rows_with_names", "words_of_fields"]


def rows_with_names() -> dict[str, NameRows]:
    """Return what history refers to here."""
    return {
        "consent_channel": NameRows(model=ConsentChannel, key="code", name="labels"),
        "consent_sender": NameRows(model=ConsentSender, key="code", name="labels"),
        "consent_purpose": NameRows(model=ConsentPurpose, key="code", name="labels"),
    }


def allows(contact: Contact, *, channel: str, sender: str, purpose: str, at: datetime) -> bool:
    """Tell whether a sender may reach a contact for a purpose of marketing: only a yes is a yes.

    Ask it when sending, not when planning: a contact that was erased, an address that is suppressed and a
    cell about which nothing is known are all refused.
    """
    head = head_of(contact)
    if head.erased_at is not None:
        return False
    standing = state(head, channel=channel, sender=sender, purpose=purpose, at=at)
    return standing.state is State.YES


def words_of_fields() -> Words:
    """Return what the fields of this room are called in a sentence."""
    return WORDS
