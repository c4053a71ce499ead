"""What this room answers to others."""

from leadwright.foundation.questions import Words
from leadwright.notifications.words import WORDS

__all__ = ["words_of_fields"]


def words_of_fields() -> Words:
    """Return what the fields of this room are called in a sentence."""
    return WORDS
