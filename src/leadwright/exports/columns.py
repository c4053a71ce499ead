"""The columns of lists that only an export of a whole company has: activities, tasks, users."""

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any

from leadwright.activities.models import Activity
from leadwright.foundation.cells import Cell
from leadwright.foundation.sheets import Column
from leadwright.leads.telling import may_know
from leadwright.people.models import User
from leadwright.tasks.models import Task
from leadwright.tasks.telling import known_lead, reason_in_words

Known = Mapping[str, Cell]


def _columns(*keys: str) -> tuple[Column[Any], ...]:
    """Return columns that hold what a row says by their keys; they are for programs, and called by their keys."""
    return tuple(Column(key=key, words=key, value=itemgetter(key)) for key in keys)


ACTIVITIES = _columns(
    *("id", "kind", "state", "lead", "owner", "organisation", "starts_at", "ends_at", "subject", "details"),
    *("place", "direction", "importance", "next_step", "notes", "target_amount", "target_currency"),
    *("success_rate", "completed_at", "cancelled_at", "cancel_reason", "created_at", "updated_at"),
)
TASKS = _columns(
    *("id", "subject", "state", "lead", "owner", "unit", "role", "starts_at", "due_at", "importance"),
    *("instructions", "deliverable", "results", "created_by", "delegated_by", "completed_on", "completed_at"),
    *("completed_by", "closed_at", "close_reason", "created_at", "updated_at"),
)
USERS: Sequence[Column[User]] = (
    Column(key="id", words="id", value=lambda user: user.pk),
    Column(key="email", words="email", value=lambda user: user.email),
    Column(key="name", words="name", value=lambda user: user.name),
    Column(key="phone", words="phone", value=lambda user: user.phone),
    Column(key="language", words="language", value=lambda user: user.language),
    Column(key="time_zone", words="time_zone", value=lambda user: user.time_zone),
    Column(key="unit", words="unit", value=lambda user: user.unit_id),
    Column(key="active", words="active", value=lambda user: user.is_active),
)


def of_activity(row: Activity, by: User) -> Known:
    """Return what an activity says to its reader, who may not know its amount."""
    knows = may_know(by, "target_amount")
    plain = (*("state", "starts_at", "ends_at", "subject", "details", "place", "direction", "importance"),)
    more = ("next_step", "notes", "success_rate", "completed_at", "cancelled_at", "cancel_reason")
    return {
        "id": row.pk,
        "kind": row.kind.code,
        "lead": row.lead_id,
        "owner": row.owner.email,
        "organisation": row.organisation_id,
        "target_amount": row.target_amount if knows else None,
        "target_currency": row.target_currency if knows else None,
        **{name: getattr(row, name) for name in (*plain, *more, "created_at", "updated_at")},
    }


def of_task(row: Task, by: User) -> Known:
    """Return what a task says to its reader, who may not know its lead."""
    lead = known_lead(by, row)
    people = ("owner", "created_by", "delegated_by", "completed_by")
    plain = (
        "subject",
        "state",
        "starts_at",
        "due_at",
        "importance",
        "instructions",
        "deliverable",
        "results",
    )
    more = ("completed_on", "completed_at", "closed_at", "created_at", "updated_at")
    return {
        "id": row.pk,
        "lead": lead.pk if lead else None,
        "unit": row.unit_id,
        "role": row.role.code if row.role else None,
        "close_reason": reason_in_words(row),
        **{name: user.email if (user := getattr(row, name)) else None for name in people},
        **{name: getattr(row, name) for name in (*plain, *more)},
    }
