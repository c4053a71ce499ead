"""Write down that something concerns a user, as far as that user wants to know."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from leadwright.activities.models import Activity
from leadwright.foundation.batches import write
from leadwright.foundation.copying import insert_new
from leadwright.history.facts import Fact
from leadwright.leads.models import Lead
from leadwright.notifications.kinds import Kind
from leadwright.notifications.models import Choice, Notification
from leadwright.notifications.timing import after_quiet, next_morning
from leadwright.people.models import User
from leadwright.tasks.models import Task


def notify(
    user: User,
    kind: Kind,
    fact: Fact,
    *,
    key: str,
    lead: Lead | None = None,
    activity: Activity | None = None,
    task: Task | None = None,
    is_mailed: bool = True,
    **details: Any,
) -> None:
    """Notify a user of a fact, once for each key; never of what the user did.

    Unless it `is_mailed` it never is, whatever the user chose: somebody else mails the same.
    """
    if user.pk == fact.by.id or not user.may_sign_in:
        return
    row = Notification(
        key=f"{kind}:{key}:user:{user.pk}",
        user=user,
        kind=kind,
        at=fact.at,
        by_id=fact.by.id if fact.by.kind == "user" else None,
        lead=lead,
        activity=activity,
        task=task,
        details=details,
    )
    row.may_mail = is_mailed
    write(_store, row)


def _store(rows: Sequence[Notification]) -> None:
    """Store notifications as their readers chose; all choices are asked for at once."""
    chosen = {row.user_id: row for row in Choice.objects.filter(user__in={row.user_id for row in rows})}
    for row in rows:
        _follow(row, chosen.get(row.user_id) or Choice())
    if wanted := [row for row in rows if row.in_app or row.mail_at is not None]:
        insert_new(wanted, unique="key")


def _follow(row: Notification, choice: Choice) -> None:
    row.in_app = row.kind not in choice.unlisted
    row.mail_at = _mail_at(row.kind, row.at, choice, row.user.time_zone) if row.may_mail else None


def _mail_at(kind: str, at: datetime, choice: Choice, zone: str) -> datetime | None:
    if kind in choice.at_once:
        return after_quiet(at, choice, zone)
    return next_morning(at, choice, zone) if kind in choice.gathered else None
