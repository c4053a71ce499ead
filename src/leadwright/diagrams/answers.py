"""What this room answers to others."""

from leadwright.diagrams.models import Diagram
from leadwright.diagrams.words import WORDS
from leadwright.foundation.questions import Words
from leadwright.history.questions import NameRows

__all__ = ["rows_with_names", "words_of_fields"]


def rows_with_names() -> dict[str, NameRows]:
    """Return what history refers to here."""
    return {"diagram": NameRows(model=Diagram, key="code", name="labels")}


def words_of_fields() -> Words:
    """Return what the fields of this room are called in a sentence."""
    return WORDS
