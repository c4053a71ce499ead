"""What the API answers about the leads of a list, from plain rows."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from leadwright.api.shapes import money, next_activity
from leadwright.leads.levels import is_important
from leadwright.leads.own import answers
from leadwright.leads.telling import RIGHTS, Sides, knows_contact_of, may_know, own_fields_of, visible_to
from leadwright.people.models import User

ROW = (
    "number",
    "type__code",
    "status__code",
    "state",
    "acceptance",
    "qualification",
    "description",
    "source__code",
    "category__code",
    "owner__email",
    "owner__name",
    "sender_id",
    "organisation_id",
    "unit_id",
    "contact_id",
    "contact__kind",
    "contact__name",
    "target_amount",
    "target_currency",
    "success_rate",
    "priority",
    "importance",
    "started_at",
    "expected_completion_at",
    "completed_at",
    "next_due_at",
    "next_due_kind",
    "updated_at",
    "version",
    "origin_id",
    "contact__organisation_id",
    "next_activity",
    "next_activity_at",
    "next_activity_kind__code",
    "own_fields",
)


def rows(lines: Sequence[tuple[Any, ...]], *, by: User, at: datetime) -> list[dict[str, Any]]:
    """Return the leads of a list from their rows of `ROW`; an amount that the reader may not know is absent."""
    hidden = {name for name in RIGHTS if not may_know(by, name)}
    rows = [dict(zip(ROW, values, strict=True)) for values in lines]
    sides = [_sides_of(data) for data in rows]
    known = {place: own_fields_of(by, place) for place in set(sides)}
    own = answers(
        [(known[place], data["own_fields"]) for place, data in zip(sides, rows, strict=True)], by=by
    )
    result = [_row(data, by=by, at=at) | {"fields": values} for data, values in zip(rows, own, strict=True)]
    for place, answer in zip(sides, result, strict=True):
        if "next_activity" not in visible_to(by, place):
            del answer["next_activity"]
    for answer in result if hidden else ():
        for name in hidden & answer.keys():
            del answer[name]
    return result


def _sides_of(data: Mapping[str, Any]) -> Sides:
    return Sides(data["organisation_id"], data["sender_id"], data["origin_id"])


def _row(data: Mapping[str, Any], *, by: User, at: datetime) -> dict[str, Any]:
    contact, owner = None, data["contact__organisation_id"]
    if data["contact_id"] is not None and knows_contact_of(by, owner=owner, origin=data["origin_id"]):
        contact = {"id": data["contact_id"], "kind": data["contact__kind"], "name": data["contact__name"]}
    return {
        "number": data["number"],
        "code": f"L-{data['number']}",
        "type": data["type__code"],
        "status": data["status__code"],
        "state": data["state"],
        "acceptance": data["acceptance"],
        "qualification": data["qualification"],
        "description": data["description"],
        "source": data["source__code"],
        "category": data["category__code"],
        "owner": data["owner__email"],
        "owner_name": data["owner__name"],
        "sender": data["sender_id"],
        "organisation": data["organisation_id"],
        "unit": data["unit_id"],
        "contact": contact,
        "target_amount": money(data["target_amount"], data["target_currency"]),
        "success_rate": data["success_rate"],
        "priority": data["priority"],
        "importance": data["importance"],
        "important": is_important(data["importance"]),
        "started_at": data["started_at"],
        "expected_completion_at": data["expected_completion_at"],
        "completed_at": data["completed_at"],
        "next_due_at": data["next_due_at"],
        "next_due_kind": data["next_due_kind"] or None,
        "next_activity": next_activity(
            data["next_activity"], data["next_activity_kind__code"], data["next_activity_at"], at=at
        ),
        "updated_at": data["updated_at"],
        "version": data["version"],
    }
