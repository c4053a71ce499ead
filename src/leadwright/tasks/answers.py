"""What tasks answer to rooms below."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leadwright.files.shelves import Shelf
from leadwright.foundation.questions import Words
from leadwright.messages.models import Message
from leadwright.tasks.actions.filing import SHELF
from leadwright.tasks.erasing import places as places_of_person
from leadwright.tasks.erasing import subjects_joined_by, subjects_of_person
from leadwright.tasks.field_words import WORDS
from leadwright.tasks.models import Task

__all__ = [
    "has_passed",
    "holders_of_files",
    "kinds_of_notices",
    "places_of_person",
    "subjects_joined_by",
    "subjects_of_person",
    "words_of_fields",
]


def kinds_of_notices() -> dict[str, str | Promise]:
    """Return that a person can do without the mails of tasks that are due."""
    return {"task_due": _("a task is due")}


def has_passed(message: Message) -> bool:
    """Tell whether the task that a mail is about has ended since it was written, or is due at another time."""
    if message.kind != "task_due":
        return False
    _task, number, noticed, due, *_rest = message.key.split(":")
    task = Task.objects.open().filter(pk=number, noticed=noticed).first()
    return task is None or f"{task.due_at:%Y%m%d%H%M%S}" != due


def words_of_fields() -> Words:
    """Return what the fields of a task are called in a sentence."""
    return WORDS


def holders_of_files() -> Iterable[Shelf[Task]]:
    """Return that files hang on tasks."""
    return (SHELF,)
