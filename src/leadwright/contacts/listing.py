"""Lists of contacts in an order with an index: one's own and those lent, each walked on its own and merged."""

from collections.abc import Callable
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import Any

from django.db.models import Q, QuerySet

from leadwright.contacts.models import Contact, ContactQuerySet
from leadwright.people.models import User
from leadwright.people.reach import Permission

Narrow = Callable[[ContactQuerySet], ContactQuerySet]
Place = tuple[Any, int]
NAME = "name"
COLUMNS = {NAME: "sort_name", "created": "created_at", "updated": "updated_at"}


def page(
    user: User,
    *,
    narrow: Narrow,
    size: int,
    order: str = NAME,
    after: tuple[Any, ...] | None = None,
    permission: Permission = "contact.view",
) -> list[Contact]:
    """Return the next `size` contacts of a list, with their channels; the place is a value and an id."""
    parts = [narrow(rows) for rows in Contact.objects.all().by_reach(user, permission)]
    walked = [_walk(part, order, after)[:size] for part in parts]
    chosen = list(islice(merge(*walked, reverse=_falls(order)), size))
    # Only what stands on the page is read in full: a part sorts all that was lent.
    rows = Contact.objects.select_related("company").with_channels().in_bulk([pk for _value, pk in chosen])
    return [rows[pk] for _value, pk in chosen if pk in rows]


def place(contact: Contact, order: str) -> Place:
    """Return where a list stands after a contact."""
    return getattr(contact, _column(order)), contact.pk


def kinds(order: str) -> tuple[type, type]:
    """Return what the two parts of a place in an order are."""
    return (str if _column(order) == COLUMNS[NAME] else datetime), int


def _column(order: str) -> str:
    return COLUMNS[order.removeprefix("-")]


def _falls(order: str) -> bool:
    return order.startswith("-")


def _walk(rows: ContactQuerySet, order: str, after: tuple[Any, ...] | None) -> "QuerySet[Contact, Place]":
    """Return the places of the next rows, in their order."""
    column, forward = _column(order), not _falls(order)
    if after is not None:
        step = "gt" if forward else "lt"
        value, pk = after
        rows = rows.filter(Q(**{f"{column}__{step}": value}) | Q(**{column: value, f"pk__{step}": pk}))
    sign = "" if forward else "-"
    return rows.order_by(f"{sign}{column}", f"{sign}pk").values_list(column, "pk")


def counts(user: User, *, narrow: Narrow, bound: int) -> int:
    """Return how many contacts a list has, counted up to a bound.

    The company's own are counted in the order of an index: in no order the planner reads the table until it has met
    as many as asked for, which may be at its end.
    """
    own, *lent = (narrow(rows).order_by() for rows in Contact.objects.all().by_reach(user, "contact.view"))
    number = 0
    for rows in (own.order_by(COLUMNS[NAME], "pk"), *lent):
        number += rows[: bound - number].count() if number < bound else 0
    return number


def of_company(company: Contact, user: User, *, size: int) -> list[Contact]:
    """Return the people of a company whom the user can see, by name."""
    return page(user, narrow=lambda rows: rows.filter(company=company.pk), size=size)


def own_alone(user: User) -> Narrow:
    """Return what narrows a search to the contacts of the user's own company."""
    return lambda rows: rows.filter(organisation=user.organisation_id)
