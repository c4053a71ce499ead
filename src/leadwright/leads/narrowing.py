"""How each filter narrows a list of leads: by the columns that an index holds, and by what a value implies.

A value that implies more says so: only then does the database know that it need not look further. Codes become
keys here, since the planner knows nothing about the rows of a table that it has yet to join.
"""

from collections.abc import Callable, Collection
from datetime import timedelta
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from leadwright.fields.models import OwnField
from leadwright.fields.subjects import Sees
from leadwright.foundation.labels import Named
from leadwright.foundation.quarters import quarter_start
from leadwright.leads.filter_values import currency_for
from leadwright.leads.models import LeadQuerySet, OutcomeReason, Status
from leadwright.leads.models.lead import NEVER
from leadwright.leads.rules import rules_in_force
from leadwright.leads.states import COMPLETED, FINAL, OPEN, Qualification, State
from leadwright.people.filtering import Chosen
from leadwright.people.models import User
from leadwright.people.narrowing import start_of

Narrow = Callable[[LeadQuerySet, Any, Chosen], LeadQuerySet]
RECENT = timedelta(days=90)
WEEK = timedelta(days=7)
HIGHEST_PRIORITY = 10


def at_column(column: str) -> Narrow:
    """Take the rows with one value in a column."""
    return lambda rows, value, chosen: rows.filter(**{column: value})


def among_values(column: str) -> Narrow:
    """Take the rows with one of several values in a column."""
    return lambda rows, values, chosen: rows.filter(**{f"{column}__in": values})


def coded_as(column: str, model: type[Named]) -> Narrow:
    """Take the rows that point to one of several rows of a configuration list, chosen by their codes."""
    return lambda rows, codes, chosen: rows.filter(**{f"{column}__in": _keys(model, codes)})


def _keys(model: type[Named], codes: Collection[str]) -> list[int]:
    return [row.pk for row in rules_in_force().listed(model) if row.code in codes]


def of_status(rows: LeadQuerySet, codes: Collection[str], chosen: Chosen) -> LeadQuerySet:
    """Take the rows of some statuses, whose states follow from them."""
    some = [row for row in rules_in_force().listed(Status) if row.code in codes]
    return of_states(rows, {row.state for row in some}).filter(status__in=[row.pk for row in some])


def of_priority(rows: LeadQuerySet, values: Collection[int], chosen: Chosen) -> LeadQuerySet:
    """Take the rows of some priorities, by the rank that orders them."""
    return rows.filter(rank__in=[HIGHEST_PRIORITY - value for value in values])


def for_reason(rows: LeadQuerySet, codes: Collection[str], chosen: Chosen) -> LeadQuerySet:
    """Take the rows that were lost for some reasons; no other lead has one."""
    return of_states(rows, {State.LOST}).filter(lost_reason__in=_keys(OutcomeReason, codes))


def of_states(rows: LeadQuerySet, states: Collection[str]) -> LeadQuerySet:
    """Take the rows of some states; a closed lead has no clock, so that it is looked for behind all that have one."""
    rows = rows.filter(state__in=sorted(states))
    return rows.filter(due_order=NEVER) if states and set(states) <= set(FINAL) else rows


def completed(day_in: Narrow) -> Narrow:
    """Take the rows that were completed on some days: these were won or lost, and have no clock."""
    return lambda rows, day, chosen: day_in(of_states(rows, COMPLETED), day, chosen)


def in_amounts(side: str) -> Narrow:
    """Compare amounts of one currency: the one that is chosen, else that of the reader's organisation."""

    def narrow(rows: LeadQuerySet, amount: Decimal, chosen: Chosen) -> LeadQuerySet:
        currency = chosen.values.get("currency") or currency_for(chosen.reader.user)
        # Asked of both columns, the same amount seems to be of the square of the leads that have it.
        rows = rows.filter(target_currency=currency, target_amount__isnull=False)
        return rows.filter(**{f"amount_order__{side}": amount})

    return narrow


def in_currency(rows: LeadQuerySet, currency: str, chosen: Chosen) -> LeadQuerySet:
    """Take the rows with an amount in a currency."""
    return rows.filter(target_currency=currency, target_amount__isnull=False)


def in_states(rows: LeadQuerySet, values: tuple[str, ...], chosen: Chosen) -> LeadQuerySet:
    """Take the rows of some states, of all open ones, or of any."""
    states = {*values, *(OPEN if "open" in values else ())} - {"open"}
    return rows if "any" in values else of_states(rows, states)


def of_owner(rows: LeadQuerySet, value: str | int, chosen: Chosen) -> LeadQuerySet:
    """Take the rows of an owner, of nobody, or of the reader's teams."""
    me = chosen.reader.user
    if value == "team":
        return rows.worked_by(me)
    if value in ("any", "none"):
        return rows if value == "any" else rows.filter(owner=None)
    return rows.filter(owner=me) if value == "me" else rows.filter(owner=int(value))


