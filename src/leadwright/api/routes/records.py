"""What hangs on a lead: products of interest, team, competitors and notes.

Each verb is guarded by the lead's lock, so none needs a version; all but a note raise that of the lead.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from leadwright.api import record_shapes as shapes
from leadwright.api.answers import json, limit_of
from leadwright.api.asking_again import on_lead
from leadwright.api.bodies import SENT, given, known
from leadwright.api.documented import parts
from leadwright.api.lead_answers import asker, number_of
from leadwright.api.lead_bodies import CompetitorBody, MemberBody, NoteBody, ProductBody, ProductChange
from leadwright.api.repeats import repeatable
from leadwright.foundation.clock import now
from leadwright.foundation.keyset import page
from leadwright.leads import actions
from leadwright.leads.features import part_of
from leadwright.leads.fetching import fetch_lead
from leadwright.leads.models import Lead
from leadwright.leads.states import Feature
from leadwright.leads.telling import require_visible

router = Router()


def _seen(request: HttpRequest, number: str) -> Lead:
    return fetch_lead(number_of(number), by=asker(request))


@router.get(
    "/{number}/products",
    operation_id="list_products_of_interest",
    response={200: parts.Page[parts.ProductLine]},
    tags=["products"],
)
@part_of(Feature.PRODUCTS)
def products(request: HttpRequest, number: str) -> HttpResponse:
    """List the goods and services that the customer is interested in, with notes."""
    return _listed(shapes.products(_seen(request, number)))


@router.post(
    "/{number}/products",
    operation_id="add_product_of_interest",
    response={201: parts.ProductLine},
    tags=["products"],
)
@part_of(Feature.PRODUCTS)
@repeatable(on_lead("lead.edit"))
def add_product(request: HttpRequest, number: str, body: ProductBody = SENT) -> HttpResponse:
    """Add a product that the lead's type allows, with notes."""
    line = actions.add_product(number_of(number), given(request), by=asker(request), at=now())
    return json(shapes.product(line), status=201)


@router.patch(
    "/{number}/products/{id}",
    operation_id="change_product_of_interest",
    response={200: parts.ProductLine},
    tags=["products"],
)
@part_of(Feature.PRODUCTS)
def change_product(request: HttpRequest, number: str, id: str, body: ProductChange = SENT) -> HttpResponse:
    """Write other notes on a product of interest."""
    line = actions.change_product(
        number_of(number), number_of(id), given(request), by=asker(request), at=now()
    )
    return json(shapes.product(line))


@router.delete(
    "/{number}/products/{id}",
    operation_id="remove_product_of_interest",
    response={200: parts.Page[parts.ProductLine]},
    tags=["products"],
)
@part_of(Feature.PRODUCTS)
def remove_product(request: HttpRequest, number: str, id: str) -> HttpResponse:
    """Take a product of interest off a lead."""
    lead = actions.remove_product(number_of(number), number_of(id), by=asker(request), at=now())
    return _listed(shapes.products(lead))


@router.get(
    "/{number}/team", operation_id="list_team", response={200: parts.Page[parts.Member]}, tags=["team"]
)
@part_of(Feature.TEAM)
def team(request: HttpRequest, number: str) -> HttpResponse:
    """List who works on a lead beside its owner."""
    lead = _seen(request, number)
    require_visible(asker(request), lead, "team")
    return _listed(shapes.team(lead))


@router.post("/{number}/team", operation_id="add_member", response={201: parts.Member}, tags=["team"])
@part_of(Feature.TEAM)
@repeatable(on_lead("lead.edit"))
def add_member(request: HttpRequest, number: str, body: MemberBody = SENT) -> HttpResponse:
    """Put a user of the handling organisation on the team; it sees the lead from then on."""
    sent = known(request, MemberBody)
    member = actions.add_member(number_of(number), sent.get("user"), by=asker(request), at=now())
    return json(shapes.member(member), status=201)


@router.delete(
    "/{number}/team/{id}",
    operation_id="remove_member",
    response={200: parts.Page[parts.Member]},
    tags=["team"],
)
@part_of(Feature.TEAM)
def remove_member(request: HttpRequest, number: str, id: str) -> HttpResponse:
    """Take a user off the team."""
    lead = actions.remove_member(number_of(number), number_of(id), by=asker(request), at=now())
    return _listed(shapes.team(lead))


@router.get(
    "/{number}/competitors",
    operation_id="list_competitors_of_lead",
    response={200: parts.Page[parts.CompetitorOfLead]},
    tags=["competitors"],
)
@part_of(Feature.COMPETITORS)
def competitors(request: HttpRequest, number: str) -> HttpResponse:
    """List who else is after the same lead."""
    return _listed(shapes.competitors(_seen(request, number)))


@router.post(
    "/{number}/competitors",
    operation_id="add_competitor",
    response={201: parts.Page[parts.CompetitorOfLead]},
    tags=["competitors"],
)
@part_of(Feature.COMPETITORS)
@repeatable(on_lead("lead.edit"))
def add_competitor(request: HttpRequest, number: str, body: CompetitorBody = SENT) -> HttpResponse:
    """Add a competitor that the active definition names."""
    sent = known(request, CompetitorBody)
    lead = actions.add_competitor(number_of(number), sent.get("competitor"), by=asker(request), at=now())
    return _listed(shapes.competitors(lead), status=201)


@router.delete(
    "/{number}/competitors/{code}",
    operation_id="remove_competitor",
    response={200: parts.Page[parts.CompetitorOfLead]},
    tags=["competitors"],
)
@part_of(Feature.COMPETITORS)
def remove_competitor(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """Take a competitor off a lead."""
    lead = actions.remove_competitor(number_of(number), code, by=asker(request), at=now())
    return _listed(shapes.competitors(lead))


@router.get(
    "/{number}/notes", operation_id="list_notes", response={200: parts.Page[parts.Note]}, tags=["notes"]
)
@part_of(Feature.NOTES)
def notes(
    request: HttpRequest, number: str, limit: str | None = None, cursor: str | None = None
) -> HttpResponse:
    """Read the notes of one's own side, and those that the other side shared, newest first."""
    rows = _seen(request, number).notes.open_to(asker(request)).newest_first()
    result, after = page(rows, cursor=cursor, size=limit_of(limit), order="notes")
    return json({"items": [shapes.note(row) for row in result], "next": after or None, "count": None})


@router.post("/{number}/notes", operation_id="write_note", response={201: parts.Note}, tags=["notes"])
@part_of(Feature.NOTES)
@repeatable(on_lead("lead.edit"))
def write_note(request: HttpRequest, number: str, body: NoteBody = SENT) -> HttpResponse:
    """Write a note; it is never changed, and the other side reads it only if it is shared."""
    note = actions.write_note(number_of(number), given(request), by=asker(request), at=now())
    return json(shapes.note(note), status=201)


def _listed(items: Sequence[Mapping[str, Any]], *, status: int = 200) -> HttpResponse:
    return json({"items": items, "next": None, "count": len(items)}, status=status)
