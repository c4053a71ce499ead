"""The primary demand of a lead: what the customer asks for, line by line, with its expected price."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from leadwright.api import shapes
from leadwright.api.answers import json
from leadwright.api.asking_again import on_lead
from leadwright.api.bodies import SENT, known
from leadwright.api.documented import nouns
from leadwright.api.documented import processes as documented
from leadwright.api.lead_answers import asker, lead_payload, number_of
from leadwright.api.lead_bodies import NoBody
from leadwright.api.process_bodies import DemandBody
from leadwright.api.repeats import repeatable
from leadwright.foundation.clock import now
from leadwright.leads import actions
from leadwright.leads.demand import totals_of
from leadwright.leads.fetching import fetch_lead
from leadwright.leads.models import DemandLine, Lead
from leadwright.leads.telling import may_know, require_visible
from leadwright.people.models import User

router = Router()


@router.get("/{number}/demand", operation_id="list_demand", response={200: documented.Demand})
def index(request: HttpRequest, number: str) -> HttpResponse:
    """List what the customer asks for, in the order in which it was entered, with the totals."""
    by = asker(request)
    return _all(fetch_lead(number_of(number), by=by), by)


@router.post("/{number}/demand", operation_id="add_demand", response={201: documented.DemandLine})
@repeatable(on_lead("lead.edit"))
def add(request: HttpRequest, number: str, body: DemandBody = SENT) -> HttpResponse:
    """Add a line: a product that the lead's type allows, or words of one's own."""
    by = asker(request)
    return json(
        _line(actions.add_demand(number_of(number), known(request, DemandBody), by=by, at=now()), by),
        status=201,
    )


@router.post("/{number}/demand/aim", operation_id="aim_at_demand", response={200: nouns.Lead})
@repeatable(on_lead("lead.edit"))
def aim(request: HttpRequest, number: str, body: NoBody = SENT) -> HttpResponse:
    """Make the total of the lines the target amount of the lead."""
    known(request, NoBody)
    by, at = asker(request), now()
    lead = actions.aim_at_demand(number_of(number), by=by, at=at)
    return json(lead_payload(lead, by=by, at=at), version=lead.version)


@router.patch("/{number}/demand/{id}", operation_id="change_demand", response={200: documented.DemandLine})
def change(request: HttpRequest, number: str, id: str, body: DemandBody = SENT) -> HttpResponse:
    """Change a line; an absent field stays."""
    by, sent = asker(request), known(request, DemandBody)
    return json(_line(actions.change_demand(number_of(number), number_of(id), sent, by=by, at=now()), by))


@router.delete("/{number}/demand/{id}", operation_id="remove_demand", response={200: documented.Demand})
def remove(request: HttpRequest, number: str, id: str) -> HttpResponse:
    """Take a line off a lead; the others are answered."""
    by = asker(request)
    return _all(actions.remove_demand(number_of(number), number_of(id), by=by, at=now()), by)


def _all(lead: Lead, by: User) -> HttpResponse:
    require_visible(by, lead, "demand")
    lines = list(lead.demand.select_related("product"))
    totals = totals_of(lines) if may_know(by, "target_amount") else []
    body = {
        "items": [_line(line, by) for line in lines],
        "totals": [shapes.money(total.amount, total.currency) for total in totals],
        "next": None,
        "count": len(lines),
    }
    return json(body, version=lead.version)


def _line(line: DemandLine, by: User) -> dict[str, Any]:
    knows = may_know(by, "target_amount")
    return {
        "id": line.pk,
        "product": line.product.code if line.product else None,
        "text": line.text,
        "label": line.label,
        "kind": line.kind,
        "quantity": f"{line.quantity.normalize():f}" if line.quantity is not None else None,
        "amount": shapes.money(line.amount, line.currency) if knows else None,
        "comment": line.comment,
        "taken": line.is_taken,
        "reason": line.reason,
        "fulfilment": line.fulfilment,
    }
