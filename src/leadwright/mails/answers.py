"""What this room answers to others."""

from leadwright.foundation.questions import Words
from leadwright.mails.erasing import places as places_of_person
from leadwright.mails.words import WORDS

__all__ = ["places_of_person", "words_of_fields"]


def words_of_fields() -> Words:
    """Return what the fields of this room are called in a sentence."""
    return WORDS
