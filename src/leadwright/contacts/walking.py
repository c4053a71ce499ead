"""What comes next of the contacts that were lent: who lent very many has its contacts walked in the list's order."""

from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery

from leadwright.contacts.models import Contact, ContactQuerySet, Loan
from leadwright.foundation.prepared import Prepared
from leadwright.people.models import Organisation, User
from leadwright.people.standing_in import places_of, standing_in

# So many loans are found and sorted in a few milliseconds.
FEW = 2_000
# How far the contacts of a lender are walked, and how far once more where that did not meet enough that were lent.
STEPS = (1_000, 4_000)
_WALKS = Prepared()


@dataclass(frozen=True, kw_only=True)
class Walk:
    """How the contacts of a lender are walked: narrowed and sorted by `next_of`, as many as a page of the list takes.

    A shape names all that the SQL follows from; None if it is another each time.
    """

    next_of: Callable[[ContactQuerySet], ContactQuerySet]
    column: str
    falls: bool
    size: int
    shape: Hashable | None


@dataclass(frozen=True, kw_only=True)
class Met:
    """The next contacts that some lenders lent; what all others lent is still to be found by its loans."""

    contacts: tuple[int, ...] = ()
    lenders: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class _Step:
    """One contact of a lender that was walked by."""

    contact: int
    place: Any
    lender: int
    lent_for: int | None


def walked(user: User, walk: Walk) -> Met:
    """Return what is next of the contacts that lenders of very many lent.

    Where loans are rare among the contacts that come first, walking ends early: they are found by their loans.
    """
    many = left = lenders_of_many(user)
    steps: list[_Step] = []
    for most in STEPS:
        rows = _steps(user, walk, left, most) if left else []
        by_lender = {lender: [row for row in rows if row.lender == lender] for lender in left}
        done = {lender for lender, own in by_lender.items() if _is_enough(own, most, walk.size)}
        steps += [row for row in rows if row.lender in done and row.lent_for is not None]
        left = [lender for lender in left if lender not in done]
    steps.sort(key=lambda row: (row.place, row.contact), reverse=walk.falls)
    contacts = tuple(row.contact for row in steps[: walk.size])
    return Met(contacts=contacts, lenders=tuple(lender for lender in many if lender not in left))


def lenders_of_many(user: User) -> list[int]:
    """Return the companies that lent so much to the user's own that sorting it would take long."""

    def asked(*, home: int) -> Any:
        loans = Loan.objects.filter(organisation=home, lender=OuterRef("pk")).order_by("contact")
        beyond = Subquery(loans.values("contact")[FEW : FEW + 1])
        rows = Organisation.objects.annotate(beyond=beyond).filter(beyond__isnull=False)
        return rows.order_by("pk").values_list("pk")

    return [pk for (pk,) in _WALKS.rows("lenders", asked, {"home": user.organisation_id})]


def _is_enough(rows: Collection[_Step], most: int, size: int) -> bool:
    """Tell whether all that a page can take was met: nothing follows, or so many were lent."""
    return len(rows) < most or sum(row.lent_for is not None for row in rows) >= size


def _steps(user: User, walk: Walk, lenders: list[int], most: int) -> list[_Step]:
    def asked(*, lenders: list[int], **places: Any) -> Any:
        mine = standing_in(user, **places)
        parts = (walk.next_of(Contact.objects.filter(organisation=pk).with_loans_to(mine)) for pk in lenders)
        first, *others = (
            rows.values_list("pk", walk.column, "organisation", "lent_for")[:most] for rows in parts
        )
        return first.union(*others, all=True) if others else first

    values: dict[str, Any] = {**places_of(user), "lenders": lenders}
    if walk.shape is None:
        rows = list(asked(**values))
    else:
        rows = _WALKS.rows((walk.shape, most), asked, values)
    return [_Step(contact=pk, place=place, lender=own, lent_for=lead) for pk, place, own, lead in rows]
