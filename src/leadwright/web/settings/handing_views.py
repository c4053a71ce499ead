"""The open leads of a lead type, to be handed to another one: first shown by status, then done at once."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from leadwright.foundation.refusals import Refused
from leadwright.leads.actions.handing import Handed, Move, foreseen_handing, hand_over_type
from leadwright.leads.configuration.rows import stored
from leadwright.people.access import require
from leadwright.web.base.requests import WebRequest, go, takes
from leadwright.web.settings.page import label, page, row_of

LONGEST = 60


def _moves(chosen: Mapping[str, str]) -> list[Move]:
    """Return what was chosen: by the status of some leads, opportunities apart from others."""
    typed = ((name.partition(":"), target) for name, target in chosen.items() if target)
    return [
        Move(status=status, target=target, is_opportunity=rest == "opportunity")
        for (status, _colon, rest), target in typed
    ]


def _in_words(handed: Handed) -> str:
    moved, staying = handed.number, handed.staying
    words = ngettext("%(number)d lead was handed over.", "%(number)d leads were handed over.", moved)
    rest = ngettext("%(number)d stays.", "%(number)d stay.", staying) if staying else ""
    return f"{words % {'number': moved}} {rest % {'number': staying}}".strip()


@require_http_methods(["GET", "HEAD", "POST"])
@takes("to")
def hand_over(request: WebRequest, code: str) -> HttpResponse:
    """Show where the open leads of a type would go in another one; hand them over."""
    require(request.user, "configuration.edit")
    blueprint = stored()
    plan = row_of(blueprint, "types", code)
    active = next((row.types for row in blueprint.definitions if row.is_active), ())
    offered = [
        row for row in blueprint.types if row.code in active and row.code != code and not row.is_retired
    ]
    to = (request.POST.get("to") or request.GET.get("to") or "")[:LONGEST]
    chosen = {name: str(value) for name, value in request.POST.items() if ":" in name}
    status, fault = 200, ""
    if request.method == "POST":
        try:
            handed = hand_over_type(code, to, _moves(chosen), by=request.user, at=request.now)
        except Refused as no:
            status, fault = no.status, no.sentence
        else:
            if handed.number:
                messages.success(request, _in_words(handed))
                return go(request, reverse("settings-type-leads", args=[code]))
            status, fault = 422, _("No lead was handed over: choose the status that they get.")
    target = next((row for row in offered if row.code == to), None)
    context = {
        "plan": plan,
        "offered": [(row.code, label(row)) for row in offered],
        "to": target.code if target else "",
        "target": label(target) if target else "",
        "groups": foreseen_handing(code, to, chosen, by=request.user) if target else [],
        "fault": fault,
        "address": reverse("settings-type-leads", args=[code]),
    }
    return page(request, "handing", status=status, **context)
