"""The list of leads: filters from the address, rows from plain values, pages by keyset."""

import hashlib
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from leadwright.fields.subjects import Subject
from leadwright.foundation.markers import marker, place_of
from leadwright.foundation.parameters import refuse_parameters
from leadwright.foundation.sheets import Format, Sheet
from leadwright.leads.exporting import export
from leadwright.leads.filters import reader_of, table_for, table_of
from leadwright.leads.listing import Narrow, as_they_are, counted, lines, place_kinds, works_on_any
from leadwright.leads.models import LeadQuerySet
from leadwright.people.access import may
from leadwright.people.models import User
from leadwright.web.base.exports import export_addresses, wanted_by
from leadwright.web.base.filters import REMEMBERED, FilterForm, parameters
from leadwright.web.base.paging import COUNTED, PAGE
from leadwright.web.base.requests import WebRequest
from leadwright.web.base.shapes import Link, Pages
from leadwright.web.parts.columns import columns_of
from leadwright.web.parts.lead_acts import acts_on_several
from leadwright.web.parts.lead_lines import COLUMNS, OWN, SALE, lead_rows_with

# Without one of these only open leads are meant.
BEYOND_OPEN = {
    "state",
    "closed",
    "status",
    "gap",
    "lost_reason",
    "step_when_lost",
    "completed_from",
    "completed_to",
}
VIEWS: tuple[tuple[Any, dict[str, str]], ...] = (
    (gettext_lazy("All open"), {}),
    (gettext_lazy("Overdue"), {"due": "overdue"}),
    (gettext_lazy("Due within a week"), {"due": "week"}),
    (gettext_lazy("Won this quarter"), {"state": "WON", "closed": "quarter"}),
    (gettext_lazy("All"), {"state": "any"}),
)
OF_SALES = {"sale": "yes"}
IN_VIEWS = ("due", "state", "closed", "gap")
CHIPS: tuple[tuple[Any, str, str], ...] = (
    (gettext_lazy("Mine"), "owner", "me"),
    (gettext_lazy("Nothing planned"), "next_activity", "none"),
    (gettext_lazy("To qualify"), "qualification", "due"),
    (gettext_lazy("Opportunities"), "qualification", "OPPORTUNITY"),
    (gettext_lazy("Waiting for acceptance"), "acceptance", "AWAITING"),
)


def filters_of(request: WebRequest, *, strict: bool) -> dict[str, str]:
    """Return what the address narrows the list to; a page that mails lead to passes over what it does not know."""
    if strict:
        return parameters(request.GET, table_for(request.user), "cursor", "select")
    return request.GET.dict()


def form_of(
    request: WebRequest, data: Mapping[str, str], fixed: Mapping[str, str] | None = None
) -> FilterForm:
    """Return the filters as a form; whose leads are meant is told by default."""
    owner = default_owner(request.user) if not data.get("q", "").strip() else "any"
    return FilterForm(
        data,
        table=table_for(request.user),
        reader=reader_of(request.user, request.now),
        blanks={"state": _("open")},
        defaults={"owner": owner},
        fixed=fixed,
    )


def list_context(
    request: WebRequest, *, address: str, strict: bool = True, of_sales: bool = False
) -> dict[str, Any]:
    """Return what the panel with the list is drawn from; with a wrong filter it holds nothing.

    A list `of_sales` is of sales opportunities, with the kind and the step of each.
    """
    data, fixed = filters_of(request, strict=strict), OF_SALES if of_sales else {}
    form = form_of(request, data, fixed)
    order, texts = form.chosen.order, form.data
    directions = list(table_for(request.user).directions())
    columns = columns_of(request, Subject.LEAD, form.chosen, directions, address=address)
    cursor = data.get("cursor")
    names = (*COLUMNS, *(SALE if of_sales else ()), *(OWN if columns.fields else ()))
    rows, after = _page(form, cursor, names) if not form.is_wrong else ([], "")
    return {
        "filters": form,
        "filters_drawn": _drawn(form, request, address),
        "columns": columns,
        "rows": lead_rows_with(columns.fields, rows, request.now, by=request.user, names=names),
        "of_sales": of_sales,
        "counted": _counted(form, order),
        "pager": _pages(request, address, after),
        "views": _views(address, texts),
        "chips": [_chip(address, texts, *chip) for chip in CHIPS],
        "list_address": address,
        "back_here": quote(f"{address}?{request.GET.urlencode()}"),
        "export_addresses": export_addresses("leads", _query(request, fixed)),
        "may_export": may(request.user, "lead.export") and bool(rows),
        **_picking(request, address, texts),
    }


def exported(request: WebRequest, file_format: Format) -> Sheet:
    """Return the list as the address narrows it, all pages of it, to be kept as a file for spreadsheets."""
    form = form_of(request, filters_of(request, strict=True))
    refuse_parameters(form.chosen.faults)
    return export(form.chosen, narrow=_narrow(form), wanted=wanted_by(request, file_format))


