"""Activities: plan, log, list, read, change, begin, complete, cancel, delete, follow up."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router

from leadwright.activities import actions
from leadwright.activities.filters import ACTIVITIES, KINDS, activities_for, page
from leadwright.activities.locking import fetch
from leadwright.activities.models import Activity
from leadwright.api import activity_shapes as shapes
from leadwright.api.activity_bodies import (
    ActivityBody,
    ActivityChange,
    ActivityOfLeadBody,
    CancelActivityBody,
    CompleteBody,
    FollowUpBody,
    ParticipantBody,
    ShareBody,
)
from leadwright.api.answers import json, limit_of, version_of
from leadwright.api.asking_again import Rights, on_activity, on_lead
from leadwright.api.bodies import SENT, given, known
from leadwright.api.documented import activities as documented
from leadwright.api.documented import nouns, parts
from leadwright.api.lead_answers import asker, lead_payload, number_of
from leadwright.api.lead_bodies import LeadBody, NoBody
from leadwright.api.parameters import BY_OWN_FIELDS, PAGING, chosen, parameters_of
from leadwright.api.repeats import repeatable
from leadwright.foundation.clock import now
from leadwright.foundation.markers import marker, place_of
from leadwright.foundation.refusals import refuse
from leadwright.leads.fetching import fetch_lead
from leadwright.leads.models import ActivityKind
from leadwright.leads.rules import rules_in_force
from leadwright.people.filtering import Chosen
from leadwright.people.models import User

router = Router()
PLACE = tuple(KINDS.values())
MAKES_LEADS = Rights(permissions=("activity.edit", "lead.create"))


@router.get(
    "/activity-kinds", operation_id="list_activity_kinds", response={200: parts.Page[documented.ActivityKind]}
)
def kinds(request: HttpRequest) -> HttpResponse:
    """List the kinds of activities, retired ones too; which of them a lead type takes stands with the type."""
    items = [shapes.kind(row) for row in rules_in_force().listed(ActivityKind)]
    return json({"items": items, "next": None, "count": len(items)})


@router.get(
    "/activities",
    operation_id="list_activities",
    response={200: parts.Page[documented.ActivityInList]},
    openapi_extra={"parameters": parameters_of(ACTIVITIES, BY_OWN_FIELDS)},
)
def index(request: HttpRequest) -> HttpResponse:
    """List the activities within reach, the latest first."""
    by = asker(request)
    return _page(request, chosen(request, activities_for(by), by=by, at=now()), by=by)


@router.post("/activities", operation_id="enter_activity", response={201: documented.Activity})
@repeatable(on_activity("activity.edit", "lead.schedule"))
def enter(request: HttpRequest, body: ActivityBody = SENT) -> HttpResponse:
    """Plan an activity, or log one that is done; of a lead, it is planned through the lead."""
    return _entered(request, actions.enter(known(request, ActivityBody), by=asker(request), at=now()))


@router.get("/activities/{id}", operation_id="get_activity", response={200: documented.Activity})
def show(request: HttpRequest, id: str) -> HttpResponse:
    """Read one activity, with what may be done with it."""
    return _answer(request, fetch(number_of(id), by=asker(request)))


@router.patch("/activities/{id}", operation_id="change_activity", response={200: documented.Activity})
def change(request: HttpRequest, id: str, body: ActivityChange = SENT) -> HttpResponse:
    """Change an open activity on the version named by If-Match; an absent field stays."""
    sent, version = known(request, ActivityChange), version_of(request)
    return _answer(request, actions.edit(number_of(id), sent, by=asker(request), at=now(), version=version))


@router.delete("/activities/{id}", operation_id="delete_activity", response={204: None})
def delete(request: HttpRequest, id: str) -> HttpResponse:
    """Take an open activity out of all lists; its history stays."""
    actions.delete(number_of(id), by=asker(request), at=now())
    return HttpResponse(status=204)


@router.post("/activities/{id}/start", operation_id="start_activity", response={200: documented.Activity})
@repeatable(on_activity("activity.edit", "lead.schedule"))
def start(request: HttpRequest, id: str, body: NoBody = SENT) -> HttpResponse:
    """Begin what was planned."""
    known(request, NoBody)
    return _answer(request, actions.start(number_of(id), by=asker(request), at=now()))


@router.post(
    "/activities/{id}/complete", operation_id="complete_activity", response={200: documented.Activity}
)
@repeatable(on_activity("activity.edit", "lead.schedule"))
def complete(request: HttpRequest, id: str, body: CompleteBody = SENT) -> HttpResponse:
    """Say that an activity is done, with what came of it; it stays as it is from then on."""
    sent = dict(known(request, CompleteBody))
    following = sent.pop("next", None)
    if following is not None and not isinstance(following, dict):
        refuse("FIELD_INVALID", field="next", reason=_("it must be an object with kind and at"))
    by = asker(request)
    return _answer(request, actions.complete(number_of(id), sent, by=by, at=now(), following=following))


@router.post("/activities/{id}/cancel", operation_id="cancel_activity", response={200: documented.Activity})
@repeatable(on_activity("activity.edit", "lead.schedule"))
def cancel(request: HttpRequest, id: str, body: CancelActivityBody = SENT) -> HttpResponse:
    """Say that an activity will not be done, and why."""
    reason = known(request, CancelActivityBody).get("reason")
    return _answer(request, actions.cancel(number_of(id), reason=reason, by=asker(request), at=now()))


@router.post(
    "/activities/{id}/follow-up", operation_id="follow_up_activity", response={201: documented.Activity}
)
@repeatable(on_activity("activity.edit", "lead.schedule"))
def follow_up(request: HttpRequest, id: str, body: FollowUpBody = SENT) -> HttpResponse:
    """Plan or log another activity that is based on this one; there can be any number of them."""
    sent = known(request, FollowUpBody)
    return _entered(request, actions.follow_up(number_of(id), sent, by=asker(request), at=now()))


@router.post(
    "/activities/{id}/invite", operation_id="invite_to_activity", response={200: documented.Activity}
)
@repeatable(on_activity("activity.edit", "lead.schedule"))
def invite(request: HttpRequest, id: str, body: NoBody = SENT) -> HttpResponse:
    """Send everybody who takes part and has an address an invitation that calendar programs read."""
    known(request, NoBody)
    return _answer(request, actions.invite(number_of(id), by=asker(request), at=now()))


@router.post("/activities/{id}/share", operation_id="share_activity", response={200: documented.Activity})
@repeatable(on_activity("activity.edit", "lead.schedule"))
def share(request: HttpRequest, id: str, body: ShareBody = SENT) -> HttpResponse:
    """Let the other company that has to do with the lead read an activity, or no longer."""
    shared = known(request, ShareBody).get("shared")
    if not isinstance(shared, bool | None):
        refuse("FIELD_INVALID", field="shared", reason=_("write true or false"))
    by = asker(request)
    return _answer(request, actions.share(number_of(id), shared=shared is not False, by=by, at=now()))


@router.post(
    "/activities/{id}/participants", operation_id="add_participant", response={201: documented.Activity}
)
@repeatable(on_activity("activity.edit", "lead.schedule"))
def add_participant(request: HttpRequest, id: str, body: ParticipantBody = SENT) -> HttpResponse:
    """Let another contact take part, also in what is done: a known one by its id, a new one with its data."""
    sent = known(request, ParticipantBody)
    row = actions.add_participant(number_of(id), sent, by=asker(request), at=now())
    return _answer(request, row, status=201)


@router.post("/activities/{id}/lead", operation_id="make_lead_of_activity", response={201: nouns.Lead})
@repeatable(MAKES_LEADS)
def make_lead(request: HttpRequest, id: str, body: LeadBody = SENT) -> HttpResponse:
    """Enter a lead from an activity without one, which belongs to it then; what is left out is taken from there."""
    by, at = asker(request), now()
    lead = fetch_lead(actions.make_lead(number_of(id), given(request), by=by, at=at).pk, by=by)
    answer = json(lead_payload(lead, by=by, at=at), status=201, version=lead.version)
    answer["Location"] = f"/api/v1/leads/{lead.pk}"
    return answer


@router.get(
    "/leads/{number}/activities",
    operation_id="list_activities_of_lead",
    response={200: parts.Page[documented.ActivityInList]},
    openapi_extra={"parameters": list(PAGING)},
)
def of_lead(request: HttpRequest, number: str) -> HttpResponse:
    """List the activities of a lead that one may know, the latest first."""
    by = asker(request)
    lead = fetch_lead(number_of(number), by=by)
    narrowed = chosen(request, ACTIVITIES, by=by, at=now())
    narrowed = Chosen(reader=narrowed.reader, values={"lead": lead.pk}, order=narrowed.order)
    return _page(request, narrowed, by=by)


@router.post(
    "/leads/{number}/activities", operation_id="schedule_activity", response={201: documented.Activity}
)
@repeatable(on_lead("lead.schedule"))
def schedule(request: HttpRequest, number: str, body: ActivityOfLeadBody = SENT) -> HttpResponse:
    """Plan an activity through a lead, or log one; contact and number of the lead are carried over."""
    sent = {**known(request, ActivityOfLeadBody), "lead": number_of(number)}
    by = asker(request)
    fetch_lead(number_of(number), by=by)
    return _entered(request, actions.enter(sent, by=by, at=now()))


def _answer(request: HttpRequest, row: Activity, *, status: int = 200) -> HttpResponse:
    return json(shapes.activity(row, by=asker(request), at=now()), status=status, version=row.version)


def _entered(request: HttpRequest, row: Activity) -> HttpResponse:
    response = _answer(request, row, status=201)
    root, version, _rest = request.path.partition("/api/v1/")
    response["Location"] = f"{root}{version}activities/{row.pk}"
    return response


def _page(request: HttpRequest, narrowed: Chosen, *, by: User) -> HttpResponse:
    size, cursor, order = limit_of(request.GET.get("limit")), request.GET.get("cursor"), narrowed.order
    after = place_of(cursor, PLACE, order=f"activities {order}") if cursor else None
    rows: Sequence[Activity] = page(narrowed, size=size + 1, after=after)
    following: Any = None
    if len(rows) > size:
        last = rows[size - 1]
        following = marker((last.starts_at, last.pk), order=f"activities {order}")
    items = shapes.in_list(rows[:size], by=by, at=narrowed.reader.at)
    return json({"items": items, "next": following, "count": None})
