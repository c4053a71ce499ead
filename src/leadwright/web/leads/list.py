"""The list of leads: filters from the address, rows from plain values, pages by keyset."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.core.cache import cache
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from leadwright.foundation.quarters import quarter_start
from leadwright.leads.models import Lead
from leadwright.leads.models.questions import LeadQuerySet
from leadwright.leads.states import Feature
from leadwright.leads.telling import may_know, require_order
from leadwright.people.access import may
from leadwright.people.models import User
from leadwright.web.base.paging import COUNTED, PAGE, marker, place_of
from leadwright.web.base.requests import WebRequest
from leadwright.web.base.shapes import Link, Pages
from leadwright.web.leads.filters import REMEMBERED, FilterForm
from leadwright.web.parts.lead_acts import acts_on_several
from leadwright.web.parts.lead_lines import COLUMNS, lead_rows

Narrow = Callable[[LeadQuerySet, Any, "Asked"], LeadQuerySet]


class Asked:
    """Who asks, and when."""

    def __init__(self, user: User, at: datetime) -> None:
        self.user, self.at = user, at


def _owner(rows: LeadQuerySet, value: str, asked: Asked) -> LeadQuerySet:
    if value == "any":
        return rows
    if value == "team":
        return rows.filter(Q(owner=asked.user) | Q(team__contains=[asked.user.pk]))
    if value == "none":
        return rows.filter(owner=None)
    return rows.owned_by(asked.user) if value == "me" else rows.filter(owner__email=value)


def _state(rows: LeadQuerySet, value: str, asked: Asked) -> LeadQuerySet:
    return rows if value == "any" else rows.filter(state=value)


def _qualification(rows: LeadQuerySet, value: str, asked: Asked) -> LeadQuerySet:
    return rows.filter(next_due_kind="qualify") if value == "due" else rows.filter(qualification=value)


def _due(rows: LeadQuerySet, value: str, asked: Asked) -> LeadQuerySet:
    return rows.overdue(asked.at) if value == "overdue" else rows.due_by(asked.at + timedelta(days=7))


def _expected(rows: LeadQuerySet, value: Any, asked: Asked) -> LeadQuerySet:
    end = datetime.combine(value, datetime.min.time(), ZoneInfo(asked.user.time_zone)) + timedelta(days=1)
    return rows.filter(expected_completion_at__lt=end)


def _closed(rows: LeadQuerySet, value: str, asked: Asked) -> LeadQuerySet:
    recent = asked.at - timedelta(days=90)
    start = recent if value == "90" else quarter_start(asked.at, ZoneInfo(asked.user.time_zone))
    return rows.completed_between(start, asked.at + timedelta(seconds=1))


FILTERS: dict[str, Narrow] = {
    "q": lambda rows, value, asked: rows.matching(value),
    "state": _state,
    "status": lambda rows, value, asked: rows.filter(status__code=value),
    "owner": _owner,
    "unit": lambda rows, value, asked: rows.filter(unit=value),
    "source": lambda rows, value, asked: rows.filter(source__code=value),
    "category": lambda rows, value, asked: rows.filter(category__code=value),
    "sender": lambda rows, value, asked: rows.filter(sender=value),
    "acceptance": lambda rows, value, asked: rows.filter(acceptance=value),
    "qualification": _qualification,
    "due": _due,
    "expected_by": _expected,
    "closed": _closed,
    "gap": lambda rows, value, asked: rows.filter(gaps__contains=[value]),
    "account": lambda rows, value, asked: rows.filter(account=value),
    "contact": lambda rows, value, asked: rows.filter(Q(contact=value) | Q(contact__company=value)),
}


def list_context(request: WebRequest, *, address: str) -> dict[str, Any]:
    """Return what the panel with the list is drawn from."""
    user, at = request.user, request.now
    form = FilterForm(_asked_for(request), user=user, features=request.features)
    chosen = form.chosen()
    order = chosen.get("ordering") or "clock"
    require_order(user, order)
    rows = narrowed(Lead.objects.within_reach(user, "lead.view"), chosen, Asked(user, at))
    page, after = _page(rows, order, request.GET.get("cursor"))
    return {
        "filters": form,
        "filters_drawn": _drawn(form, request, address),
        "rows": lead_rows(page, at, by=user),
        "counted": _counted(rows, form, order),
        "pager": _pages(request, address, after),
        "views": _views(address, chosen),
        "chips": _chips(address, chosen, user),
        "list_address": address,
        **_picking(request, address),
    }


def _picking(request: WebRequest, address: str) -> dict[str, Any]:
    """Return whether leads are being picked for one act on several, and the address that begins or ends it."""
    query = request.GET.copy()
    picking = query.pop("select", None) is not None
    query |= {} if picking else {"select": "1"}
    told = f"{address}?{query.urlencode()}" if query else address
    return {"picking": picking, "picking_address": told, "acts": acts_on_several(request.user)}


def _drawn(form: FilterForm, request: WebRequest, address: str) -> SafeString:
    """Return the form of the filters as HTML; it is the same for a while, and the dearest part of the page."""
    asked = sorted((name, str(value)) for name, value in form.data.items() if name in form.fields)
    has_teams = request.features.has(Feature.TEAM)
    home = request.user.organisation_id
    rights = (has_teams, may_know(request.user, "target_amount"))
    told = repr((home, get_language(), address, asked, rights)).encode()
    key = "drawn-" + hashlib.sha256(told).hexdigest()
    found: SafeString | None = cache.get(key)
    if found is None:
        found = SafeString(render_to_string("leads/filters.html", {"filters": form, "list_address": address}))
        cache.set(key, found, REMEMBERED)
    return found


def _asked_for(request: WebRequest) -> dict[str, Any]:
    asked = {name: value for name, value in request.GET.items() if name != "cursor"}
    if not asked.get("owner"):
        asked["owner"] = default_owner(request.user) if not asked.get("q") else "any"
    return asked


def default_owner(user: User) -> str:
    """Return whose leads somebody sees first: the own ones, except who only hands leads out."""
    return "me" if may(user, "lead.qualify") else "any"


def narrowed(rows: LeadQuerySet, chosen: dict[str, Any], asked: Asked) -> LeadQuerySet:
    """Apply the filters; without a state, and unless closed leads or gaps are meant, only open ones."""
    if not {"state", "closed", "status", "gap"} & set(chosen):
        rows = rows.open()
    for name, value in chosen.items():
        if name in FILTERS:
            rows = FILTERS[name](rows, value, asked)
    return rows


def _page(rows: LeadQuerySet, order: str, cursor: str | None) -> tuple[list[tuple[Any, ...]], str]:
    columns = rows.to_follow(order)
    if cursor:
        rows = rows.after(order, place_of(cursor, columns))
    found = list(rows.sorted(order).values_list(*COLUMNS, *columns)[: PAGE + 1])
    after = marker(found[PAGE - 1][len(COLUMNS) :]) if len(found) > PAGE else ""
    return found[:PAGE], after


def _counted(rows: LeadQuerySet, form: FilterForm, order: str) -> str:
    number = rows.order_by()[: COUNTED + 1].count()
    if number > COUNTED:
        told = _("more than %(number)d leads") % {"number": COUNTED}
    else:
        told = ngettext("%(number)d lead", "%(number)d leads", number) % {"number": number}
    orders = dict(form.fields["ordering"].choices)  # type: ignore[attr-defined]
    return _("%(leads)s · sorted by %(order)s") % {"leads": told, "order": str(orders[order]).lower()}


def _pages(request: WebRequest, address: str, after: str) -> Pages:
    query = request.GET.copy()
    query.pop("cursor", None)
    first = f"{address}?{query.urlencode()}" if request.GET.get("cursor") else ""
    query["cursor"] = after
    return Pages(next=f"{address}?{query.urlencode()}" if after else "", first=first)


def _views(address: str, chosen: dict[str, Any]) -> list[Link]:
    owner = chosen.get("owner", "any")
    offered = [
        (_("All open"), {}),
        (_("Overdue"), {"due": "overdue"}),
        (_("Due within a week"), {"due": "week"}),
        (_("Won this quarter"), {"state": "WON", "closed": "quarter"}),
        (_("All"), {"state": "any"}),
    ]
    now = {name: chosen[name] for name in ("due", "state", "closed", "gap") if name in chosen}
    return [
        Link(label=label, address=f"{address}?{urlencode({'owner': owner} | wanted)}", current=now == wanted)
        for label, wanted in offered
    ]


def _chips(address: str, chosen: dict[str, Any], user: User) -> list[Link]:
    offered = [
        (_("Mine"), "owner", "me"),
        (_("To qualify"), "qualification", "due"),
        (_("Opportunities"), "qualification", "OPPORTUNITY"),
        (_("Waiting for acceptance"), "acceptance", "AWAITING"),
    ]
    return [_chip(address, chosen, label, name, value) for label, name, value in offered]


def _chip(address: str, chosen: dict[str, Any], label: str, name: str, value: str) -> Link:
    on = chosen.get(name) == value
    rest = {key: told for key, told in chosen.items() if key != name}
    rest |= {} if on and name != "owner" else {name: "any" if on else value}
    query = urlencode({key: str(told) for key, told in sorted(rest.items())})
    return Link(label=label, address=f"{address}?{query}", on=on)
