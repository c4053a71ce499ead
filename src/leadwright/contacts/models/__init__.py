"""The nouns of the room: contacts, their channels, the groups they are put in, and loans."""

from leadwright.contacts.models.channels import Email, Phone
from leadwright.contacts.models.contact import Contact, ContactQuerySet, Kind, Loan
from leadwright.contacts.models.groups import ContactGroup
from leadwright.contacts.models.mergers import Merger

__all__ = ["Contact", "ContactGroup", "ContactQuerySet", "Email", "Kind", "Loan", "Merger", "Phone"]
