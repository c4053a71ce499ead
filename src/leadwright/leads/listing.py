"""A list of leads as its reader narrowed it: which leads are in it, and a page of them in an order with an index."""

import re
from collections.abc import Callable, Hashable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import F

from leadwright.fields.filtering import is_own
from leadwright.fields.ordering import KINDS as OWN_KINDS
from leadwright.fields.ordering import own_lines
from leadwright.foundation.planning import planned_anew
from leadwright.foundation.prepared import Prepared
from leadwright.foundation.subqueries import among
from leadwright.leads.filters import LEADS, reader_of, table_of
from leadwright.leads.models import Lead, LeadQuerySet
from leadwright.leads.models.indexes import columns_for
from leadwright.leads.models.queries import columns_of
from leadwright.leads.orders import CLOCK, KINDS, USUAL
from leadwright.leads.own_orders import order_of
from leadwright.leads.rules import rules_in_force
from leadwright.leads.states import Acceptance
from leadwright.people.access import Place, may
from leadwright.people.filtering import Chosen
from leadwright.people.models import User
from leadwright.people.reach import Reach
from leadwright.people.standing_in import places_of, standing_in

# What a list is narrowed by most of the time: one plan fits all values.
COMMON = {"owner", "state"}
PLACES = {"unit", "group", "partner"}
# Values that mean several, or all.
BROAD = ("open", "any", "due")
Narrow = Callable[[LeadQuerySet], LeadQuerySet]
ANY_RULES = "any rules"
# Nobody owns more open leads than this.
MOST_UNPLANNED = 100_000
_LISTS = Prepared()


def as_they_are(rows: LeadQuerySet) -> LeadQuerySet:
    """Narrow no further."""
    return rows


def chosen_leads(chosen: Chosen, *, narrow: Narrow = as_they_are) -> LeadQuerySet:
    """Return the leads within the reader's reach that fit all that was chosen."""
    rows: LeadQuerySet = Lead.objects.within_reach(chosen.reader.user, "lead.view", at=_place(chosen))
    return narrow(table_of(chosen).narrow(rows, chosen))


def page(
    chosen: Chosen, *, size: int, after: tuple[Any, ...] | None = None, narrow: Narrow = as_they_are
) -> LeadQuerySet:
    """Return the next leads of the same list, in its order; the place is the values of the order's columns.

    Who has several reaches gets the first of each, walked by its own index, and of them the first. A list that is
    narrowed is found by its keys before anything is joined to it: else few rows that fit seem dear to sort.
    """
    order = chosen.order
    parts = Lead.objects.by_reach(chosen.reader.user, "lead.view", at=_place(chosen))
    table = table_of(chosen)
    lists = [_next(narrow(table.narrow(rows, chosen)), chosen, after) for rows in parts]
    if len(lists) == 1 and not _is_narrowed(chosen) and not _is_of_few(chosen):
        return lists[0][:size]
    first, *others = (rows.values_list("pk")[:size] for rows in lists)
    keys = first.union(*others, all=True) if others else first
    rows: LeadQuerySet = Lead.objects.filter(among("pk", keys))
    return rows.sorted(order)[:size]


def lines(
    chosen: Chosen,
    columns: tuple[str, ...],
    *,
    size: int,
    after: tuple[Any, ...] | None = None,
    narrow: Narrow = as_they_are,
) -> list[tuple[Any, ...]]:
    """Return columns of the next leads of a list, and at their end those that mark a place in its order.

    How its first page is asked for is known after the first time.
    """

    def asked(mine: Chosen) -> Any:
        return page(mine, size=size, after=after, narrow=narrow).values_list(*columns)

    if is_own(chosen.order):
        with planned_anew():
            rows = chosen_leads(chosen, narrow=narrow)
            return own_lines(rows, order_of(chosen), columns, size=size, after=after)
    columns = (*columns, *columns_of(chosen.order)[0])
    shape = _shape(chosen) if after is None else None
    with planned(chosen):
        if shape is None:
            return list(asked(chosen))
        return _LISTS.rows(
            ("lines", shape, columns, size, narrow), _of_anybody(asked, chosen), _places(chosen)
        )


def place_kinds(order: str) -> list[type]:
    """Return of what kinds the columns are that mark a place in an order."""
    return list(OWN_KINDS) if is_own(order) else [KINDS[name] for name in columns_of(order)[0]]


def counted(chosen: Chosen, *, bound: int, narrow: Narrow = as_they_are) -> int:
    """Return how many leads a list has, counted up to a bound: by its index, or all of it if it has so few."""

    def asked(mine: Chosen) -> Any:
        return chosen_leads(mine, narrow=narrow).order_by(*map(F, _index_for(chosen)))[:bound]

    shape = _shape(chosen)
    with planned_anew():
        if shape is None:
            return int(asked(chosen).count())
        return _LISTS.count(
            ("counted", shape, bound, narrow),
            _of_anybody(lambda mine: asked(mine).values_list("pk"), chosen),
            _places(chosen),
        )


