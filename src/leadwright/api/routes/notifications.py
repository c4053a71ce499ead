"""What the user of the token is notified of: the list, and the marks that something was read."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from leadwright.api.answers import json, limit_of
from leadwright.api.asking_again import Rights
from leadwright.api.bodies import SENT, Body, known
from leadwright.api.documented import notifications as documented
from leadwright.api.documented import parts
from leadwright.api.lead_answers import asker, number_of
from leadwright.api.lead_bodies import NoBody
from leadwright.api.parameters import PAGING, SWITCH, switch
from leadwright.api.repeats import repeatable
from leadwright.foundation.clock import now
from leadwright.foundation.keyset import page
from leadwright.notifications import actions
from leadwright.notifications.models import Choice, Notification
from leadwright.notifications.reading import Line, lines_of

router = Router()
OWN = Rights(permissions=())
READ = {
    "name": "read",
    "in": "query",
    "schema": {key: value for key, value in SWITCH.items() if key != "default"},
    "description": "true: those that were read; false: those that were not; left out: all",
}


class ChoiceBody(Body):
    """What is to be chosen anew; an absent part stays."""

    listed: documented.KINDS_LISTED = None
    at_once: documented.KINDS_AT_ONCE = None
    gathered: documented.KINDS_GATHERED = None
    quiet_from: documented.QUIET_FROM = None
    quiet_to: documented.QUIET_TO = None


@router.get(
    "",
    operation_id="list_notifications",
    response={200: parts.Page[documented.Notification]},
    openapi_extra={"parameters": [READ, *PAGING]},
)
def index(request: HttpRequest) -> HttpResponse:
    """List what one is notified of, the latest first; what is out of reach by now is left out."""
    by = asker(request)
    rows = Notification.objects.in_list(by)
    if request.GET.get("read"):
        rows = rows.filter(read_at__isnull=not switch(request, "read"))
    result, after = page(
        rows,
        cursor=request.GET.get("cursor"),
        size=limit_of(request.GET.get("limit")),
        order="notifications",
    )
    items = [_shape(line) for line in lines_of(result, reader=by)]
    return json({"items": items, "next": after or None, "count": None})


@router.get("/choice", operation_id="get_notification_choice", response={200: documented.Choice})
def choice(request: HttpRequest) -> HttpResponse:
    """Read what one chose to be notified of, where, and in which hours not to be mailed."""
    return json(_chosen(actions.choice_of(asker(request))))


@router.patch("/choice", operation_id="change_notification_choice", response={200: documented.Choice})
def change_choice(request: HttpRequest, body: ChoiceBody = SENT) -> HttpResponse:
    """Choose anew; an absent part stays, and null for both hours ends the quiet ones."""
    sent = known(request, ChoiceBody)
    return json(_chosen(actions.change_choice(sent, by=asker(request), at=now())))


@router.post("/read", operation_id="read_all_notifications", response={200: documented.Marked})
@repeatable(OWN)
def read_all(request: HttpRequest, body: NoBody = SENT) -> HttpResponse:
    """Mark all of one's own as read."""
    known(request, NoBody)
    return json({"marked": actions.read_all(by=asker(request), at=now())})


@router.post("/{id}/read", operation_id="read_notification", response={200: documented.Notification})
@repeatable(OWN)
def read(request: HttpRequest, id: str, body: NoBody = SENT) -> HttpResponse:
    """Mark one as read; one that is read already stays as it is."""
    known(request, NoBody)
    by = asker(request)
    row = actions.read(number_of(id), by=by, at=now())
    return json(_shape(lines_of([row], reader=by)[0]))


def _shape(line: Line) -> dict[str, object]:
    return {
        "id": line.id,
        "kind": line.kind,
        "at": line.at,
        "text": line.text,
        "subject": line.subject,
        "lead": line.lead,
        "activity": line.activity,
        "task": line.task,
        "read_at": line.read_at,
    }


def _chosen(choice: Choice) -> dict[str, object]:
    parts = actions.parts_of(choice)
    hours = {name: f"{parts[name]:%H:%M}" for name in ("quiet_from", "quiet_to") if parts[name] is not None}
    return parts | hours
