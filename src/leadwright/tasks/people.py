"""Whom a task concerns: who is in charge, who may take it, who looks after its unit and its company."""

from typing import Any

from leadwright.people.models import User
from leadwright.tasks.models import Task
from leadwright.tasks.states import Address

# More than these are not told of a task that anybody of them may take.
MOST = 50


def concerned(task: Task) -> list[User]:
    """Return who is in charge of a task, else those who may take it."""
    if task.owner is not None:
        return [task.owner]
    rows = _at_home(task)
    if task.addressed == Address.UNIT:
        return list(rows.filter(unit=task.unit_id)[:MOST])
    return list(rows.filter(profiles=task.role_id)[:MOST])


def managers_of(task: Task) -> list[User]:
    """Return who looks after the unit of a task: who manages users there, else in its group, else in the company.

    Whoever is in charge of the task is not among them.
    """
    admins = list(_admins(task))
    for place in ("unit_id", "group_id"):
        near = [user for user in admins if getattr(user, place) == getattr(task, place)]
        if near:
            return near
    return admins


def admins_of(task: Task) -> list[User]:
    """Return who looks after the company of a task."""
    return list(_admins(task))


def _admins(task: Task) -> Any:
    rows = User.objects.who_sign_in().who_may("user.manage").filter(organisation=task.organisation_id)
    return rows.exclude(pk=task.owner_id or 0).select_related("unit").with_profiles().order_by("pk")


def _at_home(task: Task) -> Any:
    rows = User.objects.who_sign_in().who_may("task.view").filter(organisation=task.organisation_id)
    return rows.with_profiles().order_by("pk")
