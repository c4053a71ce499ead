"""What all pages of the settings show: names of things, a page with its frame, a row by its code."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from leadwright.foundation.labels import label_in
from leadwright.foundation.numbers import integer_in
from leadwright.foundation.pages import render
from leadwright.foundation.refusals import NotFound, refuse
from leadwright.history.models import Entry, EntryQuerySet
from leadwright.leads.actions import configuration_lists
from leadwright.leads.configuration.blueprint import Blueprint
from leadwright.leads.configuration.words import LISTS
from leadwright.leads.models import RoleKind
from leadwright.leads.states import ProductKind, ReasonKind, State
from leadwright.people.access import may
from leadwright.web.base.forms import ActForm
from leadwright.web.base.languages import languages, names_of_fields
from leadwright.web.base.merging import Change, latest_change
from leadwright.web.base.requests import WebRequest
from leadwright.web.parts.history import audit_trail

NAMES = LISTS
PURPOSES = {
    "types": gettext_lazy("How leads of one kind run: statuses, transitions, deadlines"),
    "definitions": gettext_lazy("Which types are in force, what can be chosen, how priorities are called"),
    "statuses": gettext_lazy("Your own names for where a lead stands"),
    "categories": gettext_lazy("Kinds of business, which guide how a lead is handled"),
    "sources": gettext_lazy("Where leads come from"),
    "lost_reasons": gettext_lazy("Why leads are lost, or were no leads at all"),
    "competitors": gettext_lazy("Who else can win the same lead"),
    "products": gettext_lazy("Goods and services that a lead can be interested in"),
    "deal_segments": gettext_lazy("What a closed deal was about"),
    "deal_types": gettext_lazy("Kinds of products in a deal"),
    "account_classes": gettext_lazy("Kinds of customers that won contacts become"),
    "credit_ratings": gettext_lazy("How much credit new customers get"),
    "activity_kinds": gettext_lazy("What is done with customers: calls, meetings, demonstrations"),
    "opportunity_kinds": gettext_lazy("How opportunities are worked: by a process, by hand, freely"),
    "contact_roles": gettext_lazy(
        "What a company or a person is in a lead: customer, competitor, decision maker"
    ),
    "contact_groups": gettext_lazy("What contacts are grouped by; members of a brand group have a segment"),
    "contact_titles": gettext_lazy("How people are addressed; a company has none"),
    "consent_channels": gettext_lazy("By what people agree to be reached: e-mail, phone"),
    "consent_senders": gettext_lazy("In whose name people are written to or called"),
    "consent_purposes": gettext_lazy("What people are written to or called for"),
}
PARTS = (
    (gettext_lazy("The life cycle"), ("types", "definitions", "statuses", "lost_reasons")),
    (gettext_lazy("What leads are about"), ("categories", "sources", "products", "competitors")),
    (gettext_lazy("Work on leads"), ("activity_kinds", "opportunity_kinds", "processes", "task-notices")),
    (gettext_lazy("Closing"), ("deal_segments", "deal_types", "minimums")),
    (gettext_lazy("Contacts"), ("contact_roles", "contact_groups", "contact_titles")),
    (gettext_lazy("Consents"), ("consent_purposes", "consent_channels", "consent_senders")),
    (gettext_lazy("Customers"), ("account_classes", "credit_ratings")),
    (gettext_lazy("The installation"), ("features", "setups", "terms")),
)
PLACES = {kind: (NAMES[kind], PURPOSES[kind]) for kind in NAMES} | {
    "minimums": (gettext_lazy("Minimum deal values"), gettext_lazy("The least that a deal can be worth")),
    "processes": (
        gettext_lazy("Processes"),
        gettext_lazy("Steps of a piece of business: who does what until when, and what follows"),
    ),
    "task-notices": (
        gettext_lazy("Notices of tasks"),
        gettext_lazy("Who hears of a task that is due, and when"),
    ),
    "setups": (gettext_lazy("What to begin with"), gettext_lazy("Shipped set-ups, each with its picture")),
    "terms": (gettext_lazy("Terms and conditions"), gettext_lazy("What every user agrees to")),
    "features": (gettext_lazy("Parts of the product"), gettext_lazy("What this installation does without")),
}
Trail = Mapping[str, Any]
EVERYTHING: Trail = {}
NOTICES = {
    "retire": gettext_lazy("Deleted."),
    "restore": gettext_lazy("Offered again."),
    "activate": gettext_lazy("Saved and put in force."),
    "offer": gettext_lazy("It can be chosen now."),
}
WORDS = {
    **dict(State.choices),
    **dict(ReasonKind.choices),
    **dict(ProductKind.choices),
    **dict(RoleKind.choices),
}


def page(
    request: WebRequest,
    page_name: str,
    *,
    status: int = 200,
    trail: Trail = EVERYTHING,
    entries: EntryQuerySet | None = None,
    **context: Any,
) -> HttpResponse:
    """Answer with a page of the settings and its audit trail."""
    data = {
        "trail": audit_trail(request, entries if entries is not None else changes_of(trail)),
        "may_manage": may(request.user, "user.manage"),
        "label": label,
        "words_of": WORDS,
        "languages": languages(),
        **context,
    }
    return render(request, f"settings/{page_name}.html", data, status=status)


def changes_of(trail: Trail) -> EntryQuerySet:
    """Return what happened to some part of the configuration."""
    return Entry.objects.about("configuration", 0).filter(**trail)


def changed_last() -> Change | None:
    """Return who changed the configuration last, and when."""
    return latest_change("configuration", 0, organisation_id=None)


def trail_of(kind: str, code: str = "") -> Trail:
    """Return what tells the changes of a list, or of one of its rows, from all others."""
    return {"details__kind": kind} | ({"details__code": code} if code else {})


def label(record: Any) -> str:
    """Return the name of a record in the reader's language."""
    return label_in(dict(record.labels), get_language(), record.code)


