"""A person's national number as the contact's page shows it: only where it is kept, and to those who may handle it."""

from dataclasses import dataclass

from leadwright.contacts.lifecycle import Verb, allowed_actions
from leadwright.contacts.models import Contact
from leadwright.contacts.national import Masked, masked_number
from leadwright.people.models import User
from leadwright.people.moves import open_verbs


@dataclass(frozen=True, kw_only=True)
class NumberArea:
    """Whether there is an area for the number, and what it shows."""

    is_asked: bool = False
    masked: Masked | None = None


def number_area(contact: Contact, by: User) -> NumberArea:
    """Return what the reader may see of a contact's number."""
    if Verb.KEEP_NUMBER not in open_verbs(allowed_actions(contact, by)):
        return NumberArea()
    return NumberArea(is_asked=True, masked=masked_number(contact))
