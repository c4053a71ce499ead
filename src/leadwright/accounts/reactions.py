"""What accounts do on facts: they follow their contacts."""

from leadwright.accounts.moving import move, move_back
from leadwright.contacts.facts import ContactMerged, ContactUnmerged


def move_account(fact: ContactMerged) -> None:
    """The account of a contact that became part of another is the account of that other, unless it has one."""
    move(fact.merged, fact.contact)


def return_account(fact: ContactUnmerged) -> None:
    """A merger was undone: the account goes back to whom it was opened for."""
    move_back(fact.merged, fact.contact, fact.ties)
