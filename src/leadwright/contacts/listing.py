"""Lists of contacts in an order with an index: one's own and those lent, each walked on its own and merged."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db.models import Q

from leadwright.contacts.models import Contact, ContactQuerySet
from leadwright.contacts.own_orders import order_of
from leadwright.contacts.walking import Met, Walk, counted, lenders_to, walked
from leadwright.fields.filtering import is_own
from leadwright.fields.ordering import KINDS as OWN_KINDS
from leadwright.fields.ordering import Lines, own_lines, own_sorted
from leadwright.foundation.planning import planned_anew
from leadwright.foundation.prepared import Prepared
from leadwright.foundation.subqueries import among
from leadwright.people.models import User
from leadwright.people.reach import Permission
from leadwright.people.standing_in import places_of, standing_in

Narrow = Callable[[ContactQuerySet], ContactQuerySet]
Place = tuple[Any, ...]
After = tuple[Any, ...] | None
NAME = "name"
VIEW: Permission = "contact.view"
# What a line of a list says of a contact, in the order of ContactLine.
LINE = (
    *("pk", "name", "kind", "job_title", "company__name"),
    *("city", "country", "email", "phone", "is_blocked"),
)
# What it says beside where own fields are columns of it.
OWN = ("organisation", "own_fields")
_LISTS = Prepared()
COLUMNS = {NAME: "sort_name", "created": "created_at", "updated": "updated_at"}


@dataclass(frozen=True)
class ContactLine:
    """What a list shows of a contact."""

    pk: int
    name: str
    kind: str
    job_title: str
    company: str | None
    city: str
    country: str
    email: str
    phone: str
    is_blocked: bool
    organisation_id: int = 0
    own_fields: Mapping[str, Any] = field(default_factory=dict)


def line_of(contact: Contact) -> ContactLine:
    """Return what a list shows of a contact that is read in full."""
    company = contact.company.name if contact.company else None
    return ContactLine(
        *(contact.pk, contact.name, contact.kind, contact.job_title, company),
        *(contact.city, contact.country, contact.email, contact.phone, contact.is_blocked),
        *(contact.organisation_id, contact.own_fields),
    )


def lines(
    user: User,
    *,
    narrow: Narrow,
    shape: Hashable | None,
    size: int,
    order: str = NAME,
    after: After = None,
    with_own: bool = False,
) -> list[tuple[ContactLine, Place]]:
    """Return the next lines of a list, each with the place behind it; a shape names all that narrows it."""
    columns = (*LINE, *OWN) if with_own else LINE
    if is_own(order):
        own = _by_own_field(user, narrow, order, columns, size=size, after=after)
        return [(ContactLine(*row[: len(columns)]), row[len(columns) :]) for row in own]
    known = None if shape is None or after is not None else (shape, size, order, user.reaches_of(VIEW))
    met = _met(user, narrow, order, after, size, known)

    def asked(*, contacts: list[int], others: list[int], **places: Any) -> Any:
        mine = standing_in(user, **places)
        again = replace(met, contacts=tuple(contacts), others=tuple(others))
        return _united(mine, narrow, order, after, size, again).values_list(*columns, _column(order))

    values: dict[str, Any] = {
        **places_of(user),
        "contacts": _filled(met, size),
        "others": list(met.others or ()),
    }
    rows = list(asked(**values)) if known is None else _LISTS.rows(("lines", known, with_own), asked, values)
    return [(ContactLine(*row[:-1]), (row[-1], row[0])) for row in rows]


def _met(
    user: User, narrow: Narrow, order: str, after: After, size: int, shape: Hashable | None = None
) -> Met:
    """Return what is next of the contacts that were lent, where lenders of very many are walked."""
    return walked(user, lenders_to(user), _walk(narrow, order, after, size, shape))


def _walk(narrow: Narrow, order: str, after: After, size: int, shape: Hashable | None) -> Walk:
    return Walk(
        next_of=lambda rows: _next(narrow(rows), order, after),
        column=_column(order),
        falls=_falls(order),
        size=size,
        shape=shape,
    )


def _filled(met: Met, size: int) -> list[int]:
    """Return the contacts that were met with zeros behind them: however many they are, the SQL is one."""
    return [*met.contacts, *([0] * (size - len(met.contacts)))] if met.is_walked else []


def _united(user: User, narrow: Narrow, order: str, after: After, size: int, met: Met) -> ContactQuerySet:
    """Return the first of each part, and of them the first; of those that were met, what still is as it was."""
    parts = Contact.objects.all().by_reach(user, VIEW, lenders=met.others)
    if met.is_walked:
        parts.append(Contact.objects.filter(among("pk", met.contacts)).lent_to(user))
    lists = [_next(narrow(rows), order, after) for rows in parts]
    if len(lists) == 1:
        return lists[0][:size]
    first, *others = (rows.values_list("pk")[:size] for rows in lists)
    rows: ContactQuerySet = Contact.objects.filter(among("pk", first.union(*others, all=True)))
    return _next(rows, order, None)[:size]


def page(
    user: User,
    *,
    narrow: Narrow,
    size: int,
    order: str = NAME,
    after: After = None,
) -> list[Contact]:
    """Return the next `size` contacts of a list, with their channels."""
    placed = page_with_places(user, narrow=narrow, size=size, order=order, after=after)
    return [contact for contact, _place in placed]


def page_with_places(
    user: User,
    *,
    narrow: Narrow,
    size: int,
    order: str = NAME,
    after: After = None,
) -> list[tuple[Contact, Place]]:
    """Return the next `size` contacts of a list with their channels, each with the place behind it."""
    if is_own(order):
        return _placed(user, _by_own_field(user, narrow, order, (), size=size, after=after))
    rows = _united(user, narrow, order, after, size, _met(user, narrow, order, after, size))
    contacts = rows.select_related("company").with_channels()
    return [(contact, place(contact, order)) for contact in contacts]


def in_order(user: User, *, narrow: Narrow, order: str) -> ContactQuerySet:
    """Return all contacts of a list in its order, with their channels."""
    rows = narrow(Contact.objects.within_reach(user, VIEW)).select_related("company").with_channels()
    if is_own(order):
        sorted_rows: ContactQuerySet = own_sorted(rows, order_of(order, user))
        return sorted_rows
    return _next(rows, order, None)


def _by_own_field(
    user: User, narrow: Narrow, order: str, columns: tuple[str, ...], *, size: int, after: After
) -> Lines:
    rows = narrow(Contact.objects.within_reach(user, VIEW))
    with planned_anew():
        return own_lines(rows, order_of(order, user), columns, size=size, after=after)


def _placed(user: User, places: Lines) -> list[tuple[Contact, Place]]:
    """Return the contacts at some places: the key of each ends its place."""
    rows = Contact.objects.within_reach(user, VIEW).select_related("company").with_channels()
    contacts = rows.in_bulk([place[-1] for place in places])
    return [(contacts[place[-1]], place) for place in places if place[-1] in contacts]


def place(contact: Contact, order: str) -> Place:
    """Return where a list stands after a contact."""
    return getattr(contact, _column(order)), contact.pk


def kinds(order: str) -> tuple[type, ...]:
    """Return what the parts of a place in an order are."""
    if is_own(order):
        return OWN_KINDS
    return (str if _column(order) == COLUMNS[NAME] else datetime), int


def _column(order: str) -> str:
    return COLUMNS[order.removeprefix("-")]


def _falls(order: str) -> bool:
    return order.startswith("-")


def _next(rows: ContactQuerySet, order: str, after: After) -> ContactQuerySet:
    column, forward = _column(order), not _falls(order)
    if after is not None:
        step = "gt" if forward else "lt"
        value, pk = after
        begins = Q(
            **{f"{column}__{step}e": value}
        )  # the index is entered here: a choice of two conditions is none
        rows = rows.filter(begins, Q(**{f"{column}__{step}": value}) | Q(**{f"pk__{step}": pk}))
    sign = "" if forward else "-"
    return rows.order_by(f"{sign}{column}", f"{sign}pk")


def counts(user: User, *, narrow: Narrow, shape: Hashable | None, bound: int) -> int:
    """Return how many contacts a list has, counted up to a bound.

    The company's own are counted in the order of an index: in no order the planner reads the table until it has met
    as many as asked for, which may be at its end.
    """
    lenders = lenders_to(user)
    many = [lender.pk for lender in lenders if lender.is_of_many]
    few = [lender.pk for lender in lenders if not lender.is_of_many]
    number = _counted(user, narrow, shape, bound, few)
    if not many or number >= bound:
        return number
    known = shape if shape is None else (shape, user.reaches_of(VIEW))
    more = counted(user, _walk(narrow, NAME, None, bound, known), many, bound=bound)
    return _counted(user, narrow, shape, bound, [*few, *many]) if more is None else min(number + more, bound)


def _counted(user: User, narrow: Narrow, shape: Hashable | None, bound: int, lenders: list[int]) -> int:
    def asked(*, lenders: list[int], **places: Any) -> Any:
        parts = Contact.objects.all().by_reach(standing_in(user, **places), VIEW, lenders=lenders)
        own, *lent = (narrow(rows).order_by() for rows in parts)
        first = own.order_by(COLUMNS[NAME], "pk").values_list("pk")[:bound]
        others = (rows.values_list("pk")[:bound] for rows in lent)
        return first.union(*others, all=True)[:bound] if lent else first

    values: dict[str, Any] = {**places_of(user), "lenders": lenders}
    if shape is None:
        return int(asked(**values).count())
    return _LISTS.count(("counts", shape, bound, user.reaches_of(VIEW)), asked, values)


def of_company(company: Contact, user: User, *, size: int) -> list[Contact]:
    """Return the people of a company whom the user can see, by name: few, who are found by their company."""
    rows = _united(user, lambda rows: rows.filter(company=company.pk), NAME, None, size, Met())
    return list(rows.select_related("company").with_channels())


def own_alone(user: User) -> Narrow:
    """Return what narrows a search to the contacts of the user's own company."""
    return lambda rows: rows.filter(organisation=user.organisation_id)
