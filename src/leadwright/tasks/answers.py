"""What tasks answer to rooms below."""

from collections.abc import Collection, Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leadwright.fields.models import OwnField
from leadwright.files.shelves import Shelf
from leadwright.foundation.questions import Words
from leadwright.messages.models import Message
from leadwright.people.models import User
from leadwright.tasks.actions.filing import SHELF
from leadwright.tasks.erasing import places as places_of_person
from leadwright.tasks.erasing import subjects_joined_by, subjects_of_person
from leadwright.tasks.field_words import WORDS
from leadwright.tasks.models import Task
from leadwright.tasks.own import own_fields_of
from leadwright.tasks.states import TaskState

__all__ = [
    "has_passed",
    "holders_of_files",
    "kinds_of_notices",
    "places_of_person",
    "places_of_subject",
    "rows_read_by",
    "subjects_joined_by",
    "subjects_of_person",
    "tables_with_fields",
    "words_of_fields",
]


def kinds_of_notices() -> dict[str, str | Promise]:
    """Return that a person can do without the mails of tasks that are due."""
    return {"task_due": _("a task is due")}


def has_passed(message: Message) -> bool:
    """Tell whether the task of a mail has ended since, is due at another time, or its reader sees it no longer."""
    if message.kind != "task_due":
        return False
    _task, number, noticed, due, *_rest = message.key.split(":")
    reader = message.recipient_user
    seen = Task.objects.within_reach(reader) if reader is not None else Task.objects.none()
    task = seen.open().filter(pk=number, noticed=noticed).first()
    return task is None or f"{task.due_at:%Y%m%d%H%M%S}" != due


def words_of_fields() -> Words:
    """Return what the fields of a task are called in a sentence."""
    return WORDS


def holders_of_files() -> Iterable[Shelf[Task]]:
    """Return that files hang on tasks."""
    return (SHELF,)


def places_of_subject(subject: str) -> Iterable[str]:
    """Return that own fields of tasks can be needed before one is completed."""
    if subject == Task.SUBJECT:
        yield TaskState.COMPLETED.value


def tables_with_fields() -> dict[str, type[Task]]:
    """Return the model of this room whose rows have own fields."""
    return {Task.SUBJECT: Task}


def rows_read_by(field: OwnField, keys: Collection[int], user: User) -> Iterable[int]:
    """Return those among some tasks of which a user may read an own field."""
    if field.subject != Task.SUBJECT:
        return ()
    rows = Task.objects.within_reach(user).filter(pk__in=keys)
    return [row.pk for row in rows if field.pk in {known.pk for known in own_fields_of(user, row)}]
