"""What this room answers to others."""

from collections.abc import Collection, Iterable

from leadwright.contacts.actions.filing import SHELF
from leadwright.contacts.erasing import places as places_of_person
from leadwright.contacts.models import Contact, ContactGroup, ContactTitle
from leadwright.contacts.moving import ties_of_contacts
from leadwright.contacts.own import own_fields_of
from leadwright.contacts.words import WORDS
from leadwright.fields.models import OwnField
from leadwright.files.shelves import Shelf
from leadwright.foundation.questions import Words
from leadwright.history.questions import NameRows
from leadwright.people.models import User

__all__ = [
    "holders_of_files",
    "places_of_person",
    "rows_read_by",
    "rows_with_names",
    "tables_with_fields",
    "ties_of_contacts",
    "words_of_fields",
]


def rows_with_names() -> dict[str, NameRows]:
    """Return what history refers to here."""
    return {
        "contact": NameRows(model=Contact),
        "contact_group": NameRows(model=ContactGroup, key="code", name="labels"),
        "contact_title": NameRows(model=ContactTitle, key="code", name="labels"),
    }


def words_of_fields() -> Words:
    """Return what the fields of this room are called in a sentence."""
    return WORDS


def tables_with_fields() -> dict[str, type[Contact]]:
    """Return the model of this room whose rows have own fields."""
    return {Contact.SUBJECT: Contact}


def rows_read_by(field: OwnField, keys: Collection[int], user: User) -> Iterable[int]:
    """Return those among some contacts of which a user may read an own field."""
    if field.subject != Contact.SUBJECT:
        return ()
    rows = Contact.objects.within_reach(user, "contact.view").filter(pk__in=keys)
    return [row.pk for row in rows if field.pk in {known.pk for known in own_fields_of(user, row)}]


def holders_of_files() -> Iterable[Shelf[Contact]]:
    """Return that files hang on contacts."""
    return (SHELF,)
