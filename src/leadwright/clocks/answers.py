"""What this room answers to others."""

from leadwright.clocks.words import WORDS
from leadwright.foundation.questions import Words

__all__ = ["words_of_fields"]


def words_of_fields() -> Words:
    """Return what the fields of this room are called in a sentence."""
    return WORDS
