"""What stands around each page of a reader: how much is not read, and what is to be done; asked in one statement."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import QuerySet
from django.db.models.functions import JSONObject

from leadwright.foundation.compiled import Compiled
from leadwright.notifications.models import SUBJECTS, Notification
from leadwright.notifications.reading import number_unread
from leadwright.people.access import may
from leadwright.people.models import User
from leadwright.tasks.mine import Counts, counted, due_of

# Of so many it is looked at what they are about.
MOST_LOOKED_AT = 200


def _asked(user: int) -> "QuerySet[User]":
    unread = Notification.objects.filter(user=user, in_app=True).unread()
    about = JSONObject(**{name: f"{name}_id" for name in SUBJECTS})
    latest = unread.order_by("-pk").values_list(about)[:MOST_LOOKED_AT]
    rows = User.objects.get_queryset().filter(pk=user).only("pk")
    return rows.annotate(due=ArraySubquery(due_of(user)), unread=ArraySubquery(latest))


def _about(unread: Sequence[Mapping[str, int | None]]) -> Collection[str]:
    """Return the kinds of subjects that news are about: of very many, any."""
    if len(unread) == MOST_LOOKED_AT:
        return tuple(SUBJECTS)
    return {name for row in unread for name, number in row.items() if number is not None}


_ASKED = Compiled(_asked, user=int)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How many notifications a reader has not read, and how many tasks he has to do."""

    unread: int
    tasks: Counts


def standing_of(user: User, at: datetime) -> Standing:
    """Return what is said of a reader on each page; tasks for whoever sees tasks.

    Most readers have read all, or all but news of leads: what these are about costs a tenth of what reach does, and is
    asked first.
    """
    row: Any = _ASKED.first(user=user.pk)
    due: Collection[datetime] = row.due if row is not None and may(user, "task.view") else ()
    about = _about(row.unread) if row is not None else ()
    unread = number_unread(user, about=about) if about else 0
    return Standing(unread=unread, tasks=counted(due, at))
