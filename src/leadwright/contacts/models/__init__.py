"""The nouns of the room: contacts with channels, groups and titles, loans, mergers, keys and national numbers."""

from leadwright.contacts.models.blocking import BlockedKey, Distinction
from leadwright.contacts.models.channels import Email, Phone
from leadwright.contacts.models.contact import Contact, ContactQuerySet, Kind, Loan
from leadwright.contacts.models.facets import ContactFacet
from leadwright.contacts.models.groups import ContactGroup
from leadwright.contacts.models.keys import ContactKeys, NameWord
from leadwright.contacts.models.mergers import Merger
from leadwright.contacts.models.numbers import NationalNumber
from leadwright.contacts.models.titles import ContactTitle

__all__ = [
    "BlockedKey",
    "Contact",
    "ContactFacet",
    "ContactGroup",
    "ContactKeys",
    "ContactQuerySet",
    "ContactTitle",
    "Distinction",
    "Email",
    "Kind",
    "Loan",
    "Merger",
    "NameWord",
    "NationalNumber",
    "Phone",
]