def works_on_any(user: User) -> bool:
    """Tell whether a user has open leads of his own."""

    def asked(mine: User) -> Any:
        rows = Lead.objects.within_reach(mine, "lead.view", at=Place(owner_id=mine.pk)).open()
        return rows.filter(owner=mine).values_list("pk")[:1]

    shape = "own", user.reaches_of("lead.view")
    return bool(_LISTS.rows(shape, lambda **places: asked(standing_in(user, **places)), places_of(user)))


def unplanned(user: User, *, at: datetime) -> int:
    """Return how many open leads a user owns on which nothing is planned."""
    chosen = Chosen(
        reader=reader_of(user, at), values={"owner": "me", "next_activity": ("none",)}, order=USUAL
    )
    return counted(chosen, bound=MOST_UNPLANNED, narrow=LeadQuerySet.open)


def waiting_for(user: User, columns: tuple[str, ...], *, most: int) -> list[tuple[Any, ...]]:
    """Return the leads that a user could accept now, the most urgent first; for a distributor, the queue."""
    accepts = may(user, "lead.accept")
    if not accepts and not may(user, "lead.offer"):
        return []

    def asked(**places: Any) -> Any:
        mine = standing_in(user, **places)
        rows = Lead.objects.within_reach(mine, "lead.view").open()
        rows = rows.awaiting(mine) if accepts else rows.queued()
        return rows.sorted(USUAL).values_list(*columns)[:most]

    shape = "waiting", accepts, user.reaches_of("lead.view"), columns, most
    return _LISTS.rows(shape, asked, places_of(user))


def _places(chosen: Chosen) -> dict[str, int | list[int]]:
    return places_of(chosen.reader.user)


def _of_anybody(asked: Callable[[Chosen], Any], chosen: Chosen) -> Callable[..., Any]:
    """Return what builds the same list for somebody else with the same rights."""
    reader = chosen.reader
    return lambda **places: asked(
        replace(chosen, reader=replace(reader, user=standing_in(reader.user, **places)))
    )


def _shape(chosen: Chosen) -> Hashable | None:
    """Return all that the SQL of a list follows from, but for who reads it; None if it is another each time."""
    values = chosen.values
    if (
        not LEADS.is_steady(chosen)
        or any(is_own(name) for name in (*chosen.values, chosen.order))
        or isinstance(values.get("owner"), int)
        or _names_a_number(values.get("q", ""))
    ):
        return None
    mark = rules_in_force().mark if values.keys() - {"owner"} else ANY_RULES
    if mark is None:
        return None
    return chosen.reader.user.reaches_of("lead.view"), chosen.order, mark, tuple(sorted(values.items()))


def _names_a_number(text: str) -> bool:
    """Tell whether a text could be the number of a lead, which is no stand-in for another."""
    return re.search(r"\d", text) is not None


def planned(chosen: Chosen) -> AbstractContextManager[None]:
    """Return within what a list is asked for: once it is narrowed by more than usual, it is planned for its values."""
    return planned_anew() if _is_narrowed(chosen) else nullcontext()


def _index_for(chosen: Chosen) -> tuple[str, ...]:
    """Return the columns of the index in whose order a list is counted: what it is narrowed to stands together there.

    Several values stand apart in it, and which of several filters leaves the fewest is not known.
    """
    values = {name: value for name, value in chosen.values.items() if value not in ("any", ("any",))}
    names = values.keys() - {"state"} or values.keys()
    single = [name for name in names if _is_single(values[name])]
    return columns_for(single[0]) if len(names) == len(single) == 1 else CLOCK


def _is_single(value: Any) -> bool:
    return not isinstance(value, tuple) or (len(value) == 1 and value[0] not in BROAD)


def _is_of_few(chosen: Chosen) -> bool:
    """Tell whether a list is of what one person works on, in an order that this has no index for.

    Or of one place, or of nobody's, sorted by partner by who sent leads to many: it lies behind all of others.
    """
    owner = chosen.values.get("owner")
    is_owned = owner == "me" or isinstance(owner, int)
    return owner == "team" or (is_owned and chosen.order != USUAL) or _is_behind_others(chosen)


def _is_behind_others(chosen: Chosen) -> bool:
    is_sent = Reach.SENT in chosen.reader.user.reaches_of("lead.view")
    is_narrow = PLACES & chosen.values.keys() or chosen.values.get("acceptance") == (Acceptance.NOT_NEEDED,)
    return is_sent and chosen.order.endswith("partner") and bool(is_narrow)


def _is_narrowed(chosen: Chosen) -> bool:
    return bool(chosen.values.keys() - COMMON)


def _next(rows: LeadQuerySet, chosen: Chosen, after: tuple[Any, ...] | None) -> LeadQuerySet:
    rows = rows if after is None else rows.after(chosen.order, after)
    return rows.sorted_by_hand(chosen.order) if _is_of_few(chosen) else rows.sorted(chosen.order)


def _place(chosen: Chosen) -> Place:
    """Return where the leads lie by the filters alone."""
    values, me = chosen.values, chosen.reader.user
    owner = me.pk if values.get("owner") == "me" else values.get("owner")
    return Place(
        owner_id=owner if isinstance(owner, int) else None,
        unit_id=values.get("unit"),
        group_id=values.get("group"),
    )
