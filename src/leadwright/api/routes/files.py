"""Files: those of a lead, a contact, an activity and a task, added, read, handed out and deleted."""

from collections.abc import Collection
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import Router

from leadwright.activities.actions.filing import SHELF as ACTIVITIES
from leadwright.api.answers import json, limit_of
from leadwright.api.asking_again import on_activity, on_contact, on_lead, on_task
from leadwright.api.cautions import without_cautions
from leadwright.api.documented import parts
from leadwright.api.lead_answers import asker, number_of
from leadwright.api.multipart import FILE_ALONE, FILE_AND_SHARED, body_of, file_sent
from leadwright.api.record_shapes import file_payload
from leadwright.api.repeats import repeatable
from leadwright.contacts.actions.filing import SHELF as CONTACTS
from leadwright.files.fetching import fetch_file, remove_file
from leadwright.files.handing import content_of
from leadwright.files.shelves import Shelf
from leadwright.foundation.clock import now
from leadwright.foundation.keyset import page
from leadwright.leads.actions.filing import SHELF as LEADS
from leadwright.tasks.actions.filing import SHELF as TASKS

router = Router()


@router.get(
    "/leads/{number}/files", operation_id="list_files_of_lead", response={200: parts.Page[parts.File]}
)
def of_lead(
    request: HttpRequest, number: str, limit: str | None = None, cursor: str | None = None
) -> HttpResponse:
    """List the files of a lead: those of one's own side, and those that the other side shared, newest first."""
    return _listed(request, LEADS, number_of(number), limit=limit, cursor=cursor)


@router.post(
    "/leads/{number}/files",
    operation_id="add_file_to_lead",
    response={201: parts.File},
    openapi_extra=body_of(FILE_AND_SHARED),
)
@without_cautions
@repeatable(on_lead("lead.edit"))
def add_to_lead(request: HttpRequest, number: str) -> HttpResponse:
    """Attach a file to a lead, a closed one too; the other side reads it only if it is shared."""
    return _added(request, LEADS, number_of(number))


@router.get(
    "/contacts/{id}/files", operation_id="list_files_of_contact", response={200: parts.Page[parts.File]}
)
def of_contact(
    request: HttpRequest, id: str, limit: str | None = None, cursor: str | None = None
) -> HttpResponse:
    """List the files of a contact, newest first; of one that is lent with a lead, those that are shared."""
    return _listed(request, CONTACTS, number_of(id), limit=limit, cursor=cursor)


@router.post(
    "/contacts/{id}/files",
    operation_id="add_file_to_contact",
    response={201: parts.File},
    openapi_extra=body_of(FILE_AND_SHARED),
)
@without_cautions
@repeatable(on_contact("contact.edit"))
def add_to_contact(request: HttpRequest, id: str) -> HttpResponse:
    """Attach a file to a contact of the own company."""
    return _added(request, CONTACTS, number_of(id))


@router.get(
    "/activities/{id}/files", operation_id="list_files_of_activity", response={200: parts.Page[parts.File]}
)
def of_activity(
    request: HttpRequest, id: str, limit: str | None = None, cursor: str | None = None
) -> HttpResponse:
    """List the files of an activity, newest first; another company reads them if the activity is shared with it."""
    return _listed(request, ACTIVITIES, number_of(id), limit=limit, cursor=cursor)


@router.post(
    "/activities/{id}/files",
    operation_id="add_file_to_activity",
    response={201: parts.File},
    openapi_extra=body_of(FILE_ALONE),
)
@without_cautions
@repeatable(on_activity("activity.edit", "lead.schedule"))
def add_to_activity(request: HttpRequest, id: str) -> HttpResponse:
    """Attach a file to an activity of the own company, a closed one too; who reads the activity reads it."""
    return _added(request, ACTIVITIES, number_of(id), fields=FILE_ALONE)


@router.get("/tasks/{id}/files", operation_id="list_files_of_task", response={200: parts.Page[parts.File]})
def of_task(
    request: HttpRequest, id: str, limit: str | None = None, cursor: str | None = None
) -> HttpResponse:
    """List the files of a task, newest first."""
    return _listed(request, TASKS, number_of(id), limit=limit, cursor=cursor)


@router.post(
    "/tasks/{id}/files",
    operation_id="add_file_to_task",
    response={201: parts.File},
    openapi_extra=body_of(FILE_ALONE),
)
@without_cautions
@repeatable(on_task("task.edit"))
def add_to_task(request: HttpRequest, id: str) -> HttpResponse:
    """Attach a file to a task, one that has ended too; who reads the task reads it."""
    return _added(request, TASKS, number_of(id), fields=FILE_ALONE)


@router.get("/files/{id}", operation_id="get_file", response={200: parts.File})
def show(request: HttpRequest, id: str) -> HttpResponse:
    """Read what is known of a file."""
    return json(file_payload(fetch_file(number_of(id), by=asker(request))))


@router.get("/files/{id}/content", operation_id="get_file_content", response={200: str})
def content(request: HttpRequest, id: str) -> HttpResponseBase:
    """Hand out the bytes of a file as they came."""
    return content_of(fetch_file(number_of(id), by=asker(request)), request)


@router.delete("/files/{id}", operation_id="delete_file", response={204: None})
def delete(request: HttpRequest, id: str) -> HttpResponse:
    """Delete a file of the own company, which frees its room: whoever added it, or who may edit what it hangs on."""
    remove_file(number_of(id), by=asker(request), at=now())
    return HttpResponse(status=204)


def _listed(
    request: HttpRequest, shelf: Shelf[Any], key: int, *, limit: str | None, cursor: str | None
) -> HttpResponse:
    by = asker(request)
    known = shelf.files_on(shelf.fetch(key, by=by)).open_to(by).newest_first()
    result, after = page(known, cursor=cursor, size=limit_of(limit), order="files")
    return json({"items": [file_payload(row) for row in result], "next": after or None, "count": None})


def _added(
    request: HttpRequest, shelf: Shelf[Any], key: int, *, fields: Collection[str] = FILE_AND_SHARED
) -> HttpResponse:
    """Add the file that was sent; who may not is refused before it is read."""
    by = asker(request)
    shelf.check_adding(shelf.fetch(key, by=by), by)
    sent = file_sent(request, fields)
    (file,) = shelf.add(key, [sent.incoming], by=by, at=now(), shared=sent.shared)
    response = json(file_payload(file), status=201)
    response["Location"] = f"/api/v1/files/{file.pk}"
    return response
