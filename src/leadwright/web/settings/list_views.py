"""The lists of the settings, and the minimum deal values."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leadwright.diagrams.models import Diagram
from leadwright.foundation.local import money
from leadwright.leads.actions import configuration_lists
from leadwright.leads.configuration.blueprint import LISTS, Blueprint
from leadwright.leads.configuration.offering import is_nowhere, selections, without
from leadwright.leads.configuration.rows import stored
from leadwright.leads.configuration.tables import OWN
from leadwright.leads.configuration.uses import leads_with, uses_of
from leadwright.leads.features import LISTS as PARTS_OF_LISTS
from leadwright.leads.features import refuse_if_off
from leadwright.leads.money import USUAL_MINIMUM
from leadwright.people.access import require
from leadwright.web.base.requests import WebRequest, go, typed
from leadwright.web.settings.list_forms import EntryForm, MinimumForm
from leadwright.web.settings.page import (
    NAMES,
    PARTS,
    PLACES,
    PURPOSES,
    changed_last,
    done,
    has_form,
    label,
    names_typed,
    page,
    row_of,
    trail_of,
)


@require_safe
def index(request: WebRequest) -> HttpResponse:
    """Show what can be set."""
    require(request.user, "configuration.edit")
    blueprint = stored()
    counts: dict[str, Any] = {
        kind: len([row for row in getattr(blueprint, kind) if _is_offered(row)]) for kind in NAMES
    }
    counts |= {"minimums": _least(blueprint), "processes": Diagram.objects.offered().count()}
    parts = [
        (
            heading,
            [(kind, *PLACES[kind], counts.get(kind)) for kind in kinds if request.features.has_list(kind)],
        )
        for heading, kinds in PARTS
    ]
    return page(request, "index", parts=[(heading, places) for heading, places in parts if places])


def _least(blueprint: Blueprint) -> str:
    """Say what a deal must be worth at least: the usual minimum holds where none is set."""
    rows = sorted(blueprint.minimum_deal_values.items())
    return ", ".join(money(amount, currency) for currency, amount in rows) or str(USUAL_MINIMUM)


def _refuse_if_off(kind: str) -> None:
    if kind in PARTS_OF_LISTS:
        refuse_if_off(PARTS_OF_LISTS[kind])


def _is_offered(row: Any) -> bool:
    return not getattr(row, "is_retired", False)


@require_http_methods(["GET", "HEAD", "POST"])
def entries(request: WebRequest, kind: str) -> HttpResponse:
    """Show a list with what uses each row; add a row to it, or move one."""
    _refuse_if_off(kind)
    require(request.user, "configuration.edit")
    blueprint = stored()
    form = EntryForm(typed(request), of=kind, is_new=True, offering=selections(blueprint, kind))
    if request.method == "POST" and form.done(lambda: _add(kind, form, request)):
        _tell_added(request, kind)
        return go(request, reverse(f"settings-{kind}"))
    counts = leads_with(kind)
    rows = [
        (row, uses_of(blueprint, kind, row.code, counts), _is_nowhere(blueprint, kind, row))
        for row in getattr(blueprint, kind)
    ]
    return page(
        request,
        "list",
        status=form.status,
        kind=kind,
        name=NAMES[kind],
        purpose=PURPOSES[kind],
        rows=rows,
        form=form,
        trail=trail_of(kind),
    )


def _tell_added(request: WebRequest, kind: str) -> None:
    """Say that a row is there, and if it cannot be chosen yet, what it takes."""
    blueprint = stored()
    row = getattr(blueprint, kind)[-1]
    if not _is_nowhere(blueprint, kind, row):
        messages.success(request, _("Saved."))
    elif kind == "statuses":
        text = _("Saved. “%(name)s” can be chosen once a lead type allows it and has a transition to it.")
        messages.warning(request, text % {"name": label(row)})
    else:
        text = _("Saved. “%(name)s” cannot be chosen yet: open it to offer it.")
        messages.warning(request, text % {"name": label(row)})


def _is_nowhere(blueprint: Blueprint, kind: str, row: Any) -> bool:
    return kind != "definitions" and is_nowhere(blueprint, kind, row)


def _add(kind: str, form: EntryForm, request: WebRequest) -> object:
    data: dict[str, Any] = {"by": request.user, "at": request.now, "code": form.cleaned_data["code"]}
    if kind in LISTS:
        data |= {"offered_in": form.offered()}
        return configuration_lists.add_entry(kind, form.labels(), **form.own(), **data)
    if kind == "types":
        return configuration_lists.add_type(form.labels(), offered_in=form.offered(), **data)
    return configuration_lists.add_definition(form.labels(), **data)


@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: WebRequest, kind: str, code: str) -> HttpResponse:
    """Show a row of a list; rename, move, retire it or offer it again."""
    _refuse_if_off(kind)
    require(request.user, "configuration.edit")
    blueprint = stored()
    row = row_of(blueprint, kind, code)
    own = {name: getattr(row, name) for name in OWN.get(kind, ())}
    sent = request.POST if has_form(request) else None
    texts = {f"text_{code}": text for code, text in row.guidance.items()}
    form = EntryForm(sent, of=kind, is_new=False, initial={**names_typed(row), **own, **texts})
    form.changed_by = changed_last
    if request.method == "POST" and done(
        request, kind, code, form, lambda: _edited(kind, code, form, request)
    ):
        return go(request, reverse(f"settings-{kind}"))
    context: dict[str, Any] = {
        "kind": kind,
        "name": NAMES[kind],
        "row": row,
        "uses": uses_of(blueprint, kind, code),
        "form": form,
        "lacking": without(blueprint, kind, row),
    }
    return page(request, "entry", status=form.status, trail=trail_of(kind, code), **context)


def _edited(kind: str, code: str, form: EntryForm, request: WebRequest) -> object:
    return configuration_lists.edit_entry(
        kind, code, form.labels(), by=request.user, at=request.now, **form.own()
    )


@require_http_methods(["GET", "HEAD", "POST"])
def minimums(request: WebRequest) -> HttpResponse:
    """Show the minimum deal values; set one."""
    require(request.user, "configuration.edit")
    form = MinimumForm(typed(request))
    if request.method == "POST" and form.done(
        lambda: configuration_lists.set_minimum(**form.payload(), by=request.user, at=request.now)
    ):
        messages.success(request, _("Saved."))
        return go(request, reverse("settings-minimums"))
    rows = stored().minimum_deal_values.items()
    context: dict[str, Any] = {"rows": rows, "form": form, "usual": USUAL_MINIMUM}
    return page(request, "minimums", status=form.status, trail=trail_of("minimum_deal_values"), **context)
