"""A definition: what it allows, how its levels are called, what a won lead makes of its contact."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leadwright.leads.actions import configuration_lists
from leadwright.leads.actions.configuring import Faulty
from leadwright.leads.configuration.blueprint import DefinitionPlan
from leadwright.leads.configuration.levels import Step
from leadwright.leads.configuration.rows import stored
from leadwright.people.access import require
from leadwright.web.base.languages import languages
from leadwright.web.base.requests import WebRequest, go
from leadwright.web.settings.definition_forms import MANY, DefinitionForm, steps_typed
from leadwright.web.settings.page import (
    changed_last,
    done,
    has_form,
    names_typed,
    page,
    pressed,
    row_of,
    trail_of,
)
from leadwright.web.settings.sheet import SCALES, boxes_of_scales, field_for


@require_http_methods(["GET", "HEAD", "POST"])
def definition(request: WebRequest, code: str) -> HttpResponse:
    """Show a definition; save, activate or delete it."""
    require(request.user, "configuration.edit")
    blueprint = stored()
    row: DefinitionPlan = row_of(blueprint, "definitions", code)
    initial = {name: getattr(row, name) for name in DefinitionForm.base_fields if hasattr(row, name)}
    is_kept = has_form(request) and pressed(request) != "retire"
    form = DefinitionForm(
        request.POST if is_kept else None,
        blueprint=blueprint,
        features=request.features,
        importances=row.importances,
        initial={**initial, **names_typed(row)},
    )
    form.changed_by = changed_last
    for name, value in boxes_of_scales(row).items():
        form.fields[name], form.initial[name] = field_for(value, _words_of(name)), value
    if request.method == "POST":
        form.full_clean()
        row = replace(row, **_scales(row, form)) if is_kept else row
        if done(request, "definitions", code, form, lambda: _put(row, form, request)):
            return go(request, reverse("settings-definitions"))
    context: dict[str, Any] = {"row": row, "form": form, "scales": _scale_tables(row, form)}
    return page(request, "definition", status=form.status, trail=trail_of("definitions", code), **context)


def _words_of(name: str) -> str:
    """Name a box of a scale."""
    titles = {"priorities": _("Priorities"), "importances": _("Importance")}
    scale, _dash, rest = name.partition("-")
    return f"{titles[scale]} {rest.replace('-', ' ')}"


def _scales(row: DefinitionPlan, form: DefinitionForm) -> dict[str, Any]:
    return {name: steps_typed(getattr(row, name), form.data, name, most) for name, most in SCALES}


def _put(row: DefinitionPlan, form: DefinitionForm, request: WebRequest) -> object:
    boxes = boxes_of_scales(row)
    data = {name: value for name, value in form.cleaned_data.items() if name not in boxes}
    labels = {code: data.pop(f"label_{code}") for code, _language in languages()}
    lists: dict[str, Any] = {name: tuple(data.pop(name)) for name in MANY if name in data}
    return configuration_lists.put_definition(
        replace(row, labels=labels, **lists, **data), by=request.user, at=request.now
    )


def _scale_tables(row: DefinitionPlan, form: DefinitionForm) -> list[dict[str, Any]]:
    """Return both scales with every level there can be, and what is wrong at each."""
    faults = form.refusal.faults if isinstance(form.refusal, Faulty) else []
    titles = {"priorities": _("Priorities"), "importances": _("Importance")}
    scales = []
    for name, most in SCALES:
        known = {item.level: item for item in getattr(row, name)}
        steps = [known.get(n, Step(level=n, is_supported=False)) for n in range(1, most + 1)]
        wrong = [
            (fault.place[3] if len(fault.place) > 3 else 0, fault) for fault in faults if name in fault.place
        ]
        scales.append({"name": name, "title": titles[name], "steps": steps, "faults": wrong})
    return scales
