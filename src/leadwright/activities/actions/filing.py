"""Files of an activity: added before and after it is closed, deleted while it is open, read by whoever reads it."""

from leadwright.activities.facts import ActivityFileAdded, ActivityFileDeleted
from leadwright.activities.lifecycle import Verb, check, still_open
from leadwright.activities.locking import fetch, locked
from leadwright.activities.models import Activity, ActivityQuerySet
from leadwright.files.actions import PRIVATE, Readers
from leadwright.files.shelves import Shelf
from leadwright.people.models import User


def readers_of(activity: Activity) -> Readers:
    """Return which other company reads the files of an activity: the same that reads the activity."""
    return Readers(True, activity.shared_with) if activity.is_shared else PRIVATE


def _rows(by: User) -> ActivityQuerySet:
    return Activity.objects.within_reach(by)


def _may_attach(activity: Activity, by: User) -> None:
    check(activity, Verb.ATTACH, by=by)


SHELF = Shelf(
    kind="activity",
    rows=_rows,
    fetch=fetch,
    lock=locked,
    check_adding=_may_attach,
    check_taking=_may_attach,
    check_final=still_open,
    readers=lambda activity, by, is_asked: readers_of(activity),
    added=ActivityFileAdded,
    deleted=ActivityFileDeleted,
)
add_files = SHELF.add
