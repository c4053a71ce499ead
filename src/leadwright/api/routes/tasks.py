"""Tasks: make, list, read, change, take, delegate, complete, close, comment."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from leadwright.api import task_shapes as shapes
from leadwright.api.answers import json, limit_of, version_of
from leadwright.api.asking_again import on_task
from leadwright.api.bodies import SENT, known
from leadwright.api.documented import parts
from leadwright.api.documented import tasks as documented
from leadwright.api.lead_answers import asker, number_of
from leadwright.api.lead_bodies import NoBody
from leadwright.api.parameters import BY_OWN_FIELDS, chosen, parameters_of
from leadwright.api.repeats import repeatable
from leadwright.api.task_bodies import (
    CloseTaskBody,
    CommentBody,
    CompleteTaskBody,
    DelegateBody,
    TaskBody,
    TaskChange,
)
from leadwright.foundation.clock import now
from leadwright.foundation.keyset import page as page_of
from leadwright.foundation.markers import marker, place_of
from leadwright.tasks import actions
from leadwright.tasks.filters import KINDS, TASKS, page, tasks_for
from leadwright.tasks.locking import fetch
from leadwright.tasks.models import Task

router = Router()
PLACE = tuple(KINDS.values())


@router.get(
    "/tasks",
    operation_id="list_tasks",
    response={200: parts.Page[documented.TaskInList]},
    openapi_extra={"parameters": parameters_of(TASKS, BY_OWN_FIELDS)},
)
def index(request: HttpRequest) -> HttpResponse:
    """List the tasks within reach, the first due at the top; `mine=true` are those that one is in charge of."""
    by = asker(request)
    narrowed = chosen(request, tasks_for(by), by=by, at=now())
    size, cursor, order = limit_of(request.GET.get("limit")), request.GET.get("cursor"), narrowed.order
    after = place_of(cursor, PLACE, order=f"tasks {order}") if cursor else None
    rows = page(narrowed, size=size + 1, after=after)
    following: Any = None
    if len(rows) > size:
        last = rows[size - 1]
        following = marker((last.due_at, last.pk), order=f"tasks {order}")
    items = shapes.in_list(rows[:size], by=by, at=narrowed.reader.at)
    return json({"items": items, "next": following, "count": None})


@router.post("/tasks", operation_id="make_task", response={201: documented.Task})
@repeatable(on_task("task.edit"))
def make(request: HttpRequest, body: TaskBody = SENT) -> HttpResponse:
    """Make a task for a user, a unit or a role of the own company, of a lead or of none."""
    row = actions.make(known(request, TaskBody), by=asker(request), at=now())
    response = _answer(request, row, status=201)
    root, version, _rest = request.path.partition("/api/v1/")
    response["Location"] = f"{root}{version}tasks/{row.pk}"
    return response


@router.get("/tasks/{id}", operation_id="get_task", response={200: documented.Task})
def show(request: HttpRequest, id: str) -> HttpResponse:
    """Read one task, with what may be done with it."""
    return _answer(request, fetch(number_of(id), by=asker(request)))


@router.patch("/tasks/{id}", operation_id="change_task", response={200: documented.Task})
def change(request: HttpRequest, id: str, body: TaskChange = SENT) -> HttpResponse:
    """Change an open task on the version named by If-Match, or save what came of it; an absent field stays."""
    sent, version = known(request, TaskChange), version_of(request)
    return _answer(request, actions.edit(number_of(id), sent, by=asker(request), at=now(), version=version))


@router.post("/tasks/{id}/take", operation_id="take_task", response={200: documented.Task})
@repeatable(on_task("task.edit"))
def take(request: HttpRequest, id: str, body: NoBody = SENT) -> HttpResponse:
    """Take a task that is for the own unit or a role that one has: whoever comes first is in charge."""
    known(request, NoBody)
    return _answer(request, actions.take(number_of(id), by=asker(request), at=now()))


@router.post("/tasks/{id}/delegate", operation_id="delegate_task", response={200: documented.Task})
@repeatable(on_task("task.edit"))
def delegate(request: HttpRequest, id: str, body: DelegateBody = SENT) -> HttpResponse:
    """Put a colleague in charge, who has to be able to see the lead of the task."""
    sent = known(request, DelegateBody)
    return _answer(request, actions.delegate(number_of(id), sent, by=asker(request), at=now()))


@router.post("/tasks/{id}/complete", operation_id="complete_task", response={200: documented.Task})
@repeatable(on_task("task.edit"))
def complete(request: HttpRequest, id: str, body: CompleteTaskBody = SENT) -> HttpResponse:
    """Say that a task is done, with its results and the day; it stays as it is from then on."""
    sent = known(request, CompleteTaskBody)
    return _answer(request, actions.complete(number_of(id), sent, by=asker(request), at=now()))


@router.post("/tasks/{id}/close", operation_id="close_task", response={200: documented.Task})
@repeatable(on_task("task.edit"))
def close(request: HttpRequest, id: str, body: CloseTaskBody = SENT) -> HttpResponse:
    """Say that a task will not be done, and why."""
    reason = known(request, CloseTaskBody).get("reason")
    return _answer(request, actions.close(number_of(id), reason=reason, by=asker(request), at=now()))


@router.get(
    "/tasks/{id}/comments",
    operation_id="list_comments_of_task",
    response={200: parts.Page[documented.Comment]},
)
def comments(
    request: HttpRequest, id: str, limit: str | None = None, cursor: str | None = None
) -> HttpResponse:
    """Read what was remarked on a task, the latest first."""
    rows = fetch(number_of(id), by=asker(request)).comments.select_related("by").order_by("-pk")
    result, after = page_of(rows, cursor=cursor, size=limit_of(limit), order="comments")
    return json({"items": [shapes.comment(row) for row in result], "next": after or None, "count": None})


@router.post("/tasks/{id}/comments", operation_id="comment_on_task", response={201: documented.Comment})
@repeatable(on_task("task.edit"))
def comment(request: HttpRequest, id: str, body: CommentBody = SENT) -> HttpResponse:
    """Remark on a task, on one that has ended too; a comment is never changed."""
    row = actions.comment(number_of(id), known(request, CommentBody), by=asker(request), at=now())
    return json(shapes.comment(row), status=201)


def _answer(request: HttpRequest, row: Task, *, status: int = 200) -> HttpResponse:
    return json(shapes.task(row, by=asker(request), at=now()), status=status, version=row.version)
