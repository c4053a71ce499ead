"""What tasks answer to rooms below."""

from collections.abc import Iterable

from leadwright.files.shelves import Shelf
from leadwright.foundation.questions import Words
from leadwright.tasks.actions.filing import SHELF
from leadwright.tasks.erasing import places as places_of_person
from leadwright.tasks.field_words import WORDS
from leadwright.tasks.models import Task

__all__ = ["holders_of_files", "places_of_person", "words_of_fields"]


def words_of_fields() -> Words:
    """Return what the fields of a task are called in a sentence."""
    return WORDS


def holders_of_files() -> Iterable[Shelf[Task]]:
    """Return that files hang on tasks."""
    return (SHELF,)