def _query(request: WebRequest, fixed: Mapping[str, str]) -> str:
    """Return what narrows and sorts the list, without the page of it."""
    query = request.GET.copy()
    query.update(fixed)
    for name in ("cursor", "select"):
        query.pop(name, None)
    return query.urlencode()


def _narrow(form: FilterForm) -> Narrow:
    """Return what narrows the list without being said: open leads, unless a filter means others."""
    return as_they_are if BEYOND_OPEN & form.chosen.values.keys() else LeadQuerySet.open


def default_owner(user: User) -> str:
    """Return whose leads somebody sees first: the own ones, if there are open ones; else all within reach."""
    key = _owner_key(user)
    owner: str | None = cache.get(key)
    if owner is None:
        owner = "me" if works_on_any(user) else "any"
        cache.set(key, owner, REMEMBERED)
    return owner


def forget_default_owner(user: User) -> None:
    """Look anew whose leads somebody sees first, because he has just changed something."""
    cache.delete(_owner_key(user))


def _owner_key(user: User) -> str:
    """Return where it is remembered for a moment whose leads somebody sees first."""
    return f"owner-first-{user.pk}"


def _picking(request: WebRequest, address: str, texts: Mapping[str, str]) -> dict[str, Any]:
    """Return whether leads are being picked for one act on several, and the address that begins or ends it."""
    query = request.GET.copy()
    picking = query.pop("select", None) is not None
    query |= {} if picking else {"select": "1"}
    return {
        "picking": picking,
        "picking_address": f"{address}?{query.urlencode()}" if query else address,
        "acts": acts_on_several(request.user),
        "fitting": sorted(all_that_fit(texts).items()),
    }


def all_that_fit(texts: Mapping[str, str]) -> dict[str, str]:
    """Return the filters with what the list means without being told: open leads."""
    return dict(texts) if BEYOND_OPEN & texts.keys() else {**texts, "state": "open"}


def _drawn(form: FilterForm, request: WebRequest, address: str) -> SafeString:
    """Return the form of the filters as HTML; it is the same for a while, and the dearest part of the page."""
    texts, faults = sorted(form.data.items()), [str(fault) for fault in form.chosen.faults]
    home, off = request.user.organisation_id, sorted(request.features.off)
    mark = repr(
        (
            home,
            get_language(),
            address,
            texts,
            faults,
            [(row.name, str(row.words)) for row in form.offered],
            off,
        )
    ).encode()
    key = "drawn-" + hashlib.sha256(mark).hexdigest()
    drawn: SafeString | None = cache.get(key)
    if drawn is None:
        drawn = SafeString(render_to_string("leads/filters.html", {"filters": form, "list_address": address}))
        cache.set(key, drawn, REMEMBERED)
    return drawn


def _page(form: FilterForm, cursor: str | None, names: tuple[str, ...]) -> tuple[list[tuple[Any, ...]], str]:
    after = place_of(cursor, place_kinds(form.chosen.order)) if cursor else None
    rows = lines(form.chosen, names, size=PAGE + 1, after=after, narrow=_narrow(form))
    place = marker(rows[PAGE - 1][len(names) :]) if len(rows) > PAGE else ""
    return rows[:PAGE], place


def _counted(form: FilterForm, order: str) -> str:
    bound = COUNTED + 1
    number = counted(form.chosen, bound=bound, narrow=_narrow(form)) if not form.is_wrong else 0
    if number > COUNTED:
        leads = _("more than %(number)d leads") % {"number": COUNTED}
    else:
        leads = ngettext("%(number)d lead", "%(number)d leads", number) % {"number": number}
    table = table_of(form.chosen)
    words = next(str(row.words) for row in table.directions() if row.name == order)
    return _("%(leads)s · sorted by %(order)s") % {"leads": leads, "order": words[:1].lower() + words[1:]}


def _pages(request: WebRequest, address: str, after: str) -> Pages:
    query = request.GET.copy()
    query.pop("cursor", None)
    first = f"{address}?{query.urlencode()}" if request.GET.get("cursor") else ""
    query["cursor"] = after
    return Pages(next=f"{address}?{query.urlencode()}" if after else "", first=first)


def _views(address: str, texts: Mapping[str, str]) -> list[Link]:
    owner = texts.get("owner", "any")
    now = {name: texts[name] for name in IN_VIEWS if name in texts}
    return [
        Link(label=str(label), address=f"{address}?{urlencode({'owner': owner} | view)}", current=now == view)
        for label, view in VIEWS
    ]


def _chip(address: str, texts: Mapping[str, str], label: Any, name: str, value: str) -> Link:
    on = texts.get(name) == value
    rest = {key: text for key, text in texts.items() if key != name}
    rest |= {} if on and name != "owner" else {name: "any" if on else value}
    return Link(label=str(label), address=f"{address}?{urlencode(sorted(rest.items()))}", on=on)
