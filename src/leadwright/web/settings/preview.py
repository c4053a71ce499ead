"""The step between a change of a lead type and its taking effect: whom it touches, and where their leads go."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, ngettext

from leadwright.foundation.formats import locale_of, number
from leadwright.foundation.numbers import integer_in
from leadwright.leads.actions.configuring import Edit, foreseen
from leadwright.leads.configuration.blueprint import Blueprint
from leadwright.leads.configuration.impact import Touched
from leadwright.web.base.requests import WebRequest
from leadwright.web.settings.page import labels_by_code, page, pressed
from leadwright.web.settings.type_forms import moves_typed

NOT_CARRIED = ("csrfmiddlewaretoken", "form_key", "part", "was", "then")


def looked_at(request: WebRequest, edit: Edit, blueprint: Blueprint, title: str) -> HttpResponse | None:
    """Return the page that shows whom a change touches, unless it touches nobody or was agreed to.

    Agreed means: the page was shown for the same leads; when more of them came since, it is shown again.
    """
    groups = foreseen(edit, by=request.user)
    if not groups or (
        request.POST.get("part") == "apply" and _were_previewed(groups, request.POST.get("was", ""))
    ):
        return None
    labels = labels_by_code(blueprint.statuses)
    chosen = moves_typed(request.POST)
    context: dict[str, Any] = {
        "title": title,
        "groups": [_group(group, labels, chosen.get((group.kind, group.status), "")) for group in groups],
        "carried": [
            (name, value)
            for name, values in request.POST.lists()
            if name not in NOT_CARRIED and not name.startswith("leads:")
            for value in values
        ],
        "was": _mark(groups),
        "then": pressed(request),
        "kinds": labels_by_code(blueprint.types),
        "can_apply": not any(
            group.is_retired or (group.is_stranded and not group.targets) for group in groups
        ),
        "address": request.path,
    }
    return page(request, "touched", **context)


def _mark(groups: list[Touched]) -> str:
    """Return which leads were shown, and how many of each."""
    return " ".join(sorted(f"{_name(group)}:{group.number}" for group in groups))


def _name(touched: Touched) -> str:
    """Name a group by type and status, and by whether its leads must move or only have fewer ways."""
    return f"{touched.kind}:{touched.status}:{int(touched.is_stranded)}"


def _were_previewed(groups: list[Touched], mark: str) -> bool:
    data = {name: number for name, _colon, number in (word.rpartition(":") for word in mark.split())}
    return all(group.number <= _number_typed(data.get(_name(group), "")) for group in groups)


def _number_typed(text: str) -> int:
    number = integer_in(text)
    return -1 if number is None else number


def _counted(leads: int) -> str:
    data = number(leads, locale_of(get_language() or "en"))
    return ngettext("%(number)s open lead", "%(number)s open leads", leads) % {"number": data}


def _group(touched: Touched, labels: dict[str, str], chosen: str) -> dict[str, Any]:
    query = urlencode({"status": touched.status, "owner": "any"})
    return {
        "field": f"leads:{touched.kind}:{touched.status}",
        "kind": touched.kind,
        "status": labels.get(touched.status, touched.status),
        "number": _counted(touched.number),
        "address": f"{reverse('leads')}?{query}",
        "is_stranded": touched.is_stranded,
        "is_retired": touched.is_retired,
        "targets": [(code, labels[code]) for code in touched.targets],
        "chosen": chosen,
        "closed": [labels[code] for code in touched.closed],
        "narrowed": [labels[code] for code in touched.narrowed],
    }
