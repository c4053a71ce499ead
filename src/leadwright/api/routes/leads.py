"""Leads: list, create, read, change, delete, and their history."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from leadwright.api import shapes
from leadwright.api.answers import is_known, json, limit_of, version_of
from leadwright.api.asking_again import on_lead
from leadwright.api.bodies import SENT, given
from leadwright.api.documented import nouns, parts
from leadwright.api.lead_answers import asker, lead_payload, mark_of, number_of
from leadwright.api.lead_bodies import LeadBody, LeadChange
from leadwright.api.listing import leads
from leadwright.api.parameters import BY_OWN_FIELDS, COUNT, parameters_of
from leadwright.api.repeats import repeatable
from leadwright.foundation.clock import now
from leadwright.foundation.keyset import page
from leadwright.foundation.refusals import Refused
from leadwright.history.reading import lines_of
from leadwright.leads import actions
from leadwright.leads.brands import speak_of_lead
from leadwright.leads.entry_telling import entries_about, readable_entries
from leadwright.leads.fetching import fetch_lead
from leadwright.leads.filters import LEADS
from leadwright.leads.models import Lead
from leadwright.people.models import User

router = Router()


@router.get(
    "",
    operation_id="list_leads",
    response={200: parts.Page[nouns.LeadInList]},
    openapi_extra={"parameters": parameters_of(LEADS, COUNT, BY_OWN_FIELDS)},
)
def index(request: HttpRequest) -> HttpResponse:
    """List the leads within reach, by default the most urgent first."""
    return leads(request, by=asker(request))


@router.post("", operation_id="create_lead", response={201: nouns.Lead})
@repeatable(on_lead("lead.create"))
def create(request: HttpRequest, body: LeadBody = SENT) -> HttpResponse:
    """Enter a lead; a distributor may leave it unassigned, which puts it into the queue."""
    by, at = asker(request), now()
    lead = actions.create(given(request), by=by, at=at)
    response = json(lead_payload(lead, by=by, at=at), status=201, version=lead.version)
    response["Location"] = f"{request.path}/{lead.pk}"
    return response


@router.get("/{number}", operation_id="get_lead", response={200: nouns.Lead})
def show(request: HttpRequest, number: str) -> HttpResponse:
    """Read one lead, with its clocks and what may be done with it."""
    by, at = asker(request), now()
    lead = _seen(by, number)
    mark = mark_of(lead, by=by)
    if is_known(request, mark):
        return HttpResponse(status=304)
    return json(lead_payload(lead, by=by, at=at), version=mark)


def _seen(by: User, number: str) -> Lead:
    return fetch_lead(number_of(number), by=by)


@router.patch("/{number}", operation_id="change_lead", response={200: nouns.Lead})
def change(request: HttpRequest, number: str, body: LeadChange = SENT) -> HttpResponse:
    """Change a lead on the version named by If-Match; an absent field stays."""
    by, at = asker(request), now()
    try:
        lead = actions.edit(number_of(number), given(request), by=by, at=at, version=version_of(request))
    except Refused as no:
        raise _with_current(no, request, number) from no
    return json(lead_payload(lead, by=by, at=at), version=lead.version)


def _with_current(no: Refused, request: HttpRequest, number: str) -> Refused:
    if no.code != "VERSION_STALE":
        return no
    by = asker(request)
    lead = _seen(by, number)
    return Refused("VERSION_STALE", current=lead_payload(lead, by=by, at=now()), current_version=lead.version)


@router.delete("/{number}", operation_id="delete_lead", response={204: None})
def delete(request: HttpRequest, number: str) -> HttpResponse:
    """Delete a pending lead on the version named by If-Match; its history stays."""
    actions.delete(number_of(number), by=asker(request), at=now(), version=version_of(request))
    return HttpResponse(status=204)


@router.get("/{number}/history", operation_id="get_history", response={200: parts.Page[parts.Entry]})
def history(
    request: HttpRequest, number: str, limit: str | None = None, cursor: str | None = None
) -> HttpResponse:
    """Read what happened to a lead, newest first, as far as one may know it, each entry in words too."""
    by = asker(request)
    lead = fetch_lead(number_of(number), by=by)
    speak_of_lead(lead)
    rows = entries_about(lead, by=by).order_by("-pk").with_texts()
    entries, after = page(rows, cursor=cursor, size=limit_of(limit), order="history")
    known = readable_entries(entries, by=by, lead=lead)
    items = [shapes.entry(entry, line) for entry, line in zip(known, lines_of(known), strict=True)]
    return json({"items": items, "next": after or None, "count": None})
