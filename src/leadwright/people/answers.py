"""What this room answers to others."""

from leadwright.foundation.questions import Words
from leadwright.history.questions import NameRows
from leadwright.people.models import Group, Organisation, Profile, Unit, User
from leadwright.people.words import WORDS

__all__ = ["rows_with_names", "words_of_fields"]


def rows_with_names() -> dict[str, NameRows]:
    """Return what history refers to here."""
    rows = {
        kind: NameRows(model=model)
        for kind, model in (
            ("user", User),
            ("organisation", Organisation),
            ("group", Group),
            ("unit", Unit),
        )
    }
    return rows | {"profile": NameRows(model=Profile, key="code"), "role": NameRows(model=Profile)}


def words_of_fields() -> Words:
    """Return what the fields of this room are called in a sentence."""
    return WORDS
