"""Whom a task concerns: who is in charge, who may take it, who looks after its unit and its company."""

from typing import Any

from leadwright.foundation.batches import known
from leadwright.leads.states import Notified
from leadwright.people.models import User
from leadwright.tasks.models import Task
from leadwright.tasks.states import Address

# More than these are not told of a task that anybody of them may take.
MOST = 50


def concerned(task: Task) -> list[User]:
    """Return who is in charge of a task, else those who may take it."""
    owner = task.owner_id
    if owner is None:
        return _takers(task)
    return known(
        ("in charge", owner), lambda: list(User.objects.get_queryset().with_rights().filter(pk=owner))
    )


def recipients(task: Task, whom: str) -> list[User]:
    """Return who is meant by a step of the ladder, as far as they see the task.

    Where whoever is in charge has left, those who look after the unit are meant: nobody else would hear of it.
    """
    match whom:
        case Notified.COMPANY_ADMIN:
            users = _admins(task)
        case Notified.IN_CHARGE if task.owner is None or task.owner.may_sign_in:
            users = concerned(task)
        case _:
            users = _managers(task)
    return [user for user in users if task.is_seen_by(user)]


def _managers(task: Task) -> list[User]:
    """Return who looks after the unit of a task: who manages users there, else in its group, else in the company.

    Whoever is in charge of the task is not among them.
    """
    admins = _admins(task)
    for place in ("unit_id", "group_id"):
        near = [user for user in admins if getattr(user, place) == getattr(task, place)]
        if near:
            return near
    return admins


def _admins(task: Task) -> list[User]:
    home = task.organisation_id
    rows = known(("company admins", home), lambda: list(_who_may("user.manage", home)))
    return [user for user in rows if user.pk != task.owner_id]


def _takers(task: Task) -> list[User]:
    home, unit, role = task.organisation_id, task.unit_id, task.role_id
    place = {"unit": unit} if task.addressed == Address.UNIT else {"profiles": role}
    return known(
        ("takers", home, unit, role), lambda: list(_who_may("task.view", home).filter(**place)[:MOST])
    )


def _who_may(permission: Any, home: int) -> Any:
    rows = User.objects.who_sign_in().who_may(permission).filter(organisation=home)
    return rows.with_rights().order_by("pk")
