"""The list of leads: filters and orders of the room, keyset pages, bounded counts."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse

from leadwright.api import list_shapes
from leadwright.api.answers import COUNTED, json, limit_of
from leadwright.api.parameters import chosen, switch
from leadwright.foundation.clock import now
from leadwright.foundation.markers import marker, place_of
from leadwright.leads.filters import table_for
from leadwright.leads.listing import counted, lines, place_kinds
from leadwright.people.models import User


def leads(request: HttpRequest, *, by: User) -> HttpResponse:
    """Answer with one page of the leads within reach."""
    limit, is_counted = limit_of(request.GET.get("limit")), switch(request, "count")
    at = now()
    narrowed = chosen(request, table_for(by), by=by, at=at)
    order, after = narrowed.order, None
    count = counted(narrowed, bound=COUNTED) if is_counted else None
    if cursor := request.GET.get("cursor"):
        after = place_of(cursor, place_kinds(order), order=order)
    rows = lines(narrowed, list_shapes.ROW, size=limit + 1, after=after)
    return json(_page(rows, by=by, at=at, limit=limit, order=order, count=count))


def _page(
    rows: list[tuple[Any, ...]], *, by: User, at: datetime, limit: int, order: str, count: int | None
) -> dict[str, Any]:
    width = len(list_shapes.ROW)
    items = list_shapes.rows([line[:width] for line in rows[:limit]], by=by, at=at)
    after = marker(rows[limit - 1][width:], order=order) if len(rows) > limit else None
    return {"items": items, "next": after, "count": count}
