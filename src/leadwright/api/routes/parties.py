"""The parties of a lead; each verb is guarded by the lead's lock, so none needs a version."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from leadwright.api import shapes
from leadwright.api.answers import json
from leadwright.api.asking_again import on_lead
from leadwright.api.bodies import SENT, given
from leadwright.api.documented import parts
from leadwright.api.lead_answers import asker, number_of
from leadwright.api.lead_bodies import PartyBody, PartyChange
from leadwright.api.repeats import repeatable
from leadwright.foundation.clock import now
from leadwright.leads import actions
from leadwright.leads.fetching import fetch_lead
from leadwright.leads.models import Lead
from leadwright.leads.parties import lines_of
from leadwright.leads.telling import visible_lines
from leadwright.people.models import User

router = Router()


@router.get("/{number}/parties", operation_id="list_parties", response={200: parts.PartyList})
def index(request: HttpRequest, number: str) -> HttpResponse:
    """List who takes part in a lead, the main contact first."""
    lead = fetch_lead(number_of(number), by=asker(request))
    return _all(lead, by=asker(request))


@router.post("/{number}/parties", operation_id="add_party", response={201: parts.Party})
@repeatable(on_lead("lead.edit"))
def add(request: HttpRequest, number: str, body: PartyBody = SENT) -> HttpResponse:
    """Add a contact to a lead: known ones by their id, new ones with their data."""
    line = actions.add_party(number_of(number), _sent(request), by=asker(request), at=now())
    return json(shapes.party(line), status=201)


@router.patch("/{number}/parties/{id}", operation_id="change_party", response={200: parts.Party})
def change(request: HttpRequest, number: str, id: str, body: PartyChange = SENT) -> HttpResponse:
    """Give a party other roles, or make it the main contact."""
    line = actions.change_party(number_of(number), number_of(id), given(request), by=asker(request), at=now())
    return json(shapes.party(line))


@router.delete("/{number}/parties/{id}", operation_id="remove_party", response={200: parts.PartyList})
def remove(request: HttpRequest, number: str, id: str) -> HttpResponse:
    """Take a party off a lead; the last contact stays."""
    by = asker(request)
    return _all(actions.remove_party(number_of(number), number_of(id), by=by, at=now()), by=by)


def _all(lead: Lead, *, by: User) -> HttpResponse:
    items = [shapes.party(line) for line in visible_lines(by, lead, lines_of(lead))]
    return json({"items": items, "next": None, "count": len(items)}, version=lead.version)


def _sent(request: HttpRequest) -> Mapping[str, Any]:
    return {name: value for name, value in given(request).items() if value is not None}
