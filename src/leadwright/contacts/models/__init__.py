"""The nouns of the room: contacts, their channels, the groups they are put in, loans, mergers and keys."""

from leadwright.contacts.models.channels import Email, Phone
from leadwright.contacts.models.contact import Contact, ContactQuerySet, Kind, Loan
from leadwright.contacts.models.groups import ContactGroup
from leadwright.contacts.models.keys import ContactKeys, NameWord
from leadwright.contacts.models.mergers import Merger

__all__ = [
    "Contact",
    "ContactGroup",
    "ContactKeys",
    "ContactQuerySet",
    "Email",
    "Kind",
    "Loan",
    "Merger",
    "NameWord",
    "Phone",
]
