"""What this room answers to others."""

from leadwright.contacts.erasing import places as places_of_person
from leadwright.contacts.words import WORDS
from leadwright.foundation.questions import Words

__all__ = ["places_of_person", "words_of_fields"]


def words_of_fields() -> Words:
    """Return what the fields of this room are called in a sentence."""
    return WORDS
