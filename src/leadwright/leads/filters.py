"""The filters of a list of leads, a row each: page, API, links and acts on several leads draw from here."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leadwright.foundation.quarters import quarter_start
from leadwright.leads.features import Features
from leadwright.leads.filter_values import (
    ACCOUNT,
    CONTACT,
    CURRENCY,
    GROUP,
    OWNER,
    PARTNER,
    SENDER,
    UNIT,
    coded,
    currency_for,
    levels,
)
from leadwright.leads.gaps import Gap
from leadwright.leads.models import (
    Category,
    Competitor,
    Lead,
    LeadQuerySet,
    LeadType,
    OutcomeReason,
    Product,
    ProductOfInterest,
    Source,
    Status,
)
from leadwright.leads.orders import KNOWS_AMOUNTS, ORDERS, USUAL
from leadwright.leads.states import OPEN, Acceptance, Feature, Qualification, Scale, State
from leadwright.people.filter_kinds import AMOUNT, DAY, TEXT, closed, yes_no
from leadwright.people.filtering import Chosen, Filter, FilterTable, Reader
from leadwright.people.models import User

Narrow = Callable[[LeadQuerySet, Any, Chosen], LeadQuerySet]
RECENT = timedelta(days=90)
WEEK = timedelta(days=7)


def reader_of(user: User, at: datetime) -> Reader:
    """Return who reads a list, with the parts of the product that are switched on."""
    return Reader(user=user, at=at, has=Features().has)


def _at(column: str) -> Narrow:
    return lambda rows, value, chosen: rows.filter(**{column: value})


def _among(column: str) -> Narrow:
    return lambda rows, values, chosen: rows.filter(**{f"{column}__in": values})


def _start(day: date, chosen: Chosen) -> datetime:
    return datetime.combine(day, datetime.min.time(), chosen.reader.zone)


def _from(column: str) -> Narrow:
    return lambda rows, day, chosen: rows.filter(**{f"{column}__gte": _start(day, chosen)})


def _up_to(column: str) -> Narrow:
    next_day = timedelta(days=1)
    return lambda rows, day, chosen: rows.filter(**{f"{column}__lt": _start(day + next_day, chosen)})


def _amount(side: str) -> Narrow:
    """Compare amounts of one currency: the one that is chosen, else that of the reader's organisation."""

    def narrow(rows: LeadQuerySet, amount: Decimal, chosen: Chosen) -> LeadQuerySet:
        currency = chosen.values.get("currency") or currency_for(chosen.reader.user)
        return rows.filter(**{"target_currency": currency, f"target_amount__{side}": amount})

    return narrow


def _in_currency(rows: LeadQuerySet, currency: str, chosen: Chosen) -> LeadQuerySet:
    return rows.filter(target_currency=currency, target_amount__isnull=False)


def _states(rows: LeadQuerySet, values: tuple[str, ...], chosen: Chosen) -> LeadQuerySet:
    states = {*values, *(OPEN if "open" in values else ())}
    return rows if "any" in values else rows.filter(state__in=states)


def _owner(rows: LeadQuerySet, value: str | int, chosen: Chosen) -> LeadQuerySet:
    me = chosen.reader.user
    if value == "team":
        return rows.filter(Q(owner=me) | Q(team__contains=[me.pk]))
    if value in ("any", "none"):
        return rows if value == "any" else rows.filter(owner=None)
    return rows.filter(owner=me) if value == "me" else rows.filter(owner=int(value))


def _contact(rows: LeadQuerySet, value: int, chosen: Chosen) -> LeadQuerySet:
    return rows.of_contact(value)


def _named(model: Any, column: str) -> Narrow:
    """Narrow by what hangs on a lead, without joining it: a lead that names two of them is one row."""
    return lambda rows, codes, chosen: rows.filter(
        pk__in=model._default_manager.filter(**{f"{column}__code__in": codes}).values("lead")
    )


def _qualification(rows: LeadQuerySet, values: tuple[str, ...], chosen: Chosen) -> LeadQuerySet:
    due = Q(next_due_kind="qualify") if "due" in values else Q()
    kinds = [value for value in values if value != "due"]
    return rows.filter(due | Q(qualification__in=kinds) if kinds else due)


def _opportunity(rows: LeadQuerySet, value: bool, chosen: Chosen) -> LeadQuerySet:
    is_opportunity = Q(qualification=Qualification.OPPORTUNITY)
    return rows.filter(is_opportunity if value else ~is_opportunity)


def _overdue(rows: LeadQuerySet, value: bool, chosen: Chosen) -> LeadQuerySet:
    at = chosen.reader.at
    return rows.overdue(at) if value else rows.filter(due_order__gte=at)


def _past_expected(rows: LeadQuerySet, value: bool, chosen: Chosen) -> LeadQuerySet:
    is_past = Q(expected_completion_at__lt=chosen.reader.at)
    return rows.filter(is_past if value else ~is_past)


def _due(rows: LeadQuerySet, value: str, chosen: Chosen) -> LeadQuerySet:
    at = chosen.reader.at
    return rows.overdue(at) if value == "overdue" else rows.due_by(at + WEEK)


def _closed(rows: LeadQuerySet, value: str, chosen: Chosen) -> LeadQuerySet:
    at = chosen.reader.at
    start = at - RECENT if value == "90" else quarter_start(at, chosen.reader.zone)
    return rows.completed_between(start, at + timedelta(seconds=1))


