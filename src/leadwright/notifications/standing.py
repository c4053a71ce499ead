"""What stands around each page of a reader: how much is not read, and what is to be done; asked in one statement."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, QuerySet

from leadwright.foundation.compiled import Compiled
from leadwright.notifications.models import Notification
from leadwright.notifications.reading import number_unread
from leadwright.people.access import may
from leadwright.people.models import User
from leadwright.tasks.mine import Counts, counted, due_of


def _asked(user: int) -> "QuerySet[User]":
    unread = Notification.objects.filter(user=user, in_app=True).unread()
    rows = User.objects.get_queryset().filter(pk=user).only("pk")
    return rows.annotate(has_unread=Exists(unread), due=ArraySubquery(due_of(user)))


_ASKED = Compiled(_asked, user=int)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How many notifications a reader has not read, and how many tasks he has to do."""

    unread: int
    tasks: Counts


def standing_of(user: User, at: datetime) -> Standing:
    """Return what is said of a reader on each page; tasks for whoever sees tasks."""
    row: Any = _ASKED.first(user=user.pk)
    due: Collection[datetime] = row.due if row is not None and may(user, "task.view") else ()
    unread = number_unread(user) if row is not None and row.has_unread else 0
    return Standing(unread=unread, tasks=counted(due, at))