def labels_by_code(records: Any) -> dict[str, str]:
    """Return the names of some records in the reader's language, by their codes."""
    return {record.code: label(record) for record in records}


def row_of(blueprint: Blueprint, kind: str, code: str) -> Any:
    """Return a record of the configuration by its code."""
    row = next((row for row in getattr(blueprint, kind) if row.code == code), None)
    if row is None:
        raise NotFound
    return row


def names_typed(row: Any) -> Mapping[str, str]:
    """Return the names of a record as the fields of a form."""
    return {f"label_{language}": words for language, words in row.labels.items()}


def pressed(request: WebRequest) -> str:
    """Return the name of the button that was pressed; a preview in between carries it along."""
    part = request.POST.get("then") or request.POST.get("part", "")
    return "save" if part == "apply" else part


def has_form(request: WebRequest) -> bool:
    """Tell whether a button came with the form beside it; those in a list come alone."""
    return names_of_fields("label")[0] in request.POST or pressed(request) == "save"


def done(
    request: WebRequest, kind: str, code: str, form: ActForm, save: Callable[[], object] | None = None
) -> bool:
    """Tell whether the form is stored, if it was sent, and what the button says done after it."""
    press = press_of(request, kind, code)
    if not form.is_bound or save is None:
        press()
    elif not form.done(lambda: in_turn(save, press)):
        return False
    tell(request)
    return True


@transaction.atomic
def in_turn(*acts: Callable[[], object]) -> None:
    """Do one after the other, or none of them."""
    for act in acts:
        act()


def tell(request: WebRequest) -> None:
    """Say what became of the button that was pressed."""
    messages.success(request, NOTICES.get(pressed(request)) or _("Saved."))


def press_of(request: WebRequest, kind: str, code: str) -> Callable[[], object]:
    """Return what a single button of a row asks for; the one that only stores the form asks for nothing more."""
    by, at = request.user, request.now
    data: dict[str, Callable[[], object]] = {
        "save": lambda: None,
        "up": lambda: configuration_lists.move(kind, code, up=True, by=by, at=at),
        "down": lambda: configuration_lists.move(kind, code, up=False, by=by, at=at),
        "place": lambda: configuration_lists.place(kind, code, _place(request), by=by, at=at),
        "retire": lambda: configuration_lists.retire(kind, code, by=by, at=at),
        "restore": lambda: configuration_lists.restore(kind, code, by=by, at=at),
        "offer": lambda: configuration_lists.offer(kind, code, request.POST.getlist("in"), by=by, at=at),
    }
    if kind == "definitions":
        data["activate"] = lambda: configuration_lists.activate(code, by=by, at=at)
        data["retire"] = lambda: configuration_lists.delete_definition(code, by=by, at=at)
        del data["restore"], data["offer"]
    part = pressed(request)
    if part not in data:
        refuse("MALFORMED", reason=_("it does not say what to change"))
    return data[part]


def _place(request: WebRequest) -> int:
    place = integer_in(request.POST.get("place", ""), most=9999)
    if place is None:
        refuse("MALFORMED", reason=_("it does not say what to change"))
    return place
