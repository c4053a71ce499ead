"""Exports of all that one may take along of a company: asked for, looked at, fetched."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import Router

from leadwright.api.answers import json, limit_of
from leadwright.api.asking_again import Rights
from leadwright.api.bodies import SENT, known
from leadwright.api.documented import parts
from leadwright.api.documented.exports import Export as Documented
from leadwright.api.lead_answers import asker, number_of
from leadwright.api.lead_bodies import NoBody
from leadwright.api.parameters import PAGING
from leadwright.api.repeats import repeatable
from leadwright.exports.actions import ask
from leadwright.exports.handing import file_of
from leadwright.exports.models import Export
from leadwright.foundation.attempts import attempt_of
from leadwright.foundation.clock import now
from leadwright.foundation.keyset import page
from leadwright.people.access import require

router = Router()
ASKS = Rights(permissions=("user.manage", "contact.export"))


@router.get(
    "/exports",
    operation_id="list_exports",
    response={200: parts.Page[Documented]},
    openapi_extra={"parameters": [*PAGING]},
)
def index(request: HttpRequest) -> HttpResponse:
    """List the exports that one asked for and that are still kept, the latest first."""
    by = asker(request)
    require(by, "user.manage")
    rows, after = page(
        Export.objects.of(by, now()),
        cursor=request.GET.get("cursor"),
        size=limit_of(request.GET.get("limit")),
        order="exports",
    )
    return json({"items": [_shape(row) for row in rows], "next": after or None, "count": None})


@router.post("/exports", operation_id="ask_for_export", response={201: Documented})
@repeatable(ASKS)
def add(request: HttpRequest, body: NoBody = SENT) -> HttpResponse:
    """Ask for all that one may take along of the own company; a worker makes it."""
    known(request, NoBody)
    row = ask(by=asker(request), at=now(), attempt=attempt_of(request, face="api"))
    answer = json(_shape(row), status=201)
    answer["Location"] = f"/api/v1/exports/{row.pk}"
    return answer


@router.get("/exports/{id}", operation_id="get_export", response={200: Documented})
def show(request: HttpRequest, id: str) -> HttpResponse:
    """Read how far an export is."""
    return json(_shape(_own(request, id)))


@router.get("/exports/{id}/file", operation_id="get_file_of_export", response={200: str})
def content(request: HttpRequest, id: str) -> HttpResponseBase:
    """Hand out an export that is ready, as a ZIP."""
    return file_of(_own(request, id), request)


def _own(request: HttpRequest, key: str) -> Export:
    by = asker(request)
    require(by, "user.manage")
    return Export.objects.fetch(number_of(key), by=by, at=now())


def _shape(row: Export) -> dict[str, Any]:
    return {
        "id": row.pk,
        "state": row.state,
        "asked_at": row.asked_at,
        "made_at": row.made_at,
        "expires_at": row.expires_at,
        "size": row.size,
        "sha256": row.sha256,
        "counts": row.counts,
    }
