"""A person's national number as the contact's page shows it: only where it is kept, and to those who may handle it."""

from dataclasses import dataclass

from leadwright.contacts.models import Contact, Kind
from leadwright.contacts.national import Masked, is_kept, masked_number
from leadwright.people.access import may
from leadwright.people.models import User


@dataclass(frozen=True, kw_only=True)
class NumberArea:
    """Whether there is an area for the number, and what it shows."""

    is_asked: bool = False
    shown: Masked | None = None


def number_area(contact: Contact, by: User) -> NumberArea:
    """Return what the reader may see of a contact's number."""
    own = contact.organisation_id == by.organisation_id
    if not (is_kept() and own and contact.kind == Kind.PERSON and may(by, "privacy.manage")):
        return NumberArea()
    return NumberArea(is_asked=True, shown=masked_number(contact))
