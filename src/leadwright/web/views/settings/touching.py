"""The step between a change of a lead type and its taking effect: whom it touches, and where their leads go."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse

from leadwright.leads.actions.configuring import Edit, foreseen
from leadwright.leads.configuration.blueprint import Blueprint
from leadwright.leads.configuration.impact import Touched
from leadwright.web.forms.settings.types import moves_typed
from leadwright.web.requests import WebRequest
from leadwright.web.views.settings.shown import labels_by_code, page

NOT_CARRIED = ("csrfmiddlewaretoken", "part", "was")


def looked_at(request: WebRequest, edit: Edit, blueprint: Blueprint, title: str) -> HttpResponse | None:
    """Return the page that shows whom a change touches, unless it touches nobody or was agreed to.

    Agreed means: the page was shown for the same leads; when more of them came since, it is shown again.
    """
    groups = foreseen(edit, by=request.user)
    mark = _mark(groups)
    if not groups or (request.POST.get("part") == "apply" and request.POST.get("was") == mark):
        return None
    labels = labels_by_code(blueprint.statuses)
    chosen = moves_typed(request.POST)
    context: dict[str, Any] = {
        "title": title,
        "groups": [_group(one, labels, chosen.get((one.kind, one.status), "")) for one in groups],
        "carried": [
            (name, value)
            for name, values in request.POST.lists()
            if name not in NOT_CARRIED and not name.startswith("leads:")
            for value in values
        ],
        "was": mark,
        "kinds": labels_by_code(blueprint.types),
        "can_apply": not any(one.is_retired or (one.is_stranded and not one.targets) for one in groups),
        "address": request.path,
    }
    return page(request, "touched", **context)


def _mark(groups: list[Touched]) -> str:
    """Return which leads were shown: by type and status, whether they must move or only have fewer ways."""
    told = sorted(f"{one.kind}:{one.status}:{int(one.is_stranded)}" for one in groups)
    return " ".join(told)


def _group(one: Touched, labels: dict[str, str], chosen: str) -> dict[str, Any]:
    query = urlencode({"status": one.status, "owner": "any"})
    return {
        "field": f"leads:{one.kind}:{one.status}",
        "kind": one.kind,
        "status": labels.get(one.status, one.status),
        "number": one.number,
        "address": f"{reverse('leads')}?{query}",
        "is_stranded": one.is_stranded,
        "is_retired": one.is_retired,
        "targets": [(code, labels[code]) for code in one.targets],
        "chosen": chosen,
        "closed": [labels[code] for code in one.closed],
        "narrowed": [labels[code] for code in one.narrowed],
    }
