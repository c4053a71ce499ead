"""The list of leads: filters and orders of the room, keyset pages, bounded counts."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from leadwright.api import shapes
from leadwright.api.answers import COUNTED, json, limit_of
from leadwright.api.parameters import chosen, switch
from leadwright.foundation.clock import now
from leadwright.foundation.markers import marker, place_of
from leadwright.leads.filters import LEADS
from leadwright.leads.listing import chosen_leads, page, planned
from leadwright.leads.models import Lead, LeadQuerySet
from leadwright.leads.orders import KINDS
from leadwright.people.models import User


def leads(request: HttpRequest, *, by: User) -> HttpResponse:
    """Answer with one page of the leads within reach."""
    limit, is_counted = limit_of(request.GET.get("limit")), switch(request, "count")
    narrowed = chosen(request, LEADS, by=by, at=now())
    order = narrowed.order
    columns, after = Lead.objects.all().to_follow(order), None
    with planned(narrowed):
        count = _counted(chosen_leads(narrowed)) if is_counted else None
    if cursor := request.GET.get("cursor"):
        after = place_of(cursor, [KINDS[name] for name in columns], order=order)
    rows = page(narrowed, size=limit + 1, after=after)
    with planned(narrowed):
        lines = list(rows.values_list(*shapes.ROW, *columns))
    return json(_page(lines, by=by, limit=limit, order=order, count=count))


def _page(
    lines: list[tuple[Any, ...]], *, by: User, limit: int, order: str, count: int | None
) -> dict[str, Any]:
    width = len(shapes.ROW)
    items = [shapes.row(line[:width], by=by) for line in lines[:limit]]
    after = marker(lines[limit - 1][width:], order=order) if len(lines) > limit else None
    return {"items": items, "next": after, "count": count}


def _counted(rows: LeadQuerySet) -> int:
    """Count up to a bound; beyond it the exact number helps nobody and costs much."""
    return rows.sorted(LEADS.usual_order)[:COUNTED].count()
