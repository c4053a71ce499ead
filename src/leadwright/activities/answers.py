"""What activities answer to rooms below."""

from leadwright.activities.actions.inviting import has_passed
from leadwright.activities.erasing import places as places_of_person
from leadwright.activities.erasing import subjects_of_person
from leadwright.activities.field_words import WORDS
from leadwright.activities.moving import ties_of_contacts
from leadwright.foundation.questions import Words

__all__ = [
    "has_passed",
    "places_of_person",
    "subjects_of_person",
    "ties_of_contacts",
    "words_of_fields",
]


def words_of_fields() -> Words:
    """Return what the fields of an activity are called in a sentence."""
    return WORDS
