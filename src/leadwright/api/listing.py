"""The list of leads: a closed set of filters and orders, keyset pages, bounded counts."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from leadwright.api import shapes
from leadwright.api.answers import COUNTED, json, limit_of
from leadwright.foundation.markers import marker, place_of
from leadwright.foundation.refusals import refuse
from leadwright.leads.gaps import Gap
from leadwright.leads.models import Lead
from leadwright.leads.models.questions import KINDS, LeadQuerySet
from leadwright.leads.states import State
from leadwright.leads.telling import require_order
from leadwright.people.models import User

KNOWN = {"state", "status", "owner", "source", "category", "gap", "q", "ordering", "limit", "cursor", "count"}
USUAL = "clock"


def leads(request: HttpRequest, *, by: User) -> HttpResponse:
    """Answer with one page of the leads within reach."""
    asked = _asked(request)
    order = asked.get("ordering") or USUAL
    require_order(by, order)
    limit = limit_of(asked.get("limit"))
    rows = _filtered(Lead.objects.within_reach(by, "lead.view"), asked, by)
    count = _counted(rows) if asked.get("count") in ("true", "1") else None
    page = rows.sorted(order)
    columns = rows.to_follow(order)
    if asked.get("cursor"):
        page = page.after(order, place_of(asked["cursor"], [KINDS[name] for name in columns], order=order))
    found = list(page.values_list(*shapes.ROW, *columns)[: limit + 1])
    return json(_told(found, by=by, limit=limit, order=order, count=count))


def _told(
    found: list[tuple[Any, ...]], *, by: User, limit: int, order: str, count: int | None
) -> dict[str, Any]:
    width = len(shapes.ROW)
    here = found[:limit]
    after = marker(here[-1][width:], order=order) if len(found) > limit else None
    return {"items": [shapes.row(one[:width], by=by) for one in here], "next": after, "count": count}


def _asked(request: HttpRequest) -> dict[str, str]:
    asked: dict[str, str] = {}
    for name in request.GET:
        if name not in KNOWN:
            refuse("FILTER_UNKNOWN", field=name)
        values = request.GET.getlist(name)
        if len(values) > 1 or "\x00" in values[0]:
            refuse("MALFORMED", reason=_("{name} is given once, as plain text").format(name=name))
        asked[name] = values[0]
    return asked


def _filtered(rows: LeadQuerySet, asked: dict[str, str], by: User) -> LeadQuerySet:
    filters: dict[str, Callable[[LeadQuerySet, str], LeadQuerySet]] = {
        "state": lambda leads, text: leads.filter(state__in=_states(text)),
        "status": lambda leads, text: leads.filter(status__code__in=_words(text)),
        "source": lambda leads, text: leads.filter(source__code__in=_words(text)),
        "category": lambda leads, text: leads.filter(category__code__in=_words(text)),
        "owner": lambda leads, text: leads.filter(owner__email=by.email if text == "me" else text.lower()),
        "gap": lambda leads, text: leads.filter(gaps__overlap=_gaps(text)),
        "q": lambda leads, text: leads.matching(text),
    }
    for name, narrowed in filters.items():
        if asked.get(name):
            rows = narrowed(rows, asked[name])
    return rows


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",")][:20]


def _states(text: str) -> list[str]:
    states = [word.upper() for word in _words(text)]
    strange = [state for state in states if state not in State.values]
    if strange:
        refuse("MALFORMED", reason=_("there is no state “{name}”").format(name=strange[0][:20]))
    return states


def _gaps(text: str) -> list[str]:
    strange = [word for word in _words(text) if word not in set(Gap.values)]
    if strange:
        refuse("MALFORMED", reason=_("there is no gap “{name}”").format(name=strange[0][:20]))
    return _words(text)


def _counted(rows: LeadQuerySet) -> int:
    """Count up to a bound; beyond it the exact number helps nobody and costs much."""
    return rows.order_by()[:COUNTED].count()
