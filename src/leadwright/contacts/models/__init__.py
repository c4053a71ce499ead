"""The nouns of the room: contacts, channels, groups, loans, mergers, keys, blocked keys and national numbers."""

from leadwright.contacts.models.blocking import BlockedKey, Distinction
from leadwright.contacts.models.channels import Email, Phone
from leadwright.contacts.models.contact import Contact, ContactQuerySet, Kind, Loan
from leadwright.contacts.models.facets import ContactFacet
from leadwright.contacts.models.groups import ContactGroup
from leadwright.contacts.models.keys import ContactKeys, NameWord
from leadwright.contacts.models.mergers import Merger
from leadwright.contacts.models.numbers import NationalNumber

__all__ = [
    "BlockedKey",
    "Contact",
    "ContactFacet",
    "ContactGroup",
    "ContactKeys",
    "ContactQuerySet",
    "Distinction",
    "Email",
    "Kind",
    "Loan",
    "Merger",
    "NameWord",
    "NationalNumber",
    "Phone",
]
