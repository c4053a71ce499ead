"""The first-run wizard: what to begin with, seen before it is chosen."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leadwright.foundation.labels import label_in
from leadwright.foundation.refusals import refuse
from leadwright.leads.actions import beginning
from leadwright.leads.actions.configuring import Faulty
from leadwright.leads.configuration.changes import Change
from leadwright.leads.configuration.facts import SetupAdded, SetupChosen
from leadwright.leads.configuration.file import lines_of
from leadwright.leads.configuration.setups import SETUPS, Setup, setup_of, setups
from leadwright.people.access import require
from leadwright.web.base.requests import WebRequest, go
from leadwright.web.settings.page import PLACES, labels_by_code, page
from leadwright.web.settings.type_views import picture

BEGUN = {"fact__in": [SetupChosen.name, SetupAdded.name]}
KINDS = {"switched_off": "features", "minimum_deal_values": "minimums", "task_notices": "task-notices"}


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: WebRequest) -> HttpResponse:
    """Offer what to begin with; put it in force, or keep what is there."""
    require(request.user, "configuration.edit")
    if request.method != "POST":
        cards = [_card(setup) for setup in setups()]
        is_first = beginning.is_to_be_asked()
        return page(request, "setups", trail=BEGUN, cards=cards, is_first=is_first)
    part = request.POST.get("part")
    if part == "keep":
        beginning.keep(by=request.user, at=request.now)
        return go(request, reverse("overview"))
    code = request.POST.get("setup", "")
    if part not in ACTS or code not in SETUPS:
        refuse("MALFORMED", reason=_("it does not say what to begin with"))
    return ACTS[part](request, setup_of(code))


def _look(request: WebRequest, setup: Setup, *, no: Faulty | None = None) -> HttpResponse:
    result = beginning.compared(setup.code)
    context: dict[str, Any] = {
        "card": _card(setup),
        "rows": _summary(result),
        "lines": list(lines_of(result)),
        "faults": no.faults if no else [],
        "more": _named(beginning.missing(setup.code)),
    }
    return page(request, "setup", status=no.status if no else 200, **context)


def _apply(request: WebRequest, setup: Setup) -> HttpResponse:
    try:
        beginning.begin(setup.code, by=request.user, at=request.now)
    except Faulty as no:
        return _look(request, setup, no=no)
    messages.success(request, _("“%(name)s” is in force.") % {"name": setup.name_in(get_language())})
    return go(request, reverse("settings"))


def _add(request: WebRequest, setup: Setup) -> HttpResponse:
    try:
        beginning.add(setup.code, by=request.user, at=request.now)
    except Faulty as no:
        return _look(request, setup, no=no)
    text = _("“%(name)s” is added. Offer its lead types in a definition to use them.")
    messages.success(request, text % {"name": setup.name_in(get_language())})
    return go(request, reverse("settings-types"))


ACTS = {"look": _look, "apply": _apply, "add": _add}


def _named(rows: list[Change]) -> list[tuple[str, list[str]]]:
    """Return for each list what would be added to it, by name."""
    named: dict[str, list[str]] = {}
    for row in rows:
        labels = row.fields.get("labels", ({}, {}))[1]
        named.setdefault(_name(row.kind), []).append(label_in(dict(labels), get_language(), row.code))
    return list(named.items())


def _card(setup: Setup) -> dict[str, Any]:
    plans = setup.blueprint.types
    return {
        "code": setup.code,
        "name": setup.name_in(get_language()),
        "purpose": setup.purpose_in(get_language()),
        "types": list(labels_by_code(plans).values()),
        "machine": picture(plans[0], setup.blueprint),
    }


def _summary(rows: list[Change]) -> list[tuple[str, list[str]]]:
    """Return for each part of the configuration how much comes, changes and goes."""
    counts = Counter((row.kind, _act(row)) for row in rows if row.code)
    kinds = dict.fromkeys(row.kind for row in rows if row.code)
    words = {"new": _("%(number)s new"), "other": _("%(number)s changed"), "gone": _("%(number)s go")}
    return [
        (
            _name(kind),
            [text % {"number": counts[kind, act]} for act, text in words.items() if counts[kind, act]],
        )
        for kind in kinds
    ]


def _name(kind: str) -> str:
    return str(PLACES[KINDS.get(kind, kind)][0])


def _act(change: Change) -> str:
    """Return whether a record comes, goes or changes."""
    if change.fields.get("code", ("", ""))[1] is None or change.fields.get("is_retired") == (False, True):
        return "gone"
    return "new" if all(old is None for old, _new in change.fields.values()) else "other"
