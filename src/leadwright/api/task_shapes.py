"""What the API answers about tasks."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from leadwright.api.documented import tasks as shapes
from leadwright.api.shapes import actions_open
from leadwright.contacts.own import answers
from leadwright.people.models import User
from leadwright.tasks.lifecycle import allowed_actions
from leadwright.tasks.models import Comment, Task
from leadwright.tasks.own import own_fields_of
from leadwright.tasks.states import Address
from leadwright.tasks.telling import known_lead, known_step, reason_in_words


def task(row: Task, *, by: User, at: datetime) -> dict[str, Any]:
    """Return a task, with what its reader may do with it."""
    (item,) = in_list([row], by=by, at=at)
    return item | actions_open(allowed_actions(row, by))


def in_list(rows: Sequence[Task], *, by: User, at: datetime) -> list[dict[str, Any]]:
    """Return the tasks of a list with their own fields; names are asked for once."""
    own = answers([(own_fields_of(by, row), row.own_fields) for row in rows], by=by)
    return [_item(row, by=by, at=at) | {"fields": values} for row, values in zip(rows, own, strict=True)]


def _item(row: Task, *, by: User, at: datetime) -> dict[str, Any]:
    """Return a task without its own fields."""
    lead = known_lead(by, row)
    process, step = known_step(by, row)
    return {
        "id": row.pk,
        "subject": row.subject,
        "state": row.state,
        "lead": lead.pk if lead is not None else None,
        "user": _address(row.owner),
        "user_name": row.owner.name if row.owner else "",
        "unit": row.unit_id if row.addressed == Address.UNIT else None,
        "role": row.role.code if row.role else None,
        "in_charge": row.in_charge,
        "due": row.due_at,
        "starts": row.starts_at,
        "overdue": row.is_overdue(at),
        "importance": row.importance,
        "instructions": row.instructions,
        "deliverable": row.deliverable,
        "results": row.results,
        "process": process,
        "step": step,
        "organisation": row.organisation_id,
        "created_by": _address(row.created_by),
        "delegated_by": _address(row.delegated_by),
        "completed_on": row.completed_on,
        "completed_at": row.completed_at,
        "completed_by": _address(row.completed_by),
        "closed_at": row.closed_at,
        "close_reason": reason_in_words(row),
        "created_at": row.created_at,
        "updated_at": row.updated_at,
        "version": row.version,
    }


def _address(user: User | None) -> str | None:
    return user.email if user is not None else None


def comment(row: Comment) -> shapes.Comment:
    """Return one comment."""
    return {"id": row.pk, "at": row.at, "by": row.by.email, "by_name": row.by.name, "text": row.text}
