"""What activities answer to rooms below."""

from collections.abc import Iterable

from leadwright.activities.actions.filing import SHELF
from leadwright.activities.actions.inviting import has_passed
from leadwright.activities.erasing import places as places_of_person
from leadwright.activities.erasing import subjects_joined_by, subjects_of_person
from leadwright.activities.field_words import WORDS
from leadwright.activities.models import Activity
from leadwright.activities.moving import ties_of_contacts
from leadwright.files.shelves import Shelf
from leadwright.foundation.questions import Words

__all__ = [
    "has_passed",
    "holders_of_files",
    "places_of_person",
    "subjects_joined_by",
    "subjects_of_person",
    "ties_of_contacts",
    "words_of_fields",
]


def words_of_fields() -> Words:
    """Return what the fields of an activity are called in a sentence."""
    return WORDS


def holders_of_files() -> Iterable[Shelf[Activity]]:
    """Return that files hang on activities."""
    return (SHELF,)
