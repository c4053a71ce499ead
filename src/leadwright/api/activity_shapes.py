"""What the API answers about activities."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from leadwright.activities.lifecycle import allowed_actions
from leadwright.activities.models import Activity, Participant
from leadwright.activities.own import own_fields_of
from leadwright.activities.telling import name_for
from leadwright.api.documented import activities as shapes
from leadwright.api.shapes import actions_open, money
from leadwright.contacts.own import answers
from leadwright.leads.models import ActivityKind
from leadwright.leads.telling import may_know
from leadwright.people.models import User


def activity(row: Activity, *, by: User, at: datetime) -> dict[str, Any]:
    """Return an activity, with what its reader may do with it."""
    (item,) = in_list([row], by=by, at=at)
    return item | actions_open(allowed_actions(row, by))


def in_list(rows: Sequence[Activity], *, by: User, at: datetime) -> list[dict[str, Any]]:
    """Return the activities of a list with their own fields; names are asked for once."""
    own = answers([(own_fields_of(by, row), row.own_fields) for row in rows], by=by)
    return [_item(row, by=by, at=at) | {"fields": values} for row, values in zip(rows, own, strict=True)]


def _item(row: Activity, *, by: User, at: datetime) -> dict[str, Any]:
    """Return an activity without its own fields; an amount that the reader may not know is absent."""
    amount = {"target_amount": money(row.target_amount, row.target_currency)}
    return {
        "id": row.pk,
        "kind": row.kind.code,
        "kind_label": row.kind.label,
        "approach": row.kind.kind,
        "state": row.state,
        "lead": row.lead_id,
        "subject": row.subject,
        "details": row.details,
        "at": row.starts_at,
        "end": row.ends_at,
        "overdue": row.is_overdue(at),
        "place": row.place,
        "direction": row.direction,
        "importance": row.importance,
        "next_step": row.next_step,
        "notes": row.notes,
        **(amount if may_know(by, "target_amount") else {}),
        "success_rate": row.success_rate,
        "participants": [_participant(line, row, by) for line in row.participants.all()],
        **_places(row),
    }


def _places(row: Activity) -> dict[str, Any]:
    return {
        "owner": row.owner.email,
        "owner_name": row.owner.name,
        "organisation": row.organisation_id,
        "based_on": row.based_on_id,
        "chain": row.chain,
        "shared": row.is_shared,
        "remind": row.remind_minutes,
        "completed_at": row.completed_at,
        "cancelled_at": row.cancelled_at,
        "cancel_reason": row.cancel_reason,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
        "version": row.version,
    }


def _participant(line: Participant, row: Activity, by: User) -> shapes.Participant:
    said: shapes.Participant = {"name": name_for(by, line, row), "reply": line.reply}
    if line.contact_id is not None:
        return {"contact": line.contact_id, **said}
    return {"user": line.user.email if line.user else "", **said}


def kind(row: ActivityKind) -> shapes.ActivityKind:
    """Return a kind of activity."""
    return {"code": row.code, "label": row.label, "kind": row.kind, "retired": row.is_retired}