def of_contact(rows: LeadQuerySet, value: int, chosen: Chosen) -> LeadQuerySet:
    """Take the rows of a contact, and of its people."""
    return rows.of_contact(value)


def naming(table: Any, column: str, model: type[Named]) -> Narrow:
    """Narrow by what hangs on a lead, without joining it: a lead that names two of them is one row."""
    return lambda rows, codes, chosen: rows.filter(
        pk__in=table._default_manager.filter(**{f"{column}__in": _keys(model, codes)}).values("lead")
    )


def of_qualification(rows: LeadQuerySet, values: tuple[str, ...], chosen: Chosen) -> LeadQuerySet:
    """Take the rows that were qualified so, or whose clock waits for that: these have a clock."""
    waiting = Q(next_due_kind="qualify", due_order__lt=NEVER) if "due" in values else Q()
    kinds = [value for value in values if value != "due"]
    return rows.filter(waiting | Q(qualification__in=kinds) if kinds else waiting)


def is_marked_important(rows: LeadQuerySet, value: bool, chosen: Chosen) -> LeadQuerySet:
    """Take the rows that are marked as important, or all others."""
    definition = rules_in_force().definition
    least = definition.important_from if definition is not None else None
    if least is None:
        return rows.none() if value else rows
    return rows.filter(**{"importance__gte" if value else "importance__lt": least})


def is_opportunity(rows: LeadQuerySet, value: bool, chosen: Chosen) -> LeadQuerySet:
    """Take the opportunities, or all others."""
    condition = Q(qualification=Qualification.OPPORTUNITY)
    return rows.filter(condition if value else ~condition)


def is_overdue(rows: LeadQuerySet, value: bool, chosen: Chosen) -> LeadQuerySet:
    """Take the rows whose clock has run out, or all others."""
    at = chosen.reader.at
    return rows.overdue(at) if value else rows.filter(due_order__gte=at)


def past_expected(rows: LeadQuerySet, value: bool, chosen: Chosen) -> LeadQuerySet:
    """Take the rows past the date on which they were expected to be completed, or all others."""
    is_past = Q(expected_completion_at__lt=chosen.reader.at)
    return rows.filter(is_past if value else ~is_past)


def by_clock(rows: LeadQuerySet, value: str, chosen: Chosen) -> LeadQuerySet:
    """Take the rows whose clock has run out, or does so within a week."""
    at = chosen.reader.at
    return rows.overdue(at) if value == "overdue" else rows.due_by(at + WEEK)


def closed_lately(rows: LeadQuerySet, value: str, chosen: Chosen) -> LeadQuerySet:
    """Take the rows that were won or lost this quarter, or in the last 90 days."""
    at = chosen.reader.at
    start = at - RECENT if value == "90" else quarter_start(at, chosen.reader.zone)
    return rows.completed_between(start, at + timedelta(seconds=1)).filter(due_order=NEVER)


def by_next_activity(rows: LeadQuerySet, values: Collection[str], chosen: Chosen) -> LeadQuerySet:
    """Take the open rows that the reader's own side works, by when their next activity is, or that have none."""
    at = chosen.reader.at
    today = at.astimezone(chosen.reader.zone).date()
    tomorrow = start_of(today + timedelta(days=1), chosen)
    spans = {
        "overdue": Q(next_activity_at__lt=at),
        "today": Q(next_activity_at__gte=at, next_activity_at__lt=tomorrow),
        "later": Q(next_activity_at__gte=tomorrow),
        "none": Q(next_activity_at=None),
    }
    some = reduce(or_, (spans[value] for value in values))
    return _on_handlers_side(rows, chosen.reader.user).filter(some, state__in=OPEN)


def with_gaps(rows: LeadQuerySet, gaps: Collection[str], chosen: Chosen) -> LeadQuerySet:
    """Take the rows with one of some gaps; few leads have any, and these have an index of their own."""
    return rows.filter(~Q(gaps=[]), gaps__overlap=list(gaps))


def on_side_of(rows: LeadQuerySet, field: OwnField, by: User) -> LeadQuerySet:
    """Keep the leads on which the reader is on the side that knows an own field."""
    home = by.organisation_id
    brought_in = Q(origin=home) | Q(sender=home)
    if field.sees == Sees.SENDER:
        return rows.filter(brought_in)
    return _on_handlers_side(rows, by) if field.sees == Sees.HANDLER else rows


def _on_handlers_side(rows: LeadQuerySet, by: User) -> LeadQuerySet:
    return rows.filter(side_of_handler(by))


def side_of_handler(by: User) -> Q:
    """Return the condition that a reader is on the side that works a lead."""
    home = by.organisation_id
    in_the_queue = Q(organisation=None) & (Q(origin=home) | Q(sender=home))
    return Q(organisation=home) | in_the_queue
