"""The open leads of a lead type, handed to another one."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router

from leadwright.api.answers import json
from leadwright.api.asking_again import Rights
from leadwright.api.bodies import SENT, known, switch
from leadwright.api.documented import choices
from leadwright.api.lead_answers import asker
from leadwright.api.lead_bodies import HandOverBody
from leadwright.api.repeats import repeatable
from leadwright.foundation.clock import now
from leadwright.foundation.refusals import FieldError, field_error, refuse_fields
from leadwright.leads.actions.handing import Handing, Move, hand_over_type

router = Router()
PARTS = ("status", "opportunity", "to")


@router.post("/lead-types/{code}/hand-over", operation_id="hand_over_type", response={200: choices.Handed})
@repeatable(Rights(permissions=("configuration.edit",)))
def hand_over(request: HttpRequest, code: str, body: HandOverBody = SENT) -> HttpResponse:
    """Give the open leads of a type another type as far as each can have it; a dry run only tells."""
    sent = known(request, HandOverBody)
    faults: list[FieldError] = []
    dry_run = switch("dry_run", sent, faults)
    moves = _moves(sent.get("moves"), faults)
    if sent.get("type") in (None, ""):
        faults.append(field_error("type", "FIELD_REQUIRED"))
    refuse_fields(faults)
    result = hand_over_type(code, sent["type"], moves, by=asker(request), at=now(), dry_run=dry_run)
    groups = [_group(row) for row in result.groups]
    return json({"handed": result.number, "staying": result.staying, "groups": groups})


def _moves(given: Any, faults: list[FieldError]) -> list[Move]:
    if given is None:
        return []
    if not isinstance(given, list):
        faults.append(field_error("moves", "FIELD_INVALID", reason=_("it must be a list")))
        return []
    if wrong := [number for number, row in enumerate(given) if not _is_move(row)]:
        reason = _('it must be an object with "status", "to" and, if only these are meant, "opportunity"')
        faults.extend(field_error(f"moves.{number}", "FIELD_INVALID", reason=reason) for number in wrong)
        return []
    return [
        Move(status=row["status"], target=row["to"], is_opportunity=row.get("opportunity")) for row in given
    ]


def _is_move(row: object) -> bool:
    if not isinstance(row, Mapping) or row.keys() - set(PARTS):
        return False
    texts = (row.get("status"), row.get("to"))
    return all(isinstance(text, str) for text in texts) and isinstance(row.get("opportunity"), bool | None)


def _group(row: Handing) -> dict[str, Any]:
    return {
        "status": row.status.code,
        "opportunity": row.is_opportunity,
        "number": row.number,
        "targets": [status.code for status in row.targets],
        "target": row.target.code if row.target else None,
        "reason": row.refusal or None,
        "unfit": row.unfit,
    }
