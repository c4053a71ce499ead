"""A list of leads as its reader narrowed it: which leads are in it, and a page of them in an order with an index."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from leadwright.foundation.planning import planned_anew
from leadwright.foundation.subqueries import among
from leadwright.leads.filters import LEADS
from leadwright.leads.models import Lead, LeadQuerySet
from leadwright.people.access import Place
from leadwright.people.filtering import Chosen

# What a list is narrowed by most of the time: one plan fits all values.
USUAL = {"owner", "state"}
Narrow = Callable[[LeadQuerySet], LeadQuerySet]


def as_they_are(rows: LeadQuerySet) -> LeadQuerySet:
    """Narrow no further."""
    return rows


def chosen_leads(chosen: Chosen, *, narrow: Narrow = as_they_are) -> LeadQuerySet:
    """Return the leads within the reader's reach that fit all that was chosen."""
    rows: LeadQuerySet = Lead.objects.within_reach(chosen.reader.user, "lead.view", at=_place(chosen))
    return narrow(LEADS.narrow(rows, chosen))


def page(
    chosen: Chosen, *, size: int, after: tuple[Any, ...] | None = None, narrow: Narrow = as_they_are
) -> LeadQuerySet:
    """Return the next leads of the same list, in its order; the place is the values of the order's columns.

    Who has several reaches gets the first of each, walked by its own index, and of them the first. A list that is
    narrowed is found by its keys before anything is joined to it: else few rows that fit seem dear to sort.
    """
    order = chosen.order
    parts = Lead.objects.by_reach(chosen.reader.user, "lead.view", at=_place(chosen))
    lists = [_next(narrow(LEADS.narrow(rows, chosen)), order, after) for rows in parts]
    if len(lists) == 1 and not _is_narrowed(chosen):
        return lists[0][:size]
    first, *others = (rows.values_list("pk")[:size] for rows in lists)
    keys = first.union(*others, all=True) if others else first
    rows: LeadQuerySet = Lead.objects.filter(among("pk", keys))
    return rows.sorted(order)[:size]


def planned(chosen: Chosen) -> AbstractContextManager[None]:
    """Return within what a list is asked for: once it is narrowed by more than usual, it is planned for its values."""
    return planned_anew() if _is_narrowed(chosen) else nullcontext()


def _is_narrowed(chosen: Chosen) -> bool:
    return bool(chosen.values.keys() - USUAL)


def _next(rows: LeadQuerySet, order: str, after: tuple[Any, ...] | None) -> LeadQuerySet:
    return (rows if after is None else rows.after(order, after)).sorted(order)


def _place(chosen: Chosen) -> Place:
    """Return where the leads lie by the filters alone."""
    values, me = chosen.values, chosen.reader.user
    owner = me.pk if values.get("owner") == "me" else values.get("owner")
    return Place(
        owner_id=owner if isinstance(owner, int) else None,
        unit_id=values.get("unit"),
        group_id=values.get("group"),
    )
