"""Business processes: list them, read their drawings, make and redraw them, publish and retire them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router

from leadwright.api.answers import json, version_of
from leadwright.api.asking_again import Rights
from leadwright.api.bodies import SENT, known
from leadwright.api.diagram_bodies import AS_A_FORM, DiagramBody, DiagramChange, process_sent
from leadwright.api.documented import diagrams as documented
from leadwright.api.documented import parts
from leadwright.api.lead_answers import asker
from leadwright.api.lead_bodies import NoBody
from leadwright.api.repeats import repeatable
from leadwright.diagrams import actions
from leadwright.diagrams.drawing import stages_of
from leadwright.diagrams.fetching import fetch_diagram, fetch_version, versions_known
from leadwright.diagrams.linting import faults_of
from leadwright.diagrams.models import Diagram
from leadwright.diagrams.questions import words_of_processes
from leadwright.diagrams.steps import as_read
from leadwright.foundation.clock import now
from leadwright.foundation.downloads import SEALED
from leadwright.foundation.numbers import integer_in
from leadwright.foundation.parameters import refuse_parameter
from leadwright.people.access import may
from leadwright.people.models import User

router = Router()
RIGHTS = Rights(permissions=("configuration.edit",))
MOST_VERSIONS = 999_999


@router.get("", operation_id="list_diagrams", response={200: parts.Page[documented.DiagramInList]})
def index(request: HttpRequest) -> HttpResponse:
    """List the processes, retired ones too, in their order; drafts are known to whoever may change them."""
    by = asker(request)
    rows = Diagram.objects.within_reach(by).with_numbers()
    items = [_in_list(row, by) for row in rows]
    return json({"items": items, "next": None, "count": len(items)})


@router.post("", operation_id="make_diagram", response={201: documented.Diagram}, openapi_extra=AS_A_FORM)
@repeatable(RIGHTS)
def make(request: HttpRequest, body: DiagramBody = SENT) -> HttpResponse:
    """Make a process with its first draft: as JSON, or as a form with the drawing as a file in `bpmn`."""
    by = asker(request)
    row = actions.make_diagram(process_sent(request), by=by, at=now())
    response = json(_payload(row, by), status=201, version=row.revision)
    response["Location"] = f"{request.path}/{row.code}"
    return response


@router.get("/{code}.bpmn", operation_id="get_bpmn", response={200: str})
def drawing(request: HttpRequest, code: str, version: str | None = None) -> HttpResponse:
    """Hand out the drawing of a version as BPMN; without a number that of the newest."""
    by = asker(request)
    number = None if version is None else integer_in(version, least=1, most=MOST_VERSIONS)
    if version is not None and number is None:
        refuse_parameter("version", _("write the number of a version"))
    row = fetch_diagram(code, by=by)
    response = HttpResponse(
        fetch_version(row, number, by=by).xml, content_type="application/xml; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{row.code}.bpmn"'
    response["Content-Security-Policy"] = SEALED
    response["Cache-Control"] = "private, no-store"
    return response


@router.get("/{code}", operation_id="get_diagram", response={200: documented.Diagram})
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Read a process with its versions and steps."""
    by = asker(request)
    row = fetch_diagram(code, by=by)
    return json(_payload(row, by), version=row.revision)


@router.patch("/{code}", operation_id="change_diagram", response={200: documented.Diagram})
def change(request: HttpRequest, code: str, body: DiagramChange = SENT) -> HttpResponse:
    """Name a process otherwise, or save the draft of its next version, on the version named by If-Match if any."""
    by, sent = asker(request), known(request, DiagramChange)
    row = actions.change_diagram(code, sent, by=by, at=now(), revision=version_of(request))
    return json(_payload(row, by), version=row.revision)


@router.get(
    "/{code}/faults",
    operation_id="list_faults_of_diagram",
    response={200: parts.Page[documented.DiagramFault]},
)
def faults(request: HttpRequest, code: str) -> HttpResponse:
    """List what is wrong with the newest version; with no fault a draft can be published."""
    by = asker(request)
    version = fetch_version(fetch_diagram(code, by=by), None, by=by)
    items = [
        {"code": fault.code, "element": fault.element, "name": fault.name, "detail": fault.sentence}
        for fault in faults_of(version.process(), words_of_processes())
    ]
    return json({"items": items, "next": None, "count": len(items)})


@router.post("/{code}/publish", operation_id="publish_diagram", response={200: documented.Diagram})
@repeatable(RIGHTS)
def publish(request: HttpRequest, code: str, body: NoBody = SENT) -> HttpResponse:
    """Publish the draft, on the version named by If-Match if there is one; a draft with faults is refused."""
    known(request, NoBody)
    by = asker(request)
    actions.publish(code, by=by, at=now(), revision=version_of(request))
    return _answer(code, by)


@router.post("/{code}/retire", operation_id="retire_diagram", response={200: documented.Diagram})
@repeatable(RIGHTS)
def retire(request: HttpRequest, code: str, body: NoBody = SENT) -> HttpResponse:
    """Let a process be begun no longer; what runs goes on."""
    known(request, NoBody)
    by = asker(request)
    actions.retire(code, by=by, at=now())
    return _answer(code, by)


@router.post("/{code}/restore", operation_id="restore_diagram", response={200: documented.Diagram})
@repeatable(RIGHTS)
def restore(request: HttpRequest, code: str, body: NoBody = SENT) -> HttpResponse:
    """Let a process that was retired be begun again."""
    known(request, NoBody)
    by = asker(request)
    actions.restore(code, by=by, at=now())
    return _answer(code, by)


def _answer(code: str, by: User) -> HttpResponse:
    row = fetch_diagram(code, by=by)
    return json(_payload(row, by), version=row.revision)


def _in_list(row: Any, by: User) -> documented.DiagramInList:
    return {
        "code": row.code,
        "name": row.labels,
        "retired": row.is_retired,
        "revision": row.revision,
        "published": row.published_number,
        "draft": row.draft_number if may(by, "configuration.edit") else None,
    }


def _payload(row: Diagram, by: User) -> documented.Diagram:
    versions = versions_known(row, by=by)
    stages = stages_of(as_read(versions[0].process()))
    return {
        "code": row.code,
        "name": row.labels,
        "retired": row.is_retired,
        "revision": row.revision,
        "versions": [
            {"number": version.number, "saved_at": version.saved_at, "published_at": version.published_at}
            for version in versions
        ],
        "steps": [
            {
                "id": stage.id,
                "kind": stage.kind,
                "name": stage.label,
                "role": stage.role,
                "deliverable": stage.deliverable,
                "instructions": stage.instructions,
                "due_days": stage.days,
                "fields": [key for key, _is_needed in stage.asked],
                "required_fields": [key for key, is_needed in stage.asked if is_needed],
            }
            for stage in stages
        ],
    }
