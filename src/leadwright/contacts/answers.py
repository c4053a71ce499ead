"""What this room answers to others."""

from leadwright.contacts.erasing import places as places_of_person
from leadwright.contacts.models import Contact, ContactGroup
from leadwright.contacts.words import WORDS
from leadwright.foundation.questions import Words
from leadwright.history.questions import NameRows

__all__ = ["places_of_person", "rows_with_names", "tables_with_fields", "words_of_fields"]


def rows_with_names() -> dict[str, NameRows]:
    """Return what history refers to here."""
    return {
        "contact": NameRows(model=Contact),
        "contact_group": NameRows(model=ContactGroup, key="code", name="labels"),
    }


def words_of_fields() -> Words:
    """Return what the fields of this room are called in a sentence."""
    return WORDS


def tables_with_fields() -> dict[str, type[Contact]]:
    """Return the model of this room whose rows have own fields."""
    return {Contact.SUBJECT: Contact}
