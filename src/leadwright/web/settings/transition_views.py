"""The transitions from one status to another: whom each is open to, and what it asks for."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leadwright.foundation.refusals import NotFound
from leadwright.leads.actions import configuration_lists
from leadwright.leads.actions.configuring import Faulty, change
from leadwright.leads.configuration.blueprint import Arrow, Blueprint, TypePlan
from leadwright.leads.configuration.directory import Directory
from leadwright.leads.configuration.faults import Fault
from leadwright.leads.configuration.rows import stored
from leadwright.leads.fields import REQUIRABLE, label_of
from leadwright.leads.states import FINAL
from leadwright.people.access import require
from leadwright.people.models import Profile
from leadwright.web.base.requests import WebRequest, go
from leadwright.web.settings.page import label, page, row_of, trail_of
from leadwright.web.settings.preview import looked_at
from leadwright.web.settings.sheet import Sheet
from leadwright.web.settings.type_forms import moves_typed, transitions_typed
from leadwright.web.settings.type_views import boxes


@require_http_methods(["GET", "HEAD", "POST"])
def transition(request: WebRequest, code: str, start: str, end: str) -> HttpResponse:
    """Show whom the way from one status to another is open to; change it, or name each fault at its row."""
    require(request.user, "configuration.edit")
    blueprint = stored()
    plan: TypePlan = row_of(blueprint, "types", code)
    pair = _pair(blueprint, plan, start, end)
    rows = [transition for transition in plan.transitions if (transition.start, transition.end) == pair]
    faults: list[Fault] = []
    sheet = _sheet(request, pair, rows)
    if request.method == "POST":
        rows = (
            rows if sheet.sent["rows_in_words"] == in_words(rows) else transitions_typed(pair, request.POST)
        )
    if request.method == "POST" and not sheet.clashes:
        try:
            return _put(request, plan, rows, pair, blueprint)
        except Faulty as no:
            faults = no.faults
    context = _context(blueprint, plan, pair, rows, faults) | {"sheet": sheet}
    status = sheet.status if sheet.clashes else 200
    trail = trail_of("types", code)
    return page(request, "transition", status=422 if faults else status, trail=trail, **context)


def _sheet(request: WebRequest, pair: tuple[str, str], rows: list[Arrow]) -> Sheet:
    """Return all rows as one box: they stand for each other by their places, so that two who change them choose."""
    data = None
    if request.method == "POST":
        data = request.POST.copy()
        data["rows_in_words"] = in_words(transitions_typed(pair, request.POST))
    return Sheet(data, stored={"rows_in_words": in_words(rows)})


def in_words(rows: Iterable[Arrow]) -> str:
    """Return whom some transitions are open to and what they ask for, one a line."""
    lines = []
    for row in rows:
        who = [*row.audience.groups, *row.audience.units, *row.audience.profiles, *row.audience.users]
        names = ", ".join(sorted(who)) or _("everybody")
        asked = ", ".join(sorted(str(label_of(name)) for name in row.required))
        lines.append(f"{names} ({asked})" if asked else names)
    return "\n".join(lines)


def _pair(blueprint: Blueprint, plan: TypePlan, start: str, end: str) -> tuple[str, str]:
    first = blueprint.entry("statuses", start)
    if start == end or start not in plan.statuses or end not in plan.statuses:
        raise NotFound
    if first is None or first.state in FINAL:
        raise NotFound
    return start, end


def _put(
    request: WebRequest, plan: TypePlan, rows: list[Arrow], pair: tuple[str, str], blueprint: Blueprint
) -> HttpResponse:
    edit = configuration_lists.put_transitions(plan.code, pair, rows)
    if first := looked_at(request, edit, blueprint, label(plan)):
        return first
    change(edit, by=request.user, at=request.now, moves=moves_typed(request.POST))
    messages.success(request, _("Saved."))
    return go(request, reverse("settings-type", args=[plan.code]) + "#transitions")


def _context(
    blueprint: Blueprint, plan: TypePlan, pair: tuple[str, str], rows: list[Arrow], faults: list[Fault]
) -> dict[str, Any]:
    directory = Directory(addresses={user for row in rows for user in row.audience.users})
    first = next(
        (n for n, item in enumerate(plan.transitions) if (item.start, item.end) == pair),
        len(plan.transitions),
    )
    data = [(_row_of(fault, plan.code, first, len(rows)), fault) for fault in faults]
    empty = Arrow(start=pair[0], end=pair[1])
    return {
        "plan": plan,
        "start": row_of(blueprint, "statuses", pair[0]),
        "end": row_of(blueprint, "statuses", pair[1]),
        "rows": [_row(number, item, directory) for number, item in enumerate(rows)],
        "more": _row(len(rows), empty, directory),
        "faults": data,
        "profiles": dict(Profile.objects.values_list("code", "name")),
        "address": reverse("settings-transition", args=[plan.code, *pair]),
    }


def _row(number: int, arrow: Arrow, directory: Directory) -> dict[str, Any]:
    kinds = {"groups": _("Groups"), "units": _("Units"), "profiles": _("Roles")}
    return {
        "number": number,
        "boxes": boxes(directory, arrow.audience, kinds),
        "users": "\n".join(sorted(arrow.audience.users)),
        "required": [(name, label_of(name), name in arrow.required) for name in REQUIRABLE],
        "is_everybody": arrow.audience.is_everybody,
    }


def _row_of(fault: Fault, code: str, first: int, rows: int) -> int:
    """Return the row of the page that a fault is about; -1 is the page itself."""
    if fault.place[:3] != ("types", code, "transitions") or len(fault.place) < 4:
        return -1
    row = int(fault.place[3]) - first
    return row if 0 <= row < rows else -1
