"""What comes next of the contacts that were lent: who lent very many has its contacts walked in the list's order."""

from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery

from leadwright.contacts.models import Contact, ContactQuerySet, Loan
from leadwright.foundation.prepared import Prepared
from leadwright.foundation.subqueries import among
from leadwright.people.models import Organisation, User
from leadwright.people.reach import Reach
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
    """The next contacts that some lenders lent, and the other lenders (or all): their loans are still to be read."""

    contacts: tuple[int, ...] = ()
    others: tuple[int, ...] | None = None
    is_walked: bool = False


@dataclass(frozen=True, kw_only=True)
class Lender:
    """A company that lent contacts, perhaps so many that sorting them all would take long."""

    pk: int
    is_of_many: bool


@dataclass(frozen=True, kw_only=True)
class _Step:
    """One contact of a lender that was walked by."""

    contact: int
    place: Any
    lender: int
    lent_for: int | None


def walked(user: User, lenders: Collection[Lender], walk: Walk) -> Met:
    """Return what is next of the contacts that lenders of very many lent.

    Where loans are rare among the contacts that come first, walking ends early: they are found by their loans.
    """
    left = [lender.pk for lender in lenders if lender.is_of_many]
    many, steps = set(left), list[_Step]()
    for most in STEPS:
        rows = _steps(user, walk, left, most) if left else []
        done = {lender for lender in left if _is_enough(_of(lender, rows), most, walk.size)}
        steps += [row for row in rows if row.lender in done and row.lent_for is not None]
        left = [lender for lender in left if lender not in done]
    steps.sort(key=lambda row: (row.place, row.contact), reverse=walk.falls)
    return Met(
        contacts=tuple(row.contact for row in steps[: walk.size]),
        others=tuple(lender.pk for lender in lenders if not lender.is_of_many or lender.pk in left),
        is_walked=bool(many.difference(left)),
    )


def lenders_to(user: User) -> list[Lender]:
    """Return the companies that lent contacts to the user's own; none for who sees all contacts, or none."""
    reaches = user.reaches_of("contact.view")
    if not reaches or Reach.ALL in reaches:
        return []

    def asked(*, home: int) -> Any:
        loans = Loan.objects.filter(organisation=home, lender=OuterRef("pk")).order_by("contact")
        first, beyond = (Subquery(loans.values("contact")[place : place + 1]) for place in (0, FEW))
        rows = Organisation.objects.annotate(first=first, beyond=beyond).filter(first__isnull=False)
        return rows.order_by("pk").values_list("pk", "beyond")

    rows = _WALKS.rows(("lenders", FEW), asked, {"home": user.organisation_id})
    return [Lender(pk=pk, is_of_many=beyond is not None) for pk, beyond in rows]


def counted(user: User, walk: Walk, lenders: Collection[int], *, bound: int) -> int | None:
    """Return how many contacts lenders of very many lent, up to a bound; None where counting them takes all loans.

    Of a list that is narrowed little the bound is met among the loans that come first; of one that is narrowed
    much all that fits is walked.
    """
    most, left = STEPS[-1], list(lenders)
    if (met := _among_first(user, walk, left, bound)) >= bound:
        return met
    rows = _steps(user, walk, left, most)
    if all(_is_enough(_of(lender, rows), most, bound) for lender in left):
        return sum(row.lent_for is not None for row in rows)
    return None


def _of(lender: int, rows: Collection[_Step]) -> list[_Step]:
    return [row for row in rows if row.lender == lender]


def _is_enough(rows: Collection[_Step], most: int, size: int) -> bool:
    """Tell whether all that is asked for was met: nothing follows, or so many were lent."""
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
    known = ("steps", walk.shape, most)
    rows = list(asked(**values)) if walk.shape is None else _WALKS.rows(known, asked, values)
    return [_Step(contact=pk, place=place, lender=own, lent_for=lead) for pk, place, own, lead in rows]


def _among_first(user: User, walk: Walk, lenders: list[int], bound: int) -> int:
    """Return how many of the contacts that come first among the loans are in a list, up to a bound."""

    def asked(*, lenders: list[int], **places: Any) -> Any:
        mine = standing_in(user, **places)
        loans = Loan.objects.filter(organisation=mine.organisation_id, lender__in=lenders)
        first = loans.order_by("lender", "contact").values_list("contact")[: STEPS[-1]]
        rows = Contact.objects.filter(among("pk", first)).lent_to(mine)
        return walk.next_of(rows).order_by().values_list("pk")[:bound]

    values: dict[str, Any] = {**places_of(user), "lenders": lenders}
    if walk.shape is None:
        return int(asked(**values).count())
    return _WALKS.count(("first", walk.shape, bound), asked, values)
