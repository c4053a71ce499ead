"""Which rights an answer that is given again asks for again: those that it was given by the first time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from leadwright.activities.models import Activity
from leadwright.contacts.models import Contact
from leadwright.foundation.refusals import NotFound
from leadwright.leads.models import Lead
from leadwright.people.access import deny, may, whom_to_ask
from leadwright.people.models import User
from leadwright.people.reach import YES_OR_NO, Permission
from leadwright.tasks.models import Task

Rows = Callable[[User, Permission], "QuerySet[Any]"]


@dataclass(frozen=True, kw_only=True)
class Rights:
    """The permissions behind an answer, and the rows that they reach if it is about one row.

    By `view` the row is seen: without it there is nothing here (404); without another the act is denied (403).
    """

    permissions: tuple[Permission, ...]
    view: Permission | None = None
    rows: Rows | None = None

    def held(self, user: User, key: int | None) -> list[str]:
        """Return those of the permissions that the user has now, on the row with this key."""
        return [permission for permission in self._all() if self._holds(user, permission, key)]

    def refuse_lost(self, user: User, key: int | None, *, before: Sequence[str] | None) -> None:
        """Refuse as the request itself would be, when what was held before is held no longer; None was all."""
        held = self.held(user, key)
        lost = [item for item in self._all() if (before is None or item in before) and item not in held]
        if self.view in lost:
            raise NotFound
        if lost:
            deny(lost[0], because=whom_to_ask(user))

    def _all(self) -> tuple[Permission, ...]:
        return (*((self.view,) if self.view else ()), *self.permissions)

    def _holds(self, user: User, permission: Permission, key: int | None) -> bool:
        if self.rows is None or key is None or permission in YES_OR_NO:
            return may(user, permission)
        return bool(self.rows(user, permission).filter(pk=key).exists())


def on_lead(permission: Permission) -> Rights:
    """Return the rights behind an answer about one lead; what deals are worth stands in it."""
    return Rights(permissions=(permission, "lead.see_deal"), view="lead.view", rows=_leads)


def on_activity(*permissions: Permission) -> Rights:
    """Return the rights behind an answer about one activity: by any of them it was given."""
    return Rights(permissions=permissions, rows=_activities)


def on_task(*permissions: Permission) -> Rights:
    """Return the rights behind an answer about one task: by any of them it was given."""
    return Rights(permissions=permissions, rows=_tasks)


def on_contact(permission: Permission) -> Rights:
    """Return the rights behind an answer about one contact, also one that was merged or erased since."""
    return Rights(permissions=(permission,), view="contact.view", rows=_contacts)


def _leads(user: User, permission: Permission) -> "QuerySet[Any]":
    rows: QuerySet[Any] = Lead.objects.within_reach(user, permission)
    return rows


def _activities(user: User, permission: Permission) -> "QuerySet[Any]":
    rows: QuerySet[Any] = Activity.objects.within_reach(user)
    return rows if may(user, permission) else rows.none()


def _tasks(user: User, permission: Permission) -> "QuerySet[Any]":
    rows: QuerySet[Any] = Task.objects.within_reach(user)
    return rows if may(user, permission) else rows.none()


def _contacts(user: User, permission: Permission) -> "QuerySet[Any]":
    return Contact.objects.open_to(user, permission)
