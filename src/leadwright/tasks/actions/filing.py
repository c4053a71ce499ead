"""Files of a task: added before and after it has ended, deleted while it is open, read by whoever reads it."""

from leadwright.files.shelves import Shelf
from leadwright.people.models import User
from leadwright.tasks.facts import TaskFileAdded, TaskFileDeleted
from leadwright.tasks.lifecycle import Verb, check, still_open
from leadwright.tasks.locking import fetch, locked
from leadwright.tasks.models import Task, TaskQuerySet


def _rows(by: User) -> TaskQuerySet:
    return Task.objects.within_reach(by)


def _may_attach(task: Task, by: User) -> None:
    check(task, Verb.ATTACH, by=by)


SHELF = Shelf(
    kind="task",
    rows=_rows,
    fetch=fetch,
    lock=locked,
    check_adding=_may_attach,
    check_taking=_may_attach,
    check_final=still_open,
    added=TaskFileAdded,
    deleted=TaskFileDeleted,
)
add_files = SHELF.add
