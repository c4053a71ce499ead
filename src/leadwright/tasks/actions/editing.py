"""Change what is asked of an open task, or write down what came of it so far."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from leadwright.contacts.actions import refuse_unless_current, refuse_without_version
from leadwright.foundation.batches import action
from leadwright.foundation.refusals import field_error
from leadwright.history.record import record
from leadwright.people.models import User
from leadwright.tasks import own
from leadwright.tasks.actions.keeping import differences, store, watched
from leadwright.tasks.cleaning import ASKED, SAVED, Around, columns, moments, refuse_unknown
from leadwright.tasks.facts import TaskEdited, TaskProgressed
from leadwright.tasks.lifecycle import Verb, check
from leadwright.tasks.locking import locked
from leadwright.tasks.models import Task

NEEDED = ("subject", "due", "starts")


@action
def edit(pk: int, data: Mapping[str, Any], *, by: User, at: datetime, version: int | None = None) -> Task:
    """Change an open task on the version that was seen; what is absent stays, what is needed is never emptied.

    Results and own fields are saved by whoever is in charge; what is asked is changed by whoever oversees the task.
    """
    task = locked(pk, by=by)
    is_progress = bool(data) and data.keys() <= set(SAVED)
    check(task, Verb.SAVE if is_progress else Verb.EDIT, by=by)
    refuse_without_version(version)
    refuse_unless_current(task.version, version)
    around = Around(by=by, at=at, task=task)
    refuse_unknown(data, around, *ASKED, *SAVED)
    empty = [name for name in NEEDED if name in data and _is_empty(name, data)]
    around.faults += [field_error(name, "FIELD_REQUIRED") for name in empty]
    some = {name: value for name, value in data.items() if name not in empty}
    values = columns(some, around) | moments(some, around)
    values |= own.changed(data, task, around, is_done=False)
    around.finished()
    before, own_before = watched(task), task.own_fields
    store(task, **values, at=at)
    changes, texts = differences(before, watched(task))
    texts |= own.texts_of(task, own_before)
    if changes or texts:
        fact = TaskProgressed if is_progress else TaskEdited
        record(fact(task=task, changes=changes, texts=texts, by=by.party(), at=at))
    return task


def _is_empty(name: str, data: Mapping[str, Any]) -> bool:
    if name == "due" and data.get("working_days") not in (None, ""):
        return False
    value = data[name]
    return value is None or (isinstance(value, str) and not value.strip())
