"""What accounts answer to rooms below."""

from leadwright.accounts.erasing import places as places_of_person
from leadwright.accounts.moving import ties_of_contacts
from leadwright.accounts.words import WORDS
from leadwright.foundation.questions import Words

__all__ = ["places_of_person", "ties_of_contacts", "words_of_fields"]


def words_of_fields() -> Words:
    """Return what the fields of this room are called in a sentence."""
    return WORDS