STATES = {"open": _("open"), **dict(State.choices), "any": _("any")}
QUALIFICATIONS = {"due": _("to qualify"), **dict(Qualification.choices)}
CLOCKS = {"overdue": _("overdue"), "week": _("due within a week")}
CLOSED = {"quarter": _("this quarter"), "90": _("in the last 90 days")}
FILTERS: tuple[Filter[LeadQuerySet], ...] = (
    Filter(
        name="q",
        words=_("Text"),
        kind=TEXT,
        narrow=lambda rows, text, chosen: rows.matching(text),
        hint=_("words of number, description, contact or company"),
    ),
    Filter(name="type", words=_("Type"), kind=coded(LeadType), many=True, narrow=_among("type__code")),
    Filter(name="state", words=_("State"), kind=closed(STATES), many=True, narrow=_states),
    Filter(name="status", words=_("Status"), kind=coded(Status), many=True, narrow=_among("status__code")),
    Filter(
        name="category", words=_("Category"), kind=coded(Category), many=True, narrow=_among("category__code")
    ),
    Filter(
        name="priority",
        words=_("Priority"),
        kind=levels(Scale.PRIORITY),
        many=True,
        narrow=_among("priority"),
    ),
    Filter(
        name="importance",
        words=_("Importance"),
        kind=levels(Scale.IMPORTANCE),
        many=True,
        narrow=_among("importance"),
    ),
    Filter(name="source", words=_("Source"), kind=coded(Source), many=True, narrow=_among("source__code")),
    Filter(
        name="owner",
        words=_("Owner"),
        kind=OWNER,
        narrow=_owner,
        hint=_("me, team, none, any, or an e-mail address"),
    ),
    Filter(name="unit", words=_("Unit"), kind=UNIT, narrow=_at("unit")),
    Filter(name="group", words=_("Group"), kind=GROUP, narrow=_at("group")),
    Filter(
        name="partner",
        words=_("Partner"),
        kind=PARTNER,
        narrow=_at("organisation"),
        hint=_("the number of the organisation that handles the lead"),
    ),
    Filter(name="sender", words=_("Sender"), kind=SENDER, narrow=_at("sender")),
    Filter(name="contact", words=_("Contact"), kind=CONTACT, narrow=_contact, followed=True),
    Filter(
        name="account",
        words=_("Account"),
        kind=ACCOUNT,
        narrow=_at("account"),
        followed=True,
        part=Feature.CONVERSION,
    ),
    Filter(
        name="product",
        words=_("Product"),
        kind=coded(Product),
        many=True,
        narrow=_named(ProductOfInterest, "product"),
        part=Feature.PRODUCTS,
    ),
    Filter(
        name="competitor",
        words=_("Competitor"),
        kind=coded(Competitor),
        many=True,
        narrow=_named(Lead.competitors.through, "competitor"),
        part=Feature.COMPETITORS,
    ),
    Filter(
        name="lost_reason",
        words=_("Reason for losing it"),
        kind=coded(OutcomeReason),
        many=True,
        narrow=_among("lost_reason__code"),
    ),
    Filter(
        name="acceptance",
        words=_("Acceptance"),
        kind=closed(dict(Acceptance.choices)),
        many=True,
        narrow=_among("acceptance"),
    ),
    Filter(
        name="qualification",
        words=_("Qualification"),
        kind=closed(QUALIFICATIONS),
        many=True,
        narrow=_qualification,
    ),
    Filter(name="opportunity", words=_("Opportunity"), kind=yes_no(), narrow=_opportunity),
    Filter(name="overdue", words=_("Overdue"), kind=yes_no(), narrow=_overdue),
    Filter(name="due", words=_("Clock"), kind=closed(CLOCKS), narrow=_due),
    Filter(name="closed", words=_("Closed"), kind=closed(CLOSED), narrow=_closed),
    Filter(
        name="gap",
        words=_("Gap"),
        kind=closed(dict(Gap.choices)),
        many=True,
        narrow=lambda rows, gaps, chosen: rows.filter(gaps__overlap=list(gaps)),
    ),
    Filter(name="started_from", words=_("Started from"), kind=DAY, narrow=_from("started_at")),
    Filter(name="started_to", words=_("Started up to"), kind=DAY, narrow=_up_to("started_at")),
    Filter(name="expected_from", words=_("Expected from"), kind=DAY, narrow=_from("expected_completion_at")),
    Filter(
        name="expected_to",
        words=_("Expected up to"),
        kind=DAY,
        narrow=_up_to("expected_completion_at"),
        other_names=("expected_by",),
    ),
    Filter(name="past_expected", words=_("Past expected date"), kind=yes_no(), narrow=_past_expected),
    Filter(name="completed_from", words=_("Completed from"), kind=DAY, narrow=_from("completed_at")),
    Filter(name="completed_to", words=_("Completed up to"), kind=DAY, narrow=_up_to("completed_at")),
    Filter(
        name="amount_from",
        words=_("Amount from"),
        kind=AMOUNT,
        narrow=_amount("gte"),
        needs=KNOWS_AMOUNTS,
    ),
    Filter(
        name="amount_to",
        words=_("Amount up to"),
        kind=AMOUNT,
        narrow=_amount("lte"),
        needs=KNOWS_AMOUNTS,
    ),
    Filter(
        name="currency",
        words=_("Currency"),
        kind=CURRENCY,
        narrow=_in_currency,
        needs=KNOWS_AMOUNTS,
        hint=_("of the amounts; without it, that of your own organisation"),
    ),
)
LEADS: FilterTable[LeadQuerySet] = FilterTable(filters=FILTERS, orders=ORDERS, usual_order=USUAL)
