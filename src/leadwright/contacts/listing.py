"""Lists of contacts in an order with an index: one's own and those lent, each walked on its own and merged."""

from collections.abc import Callable
from dataclasses import dataclass
from heapq import merge
from typing import Any

from django.db.models import Q, QuerySet

from leadwright.contacts.models import Contact, ContactQuerySet, Loan
from leadwright.people.models import User
from leadwright.people.reach import Permission

NAME, NEWEST, CHANGED = "name", "-created", "-updated"
COLUMN = {NAME: "sort_name", NEWEST: "created_at", CHANGED: "updated_at"}


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a list is narrowed to; an empty value narrows nothing. `among` are the ids that are meant at all."""

    kind: str = ""
    group: str = ""
    country: str = ""
    blocked: bool = False
    company: int | None = None
    among: QuerySet[Any] | None = None

    def narrow(self, rows: ContactQuerySet) -> ContactQuerySet:
        """Apply the filters."""
        given: dict[str, Any] = {
            "kind": self.kind,
            "groups__code": self.group,
            "country": self.country,
            "company": self.company,
            "is_blocked": self.blocked,
        }
        if self.among is not None:
            rows = rows.filter(pk__in=self.among)
        return rows.filter(**{name: value for name, value in given.items() if value})


def page(
    user: User,
    *,
    wanted: Wanted,
    size: int,
    order: str = NAME,
    after: tuple[Any, int] | None = None,
    permission: Permission = "contact.view",
) -> list[Contact]:
    """Return the next `size` contacts of a list, with their channels; the place is a value and an id."""
    rows = wanted.narrow(Contact.objects.within_reach(user, permission))
    own = rows.filter(organisation_id=user.organisation_id)
    lent = rows.filter(pk__in=Loan.objects.filter(organisation=user.organisation_id).values("contact"))
    parts = [own, lent.exclude(organisation_id=user.organisation_id)]
    walked = [list(_walk(part, order, after)[:size]) for part in parts]
    return list(merge(*walked, key=_key(order), reverse=order != NAME))[:size]


def place(contact: Contact, order: str) -> tuple[Any, int]:
    """Return where a list stands after a contact."""
    return getattr(contact, COLUMN[order]), contact.pk


def _key(order: str) -> Any:
    return lambda contact: place(contact, order)


def _walk(rows: ContactQuerySet, order: str, after: tuple[Any, int] | None) -> ContactQuerySet:
    column = COLUMN[order]
    forward = order == NAME
    if after is not None:
        step = "gt" if forward else "lt"
        value, pk = after
        rows = rows.filter(Q(**{f"{column}__{step}": value}) | Q(**{column: value, f"pk__{step}": pk}))
    sign = "" if forward else "-"
    return rows.order_by(f"{sign}{column}", f"{sign}pk").select_related("company").with_channels()


def counts(user: User, *, wanted: Wanted, bound: int) -> int:
    """Return how many contacts a list has, counted up to a bound."""
    rows = wanted.narrow(Contact.objects.within_reach(user, "contact.view"))
    return rows.order_by()[:bound].count()


def of_company(company: Contact, user: User, *, size: int) -> list[Contact]:
    """Return the people of a company whom the user can see, by name."""
    return page(user, wanted=Wanted(company=company.pk), size=size)


def own_alone(user: User) -> Callable[[ContactQuerySet], ContactQuerySet]:
    """Return what narrows a search to the contacts of the user's own company."""
    return lambda rows: rows.filter(organisation=user.organisation_id)
