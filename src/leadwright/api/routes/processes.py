"""Processes of leads: the kinds of opportunities, posting, the steps, moving by hand and to another version."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from leadwright.api.answers import json
from leadwright.api.asking_again import on_lead
from leadwright.api.bodies import SENT, known
from leadwright.api.documented import nouns, parts
from leadwright.api.documented import processes as documented
from leadwright.api.lead_answers import asker, lead_payload, number_of
from leadwright.api.lead_bodies import NoBody
from leadwright.api.process_bodies import MigrateBody, MoveBody
from leadwright.api.repeats import repeatable
from leadwright.foundation.clock import now
from leadwright.leads.fetching import fetch_lead
from leadwright.leads.models import Lead, OpportunityKind
from leadwright.leads.rules import rules_in_force
from leadwright.people.models import User
from leadwright.processes import actions
from leadwright.processes.reading import Course, course_of

router = Router()
NOTHING: dict[str, Any] = {
    "diagram": None,
    "version": None,
    "state": None,
    "started_at": None,
    "ended_at": None,
    "closed_because": "",
    "moved_by_hand": False,
    "steps": [],
}


@router.get(
    "/opportunity-kinds",
    operation_id="list_opportunity_kinds",
    response={200: parts.Page[documented.OpportunityKind]},
)
def kinds(request: HttpRequest) -> HttpResponse:
    """List the kinds of opportunities, retired ones too: who moves each, and by which process."""
    items = [_kind(row) for row in rules_in_force().listed(OpportunityKind)]
    return json({"items": items, "next": None, "count": len(items)})


def _kind(row: OpportunityKind) -> dict[str, Any]:
    return {
        "code": row.code,
        "label": row.label,
        "control": row.kind,
        "diagram": row.diagram,
        "waits_for_end": row.waits_for_end,
        "retired": row.is_retired,
    }


@router.post("/leads/{number}/post", operation_id="post_lead", response={200: nouns.Lead})
@repeatable(on_lead("lead.edit"))
def post(request: HttpRequest, number: str, body: NoBody = SENT) -> HttpResponse:
    """Begin the process of the lead's kind of opportunity, once all that is mandatory is there; once."""
    known(request, NoBody)
    by, at = asker(request), now()
    lead = actions.post(number_of(number), by=by, at=at)
    return json(lead_payload(lead, by=by, at=at), version=lead.version)


@router.get("/leads/{number}/process", operation_id="get_process", response={200: documented.Process})
def show(request: HttpRequest, number: str) -> HttpResponse:
    """Read the process that runs on a lead, else the last one, with its steps in their order."""
    by = asker(request)
    return json(_process(fetch_lead(number_of(number), by=by), by))


@router.post("/leads/{number}/process/move", operation_id="move_process", response={200: documented.Process})
@repeatable(on_lead("lead.edit"))
def move(request: HttpRequest, number: str, body: MoveBody = SENT) -> HttpResponse:
    """Say at which step a lead stands whose kind is moved by hand."""
    by = asker(request)
    lead = actions.move(number_of(number), by=by, at=now(), **known(request, MoveBody))
    return json(_process(lead, by))


@router.post(
    "/leads/{number}/process/migrate", operation_id="migrate_process", response={200: documented.Migration}
)
@repeatable(on_lead("lead.edit"))
def migrate(request: HttpRequest, number: str, body: MigrateBody = SENT) -> HttpResponse:
    """Let the process go by another published version, or see what that would do."""
    preview = actions.migrate(number_of(number), by=asker(request), at=now(), **known(request, MigrateBody))
    return json({"version": preview.version, "steps": dict(preview.steps)})


def _process(lead: Lead, by: User) -> dict[str, Any]:
    course = course_of(lead, by)
    return NOTHING if course is None else _course(course)


def _course(course: Course) -> dict[str, Any]:
    instance = course.instance
    return {
        "diagram": instance.version.diagram.code,
        "version": instance.version.number,
        "state": instance.state,
        "started_at": instance.started_at,
        "ended_at": instance.ended_at,
        "closed_because": instance.closed_because,
        "moved_by_hand": instance.is_moved_by_hand,
        "steps": [
            {
                "id": step.id,
                "name": step.name,
                "state": step.state.value,
                "deliverable": step.deliverable,
                "person_in_charge": step.person_in_charge,
                "instructions": step.instructions,
                "due_at": step.due_at,
                "done_at": step.done_at,
                "task": step.task,
            }
            for step in course.steps
        ],
    }
