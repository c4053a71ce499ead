"""A lead type with its machine, and whom each of its transitions is open to."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leadwright.foundation.labels import label_in
from leadwright.foundation.refusals import Refused
from leadwright.leads.actions import configuration_lists
from leadwright.leads.actions.configuring import Faulty
from leadwright.leads.configuration.blueprint import (
    DEADLINES,
    OUTCOMES,
    Arrow,
    Audience,
    Blueprint,
    DefinitionPlan,
    Entry,
    TypePlan,
)
from leadwright.leads.configuration.directory import Directory
from leadwright.leads.configuration.faults import Fault
from leadwright.leads.configuration.levels import Step, supported
from leadwright.leads.configuration.offering import without
from leadwright.leads.configuration.rows import stored
from leadwright.leads.configuration.words import DEADLINES as DEADLINE_NAMES
from leadwright.leads.configuration.words import OUTCOMES as OUTCOME_NAMES
from leadwright.leads.estimate_words import units
from leadwright.leads.levels import level_in_words
from leadwright.leads.states import FINAL, ProductKind
from leadwright.people.access import require
from leadwright.web.base.requests import WebRequest, go
from leadwright.web.settings.diagram import drawn
from leadwright.web.settings.page import (
    has_form,
    in_turn,
    label,
    labels_by_code,
    page,
    press_of,
    pressed,
    row_of,
    tell,
    trail_of,
)
from leadwright.web.settings.preview import looked_at
from leadwright.web.settings.sheet import Sheet, boxes_of_type
from leadwright.web.settings.type_forms import moves_typed, type_typed


@require_http_methods(["GET", "HEAD", "POST"])
def lead_type(request: WebRequest, code: str) -> HttpResponse:
    """Show a lead type with its machine; save all of it at once, or name each fault at its place."""
    require(request.user, "configuration.edit")
    blueprint = stored()
    plan: TypePlan = row_of(blueprint, "types", code)
    faults: list[Fault] = []
    refusal = ""
    is_sent = request.method == "POST" and has_form(request)
    sheet = Sheet(request.POST if is_sent else None, stored=boxes_of_type(plan))
    status = sheet.status if sheet.clashes else 200
    if request.method == "POST":
        plan = type_typed(plan, sheet.sent) if is_sent else plan
    if request.method == "POST" and not sheet.clashes:
        try:
            return _put_type(request, plan, blueprint)
        except Faulty as no:
            faults = no.faults
        except Refused as no:
            status, refusal = no.status, no.sentence
    context = _machine(blueprint, plan, faults, sheet.sent if is_sent else {})
    context |= {"refusal": refusal, "sheet": sheet}
    return page(request, "type", status=422 if faults else status, trail=trail_of("types", code), **context)


def _put_type(request: WebRequest, plan: TypePlan, blueprint: Blueprint) -> HttpResponse:
    press, acts = press_of(request, "types", plan.code), []
    if has_form(request):
        if first := looked_at(request, configuration_lists.put_type_edit(plan), blueprint, label(plan)):
            return first
        moves = moves_typed(request.POST)
        acts.append(partial(configuration_lists.put_type, plan, by=request.user, at=request.now, moves=moves))
    in_turn(*acts, press)
    tell(request)
    if pressed(request) == "save":
        return go(request, reverse("settings-type", args=[plan.code]))
    return go(request, reverse("settings-types"))


def _machine(
    blueprint: Blueprint, plan: TypePlan, faults: list[Fault], typed: Mapping[str, str]
) -> dict[str, Any]:
    statuses = [
        status for status in blueprint.statuses if not status.is_retired or status.code in plan.statuses
    ]
    return {
        "plan": plan,
        "statuses": statuses,
        "starts": [status for status in statuses if status.state not in FINAL],
        "pairs": {(transition.start, transition.end) for transition in plan.transitions},
        "limits": limits_of(plan.transitions),
        "faults": [(_part(fault), fault) for fault in faults],
        "machine": picture(plan, blueprint),
        "units": units(),
        "estimate_amount": typed.get("estimate_amount", plan.estimate_amount),
        "deadlines": [
            (name, DEADLINE_NAMES[name], typed.get(f"deadline_{name}", plan.deadlines[name]))
            for name in DEADLINES
        ],
        "outcomes": [(name, OUTCOME_NAMES[name], plan.outcomes.get(name, "")) for name in OUTCOMES],
        "levels": _levels(blueprint, plan),
        "attributes": _attributes(blueprint, plan),
        "audience": _audience(plan),
        "lacking": without(blueprint, "types", plan),
    }


def picture(plan: TypePlan, blueprint: Blueprint) -> Any:
    """Return the machine of a type, drawn."""
    states = {status.code: status.state for status in blueprint.statuses}
    return drawn(plan, labels_by_code(blueprint.statuses), states)


def limits_of(rows: tuple[Arrow, ...]) -> set[tuple[str, str]]:
    """Return the pairs of statuses whose transition is not open to everybody, or asks for something."""
    return {(row.start, row.end) for row in rows if not row.audience.is_everybody or row.required}


def _part(fault: Fault) -> str:
    """Return the part of the page that a fault belongs to."""
    part = str(fault.place[2]) if len(fault.place) > 2 and fault.place[0] == "types" else "type"
    return {"initial": "statuses", "defaults": "statuses", "units": "groups"}.get(part, part)


def _levels(blueprint: Blueprint, plan: TypePlan) -> list[tuple[str, str, list[tuple[int, str]], int | None]]:
    """Return both scales as the active definition names them, each with the level that the type has."""
    empty = DefinitionPlan(code="", labels={})
    active = next((definition for definition in blueprint.definitions if definition.is_active), empty)
    scales = []
    for name, words, steps in (
        ("priority", _("Usual priority"), active.priorities),
        ("importance", _("Usual importance"), active.importances),
    ):
        chosen = getattr(plan, name)
        offered = [(step.level, _label_of(step)) for step in steps if step.level in supported(steps)]
        if chosen is not None and chosen not in dict(offered):
            offered.append((chosen, str(chosen)))
        scales.append((name, words, offered, chosen))
    return scales


def _label_of(step: Step) -> str:
    return level_in_words(step.level, label_in(dict(step.labels), get_language(), str(step.level)))


Box = tuple[str, Any, list[tuple[str, str]], Any]


def _attributes(blueprint: Blueprint, plan: TypePlan) -> list[Box]:
    """Return what a type can be narrowed to; what is retired is shown only where it was chosen."""
    rows = {
        "categories": (_("Categories"), blueprint.categories),
        "goods": (_("Physical goods"), _of_kind(blueprint, ProductKind.GOODS)),
        "services": (_("Services"), _of_kind(blueprint, ProductKind.SERVICE)),
        "activity_kinds": (_("Kinds of activities"), blueprint.activity_kinds),
    }
    return [
        (name, words, [(entry.code, label(entry)) for entry in entries if _is_listed(entry, chosen)], chosen)
        for name, (words, entries) in rows.items()
        for chosen in [getattr(plan, name)]
    ]


def _of_kind(blueprint: Blueprint, kind: str) -> tuple[Entry, ...]:
    return tuple(product for product in blueprint.products if product.kind == kind)


def _is_listed(entry: Entry, chosen: tuple[str, ...]) -> bool:
    return not entry.is_retired or entry.code in chosen


def _audience(plan: TypePlan) -> list[Box]:
    return boxes(Directory(), plan.audience, {"groups": _("Groups"), "units": _("Units")})


def boxes(directory: Directory, audience: Audience, kinds: dict[str, str]) -> list[Box]:
    """Return whom something can be limited to; a name that means nobody any more can still be unticked."""
    return [
        (kind, words, [(name, name) for name in sorted({*known, *chosen})], chosen)
        for kind, words in kinds.items()
        for known, chosen in [(getattr(directory, kind).values(), getattr(audience, kind))]
    ]
