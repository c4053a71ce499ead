"""Settings: the lists, lead types and definitions of the organisation's own life cycle."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leadwright.foundation.labels import label_in
from leadwright.foundation.pages import render
from leadwright.foundation.refusals import NotFound, refuse
from leadwright.leads.actions import listing
from leadwright.leads.actions.configuring import Faulty
from leadwright.leads.configuration.blueprint import DEADLINES, LISTS, OUTCOMES, UNITS, Blueprint, TypePlan
from leadwright.leads.configuration.faults import Fault
from leadwright.leads.configuration.rows import stored
from leadwright.leads.configuration.uses import leads_with, uses_of
from leadwright.leads.states import FINAL, ReasonKind, State
from leadwright.people.access import may, require
from leadwright.web.forms.configuring import DefinitionForm, EntryForm, MinimumForm, type_typed
from leadwright.web.machine_drawn import drawn
from leadwright.web.requests import WebRequest, go, typed

NAMES = {
    "statuses": gettext_lazy("Statuses"),
    "sources": gettext_lazy("Sources"),
    "lost_reasons": gettext_lazy("Lost reasons"),
    "deal_segments": gettext_lazy("Deal segments"),
    "deal_types": gettext_lazy("Deal types"),
    "types": gettext_lazy("Lead types"),
    "definitions": gettext_lazy("Definitions"),
}
WORDS = {**dict(State.choices), **dict(ReasonKind.choices)}
DEADLINE_NAMES = {
    "acceptance_working_days": gettext_lazy("Working days to accept"),
    "qualification_days": gettext_lazy("Days to qualify"),
    "qualification_reminder_days": gettext_lazy("Days between reminders to qualify"),
    "update_first_days": gettext_lazy("Days to the first update"),
    "update_every_days": gettext_lazy("Days between later updates"),
}
OUTCOME_NAMES = {
    "opportunity": gettext_lazy("Opportunity"),
    "nurture": gettext_lazy("Nurture, from pending"),
    "nurture_progress": gettext_lazy("Nurture, from in progress"),
    "invalid": gettext_lazy("Invalid"),
}
UNIT_NAMES = {
    "minutes": gettext_lazy("minutes"),
    "hours": gettext_lazy("hours"),
    "days": gettext_lazy("days"),
    "weeks": gettext_lazy("weeks"),
    "months": gettext_lazy("months"),
    "years": gettext_lazy("years"),
}


def _page(request: WebRequest, page: str, *, status: int = 200, **context: Any) -> HttpResponse:
    shown = {"may_manage": may(request.user, "user.manage"), "label": _label, "words_of": WORDS, **context}
    return render(request, f"company/settings/{page}.html", shown, status=status)


def _label(record: Any) -> str:
    return label_in(dict(record.labels), get_language(), record.code)


def _found(blueprint: Blueprint, kind: str, code: str) -> Any:
    found = next((one for one in getattr(blueprint, kind) if one.code == code), None)
    if found is None:
        raise NotFound
    return found


@require_safe
def index(request: WebRequest) -> HttpResponse:
    """Show what can be set."""
    require(request.user, "configuration.edit")
    blueprint = stored()
    places = [(kind, name, len(getattr(blueprint, kind))) for kind, name in NAMES.items()]
    return _page(request, "index", places=places, minimums=len(blueprint.minimum_deal_values))


@require_http_methods(["GET", "HEAD", "POST"])
def entries(request: WebRequest, kind: str) -> HttpResponse:
    """Show a list with what uses each row; add a row to it, or move one."""
    require(request.user, "configuration.edit")
    form = EntryForm(typed(request), of=kind, is_new=True)
    if request.method == "POST" and form.done(lambda: _add(kind, form, request)):
        messages.success(request, _("Saved."))
        return go(request, reverse(f"settings-{kind}"))
    blueprint, counts = stored(), leads_with(kind)
    rows = [(one, uses_of(blueprint, kind, one.code, counts)) for one in getattr(blueprint, kind)]
    return _page(request, "list", status=form.status, kind=kind, name=NAMES[kind], rows=rows, form=form)


def _add(kind: str, form: EntryForm, request: WebRequest) -> object:
    labels, by, at = form.labels(), request.user, request.now
    code = form.cleaned_data["code"]
    if kind in LISTS:
        return listing.add_entry(kind, labels, by=by, at=at, code=code, **form.own())
    blueprint = stored()
    if code and any(one.code.lower() == code.lower() for one in getattr(blueprint, kind)):
        refuse("FIELD_INVALID", field="code", reason=_("there is already one with this code"))
    if kind == "types":
        pattern = blueprint.types[0]
        plan = replace(pattern, code=code, labels=labels, is_retired=False)
        return listing.put_type(plan, by=by, at=at)
    definition = next((one for one in blueprint.definitions if one.is_active), blueprint.definitions[0])
    return listing.put_definition(replace(definition, code=code, labels=labels), by=by, at=at)


@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: WebRequest, kind: str, code: str) -> HttpResponse:
    """Show a row of a list; rename, move, retire it or offer it again."""
    require(request.user, "configuration.edit")
    blueprint = stored()
    row = _found(blueprint, kind, code)
    part = request.POST.get("part", "")
    form = EntryForm(request.POST if part == "save" else None, of=kind, is_new=False, initial=_names(row))
    if request.method == "POST":
        if part != "save":
            _deed(request, kind, code)()
        if part != "save" or form.done(lambda: _renamed(kind, code, form, request)):
            messages.success(request, _("Saved."))
            return go(request, reverse(f"settings-{kind}"))
    uses = uses_of(blueprint, kind, code)
    return _page(
        request, "entry", status=form.status, kind=kind, name=NAMES[kind], row=row, uses=uses, form=form
    )


def _names(row: Any) -> dict[str, str]:
    return {f"label_{language}": label for language, label in row.labels.items()}


def _renamed(kind: str, code: str, form: EntryForm, request: WebRequest) -> object:
    return listing.edit_entry(kind, code, form.labels(), by=request.user, at=request.now)


def _deed(request: WebRequest, kind: str, code: str) -> Callable[[], object]:
    """Return what a single button asks for."""
    by, at = request.user, request.now
    deeds: dict[str, Callable[[], object]] = {
        "up": lambda: listing.move(kind, code, up=True, by=by, at=at),
        "down": lambda: listing.move(kind, code, up=False, by=by, at=at),
        "retire": lambda: listing.retire(kind, code, by=by, at=at),
        "restore": lambda: listing.restore(kind, code, by=by, at=at),
    }
    if kind == "definitions":
        deeds["activate"] = lambda: listing.activate(code, by=by, at=at)
        deeds["retire"] = lambda: listing.delete_definition(code, by=by, at=at)
        del deeds["restore"]
    part = request.POST.get("part", "")
    if part not in deeds:
        refuse("MALFORMED", reason=_("it does not say what to change"))
    return deeds[part]


@require_http_methods(["GET", "HEAD", "POST"])
def lead_type(request: WebRequest, code: str) -> HttpResponse:
    """Show a lead type with its machine; save all of it at once, or name each fault at its place."""
    require(request.user, "configuration.edit")
    blueprint = stored()
    plan: TypePlan = _found(blueprint, "types", code)
    faults: list[Fault] = []
    if request.method == "POST":
        if request.POST.get("part") != "save":
            _deed(request, "types", code)()
            return go(request, reverse("settings-types"))
        plan = type_typed(plan, request.POST)
        try:
            listing.put_type(plan, by=request.user, at=request.now)
        except Faulty as no:
            faults = no.faults
        else:
            messages.success(request, _("Saved."))
            return go(request, reverse("settings-type", args=[code]))
    return _page(request, "type", status=422 if faults else 200, **_machine(blueprint, plan, faults))


def _machine(blueprint: Blueprint, plan: TypePlan, faults: list[Fault]) -> dict[str, Any]:
    statuses = [one for one in blueprint.statuses if not one.is_retired or one.code in plan.statuses]
    labels = {one.code: _label(one) for one in blueprint.statuses}
    limits = {
        (one.start, one.end) for one in plan.transitions if not one.audience.is_everybody or one.required
    }
    return {
        "plan": plan,
        "statuses": statuses,
        "starts": [one for one in statuses if one.state not in FINAL],
        "pairs": {(one.start, one.end) for one in plan.transitions},
        "limits": limits,
        "faults": [(_part(one), one) for one in faults],
        "machine": drawn(plan, labels, {one.code: one.state for one in blueprint.statuses}),
        "units": [(unit, UNIT_NAMES[unit]) for unit in UNITS],
        "deadlines": [(name, DEADLINE_NAMES[name], plan.deadlines[name]) for name in DEADLINES],
        "outcomes": [(name, OUTCOME_NAMES[name], plan.outcomes.get(name, "")) for name in OUTCOMES],
    }


def _part(one: Fault) -> str:
    """Return the part of the page that a fault belongs to."""
    part = str(one.place[2]) if len(one.place) > 2 and one.place[0] == "types" else "type"
    return {"initial": "statuses", "defaults": "statuses"}.get(part, part)


@require_http_methods(["GET", "HEAD", "POST"])
def definition(request: WebRequest, code: str) -> HttpResponse:
    """Show a definition; save, activate or delete it."""
    require(request.user, "configuration.edit")
    blueprint = stored()
    row = _found(blueprint, "definitions", code)
    part = request.POST.get("part", "")
    initial = {name: getattr(row, name) for name in DefinitionForm.base_fields if hasattr(row, name)}
    sent = request.POST if part == "save" else None
    form = DefinitionForm(sent, blueprint=blueprint, initial=initial | _names(row))
    if request.method == "POST" and part != "save":
        _deed(request, "definitions", code)()
        return go(request, reverse("settings-definitions"))
    if sent is not None and form.done(lambda: _put_definition(row, form, request)):
        messages.success(request, _("Saved."))
        return go(request, reverse("settings-definitions"))
    return _page(request, "definition", status=form.status, row=row, form=form)


def _put_definition(row: Any, form: DefinitionForm, request: WebRequest) -> object:
    told = dict(form.cleaned_data)
    labels = {"en": told.pop("label_en"), "nl": told.pop("label_nl")}
    lists = {name: tuple(told.pop(name)) for name in ("types", "lost_reasons", "sources")}
    return listing.put_definition(
        replace(row, labels=labels, **lists, **told), by=request.user, at=request.now
    )


@require_http_methods(["GET", "HEAD", "POST"])
def minimums(request: WebRequest) -> HttpResponse:
    """Show the minimum deal values; set one."""
    require(request.user, "configuration.edit")
    form = MinimumForm(typed(request))
    if request.method == "POST" and form.done(
        lambda: listing.set_minimum(**form.cleaned_data, by=request.user, at=request.now)
    ):
        messages.success(request, _("Saved."))
        return go(request, reverse("settings-minimums"))
    rows = stored().minimum_deal_values.items()
    return _page(request, "minimums", status=form.status, rows=rows, form=form)
