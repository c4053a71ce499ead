"""What this room answers to others."""

from leadwright.diagrams.models import Diagram
from leadwright.diagrams.steps import step_names
from leadwright.diagrams.words import WORDS
from leadwright.foundation.questions import Words
from leadwright.history.questions import Labels, NameRows

__all__ = ["labels_at_hand", "rows_with_names", "words_of_fields"]


def labels_at_hand() -> dict[str, Labels]:
    """Return what history refers to here and what is kept in memory."""
    return {"step": step_names}


def rows_with_names() -> dict[str, NameRows]:
    """Return what history refers to here."""
    return {"diagram": NameRows(model=Diagram, key="code", name="labels")}


def words_of_fields() -> Words:
    """Return what the fields of this room are called in a sentence."""
    return WORDS
