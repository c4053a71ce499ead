"""Remark on a task: comments are added, and never changed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from leadwright.foundation.batches import action
from leadwright.foundation.refusals import field_error
from leadwright.history.record import record
from leadwright.leads.cleaning import clean_text, tried
from leadwright.people.models import User
from leadwright.tasks.cleaning import Around, refuse_unknown
from leadwright.tasks.facts import TaskCommented
from leadwright.tasks.lifecycle import Verb, check
from leadwright.tasks.locking import locked
from leadwright.tasks.models import Comment

LONGEST = 10_000


@action
def comment(pk: int, data: Mapping[str, Any], *, by: User, at: datetime) -> Comment:
    """Add a comment, on a task that has ended too; the task itself stays as it is, so nobody's edit grows stale."""
    task = locked(pk, by=by)
    check(task, Verb.COMMENT, by=by)
    around = Around(by=by, at=at, task=task)
    refuse_unknown(data, around, "text")
    text = tried(around.faults, lambda: clean_text("text", data.get("text"), longest=LONGEST))
    if text == "":
        around.faults.append(field_error("text", "FIELD_REQUIRED"))
    around.finished()
    row = Comment.objects.create(task=task, at=at, by=by, text=text or "")
    record(TaskCommented(task=task, comment=row, by=by.party(), at=at))
    return row
