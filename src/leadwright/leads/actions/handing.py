"""Hand the open leads of one type to another: seen beforehand by status, done at once, recorded for each lead."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from leadwright.foundation.refusals import refuse
from leadwright.history.facts import Party
from leadwright.history.record import record
from leadwright.leads.facts import LeadRetyped
from leadwright.leads.models import Lead, LeadQuerySet, LeadType, ProductOfInterest, Status
from leadwright.leads.rulebook import Rulebook
from leadwright.leads.rules import rules_in_force
from leadwright.leads.rules_lock import hold_rules_alone
from leadwright.leads.states import OPEN, Qualification, State
from leadwright.people.access import require
from leadwright.people.models import User


@dataclass(frozen=True, kw_only=True)
class Handing:
    """The open leads of a status, opportunities apart from others: where they go, or why they stay.

    `target` is the status that they get, among `targets`; `unfit` are those of which the other type does not offer
    the category or a product: they keep these.
    """

    status: Status
    is_opportunity: bool
    number: int
    targets: tuple[Status, ...] = ()
    target: Status | None = None
    refusal: str = ""
    unfit: int = 0

    @property
    def key(self) -> str:
        """By what name a status is chosen for these leads."""
        return f"{self.status.code}:{'opportunity' if self.is_opportunity else 'lead'}"


Choices = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Move:
    """Which status the open leads of a status are to get: opportunities, the others, or both."""

    status: str
    target: str
    is_opportunity: bool | None = None

    def is_of(self, group: Handing) -> bool:
        """Tell whether it is meant for some leads."""
        return group.status.code == self.status and self.is_opportunity in (None, group.is_opportunity)


@dataclass(frozen=True, kw_only=True)
class Handed:
    """Where the open leads of a type went, or would go: by status, and how many in all."""

    groups: tuple[Handing, ...]

    @property
    def number(self) -> int:
        """How many got the other type."""
        return sum(row.number for row in self.groups if row.target is not None)

    @property
    def staying(self) -> int:
        """How many stay."""
        return sum(row.number for row in self.groups if row.target is None)


def foreseen_handing(code: str, to: str, choices: Choices, *, by: User) -> list[Handing]:
    """Return what would become of the open leads of a type in another one; nothing is stored."""
    require(by, "configuration.edit")
    return _weighed(*_types(code, to), choices)


def hand_over_type(
    code: str, to: object, moves: Sequence[Move], *, by: User, at: datetime, dry_run: bool = False
) -> Handed:
    """Give the open leads of a type another type, as a user who may; a dry run only tells."""
    require(by, "configuration.edit")
    return handed_over(code, to, moves, by=by.party(), at=at, dry_run=dry_run)


@transaction.atomic
def handed_over(
    code: str, to: object, moves: Sequence[Move], *, by: Party, at: datetime, dry_run: bool = False
) -> Handed:
    """Give the open leads of a type another type, as far as each can have it.

    The rules are held alone, so that no lead comes into the type or leaves a status meanwhile.
    """
    if not dry_run:
        hold_rules_alone()
    old, new = _types(code, to)
    groups = _weighed(old, new, _choices(moves, _weighed(old, new, {})))
    for row in groups:
        if row.target is not None and not dry_run:
            _hand_over(_leads(old, row), new, row.target, by=by, at=at)
    return Handed(groups=tuple(groups))


def _choices(moves: Sequence[Move], groups: Sequence[Handing]) -> Choices:
    """Return the status that is chosen for each group; refuse with FIELD_INVALID what none of its leads can get."""
    known = {row.code for row in rules_in_force().listed(Status)}
    chosen: dict[str, str] = {}
    for number, move in enumerate(moves):
        if move.status not in known:
            reason = _("there is no status “{name}”").format(name=move.status[:60])
            refuse("FIELD_INVALID", field=f"moves.{number}", reason=reason)
        for group in filter(move.is_of, groups):
            codes = [row.code for row in group.targets]
            if move.target not in codes:
                reason = _("leads that are {status} can get one of: {codes}")
                words = reason.format(status=move.status, codes=", ".join(codes) or "—")
                refuse("FIELD_INVALID", field=f"moves.{number}", reason=words)
            chosen[group.key] = move.target
    return chosen


def _types(code: str, to: object) -> tuple[LeadType, LeadType]:
    kinds = {row.code: row for row in rules_in_force().listed(LeadType)}
    offered = rules_in_force().types
    target = kinds.get(to) if isinstance(to, str) else None
    if code not in kinds:
        refuse("NOT_FOUND")
    if target is None or to == code or target.is_retired or target.pk not in offered:
        refuse("FIELD_INVALID", field="type", reason=_("choose another lead type that is in force"))
    return kinds[code], target


def _weighed(old: LeadType, new: LeadType, choices: Choices) -> list[Handing]:
    counted = _open(old).order_by("status__position", "status").values_list("status", "qualification")
    numbers: dict[tuple[int, bool], int] = {}
    for status, qualification, number in counted.annotate(number=Count("pk")):
        key = (status, qualification == Qualification.OPPORTUNITY)
        numbers[key] = numbers.get(key, 0) + number
    rows = {row.pk: row for row in rules_in_force().listed(Status)}
    groups = (
        Handing(status=rows[status], is_opportunity=flag, number=number)
        for (status, flag), number in numbers.items()
    )
    return [_placed(group, old, new, choices) for group in groups]


def _placed(group: Handing, old: LeadType, new: LeadType, choices: Choices) -> Handing:
    can_go = new.is_qualified or not group.is_opportunity
    targets = tuple(_targets(group, new)) if can_go else ()
    named = choices.get(group.key, "")
    same = next((row for row in targets if row.pk == group.status.pk), None)
    target = next((row for row in targets if row.code == named), None) if named else same
    refusal = ""
    if not can_go:
        refusal = _("Leads of that type are not qualified, and these are opportunities.")
    elif not targets:
        refusal = _("That type has no status for leads that are %(state)s.") % {
            "state": State(group.status.state).label
        }
    elif target is None:
        refusal = _("Choose the status that they get.")
    return Handing(
        status=group.status,
        is_opportunity=group.is_opportunity,
        number=group.number,
        targets=targets,
        target=target,
        refusal=refusal,
        unfit=_unfit(_leads(old, group), new),
    )


def _targets(group: Handing, new: LeadType) -> Iterable[Status]:
    """Return the statuses of the same state; that of opportunities is reached by qualifying alone."""
    reserved = new.opportunity_status_id if new.is_qualified and not group.is_opportunity else None
    for row in Rulebook(new).rows:
        if row.status.state == group.status.state and row.status.pk != reserved:
            yield row.status


def _unfit(leads: LeadQuerySet, new: LeadType) -> int:
    """Count the leads with a category or a product that the other type does not offer."""
    rules = rules_in_force()
    categories = [row.pk for row in rules.offered_categories(new.pk)]
    products = [row.pk for row in rules.offered_products(new.pk)]
    strange = ProductOfInterest.objects.exclude(product__in=products).values("lead")
    other = Q(category__isnull=False) & ~Q(category__in=categories)
    return leads.filter(other | Q(pk__in=strange)).count()


def _open(kind: LeadType) -> LeadQuerySet:
    rows: LeadQuerySet = Lead.objects.filter(type=kind, state__in=OPEN, deleted_at=None)
    return rows


def _leads(kind: LeadType, group: Handing) -> LeadQuerySet:
    opportunity = Q(qualification=Qualification.OPPORTUNITY)
    return _open(kind).filter(opportunity if group.is_opportunity else ~opportunity, status=group.status)


def _hand_over(leads: LeadQuerySet, kind: LeadType, status: Status, *, by: Party, at: datetime) -> None:
    locked = list(leads.order_by("pk").select_for_update().values_list("pk", flat=True))
    for lead in Lead.objects.with_rules().filter(pk__in=locked).order_by("pk"):
        before, old = lead.type.code, lead.status.code
        lead.store(type=kind, status=status, at=at)
        record(LeadRetyped(lead=lead, from_type=before, from_status=old, by=by, at=at))
