"""What this room answers to others."""

from leadwright.fields.models import FieldChoice, OwnField
from leadwright.fields.words import WORDS
from leadwright.foundation.questions import Words
from leadwright.history.questions import NameRows

__all__ = ["rows_with_names", "words_of_fields"]


def rows_with_names() -> dict[str, NameRows]:
    """Return what history refers to here."""
    return {
        "own_field": NameRows(model=OwnField, name="labels"),
        "own_choice": NameRows(model=FieldChoice, name="labels"),
    }


def words_of_fields() -> Words:
    """Return what the parts of a definition are called in a sentence."""
    return WORDS
