"""The rules in force: kept in memory, and read again as soon as anything of the configuration has changed.

Each statement that touches a table of the configuration gives it a new mark, by a trigger: whoever changes
it, by whatever road, no process goes on with old rules. To know that the rules still stand takes one query.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar, cast
from uuid import UUID

from leadwright.foundation.labels import Named
from leadwright.leads.models import (
    Category,
    Competitor,
    LeadDefinition,
    LeadType,
    Level,
    OutcomeReason,
    PartyRole,
    Product,
    RulesMark,
    Source,
    Status,
    SwitchedOff,
    Transition,
    TypeStatus,
)
from leadwright.leads.rules_lock import answered

LISTS: tuple[type[Named], ...] = (
    LeadType,
    Status,
    Source,
    OutcomeReason,
    Category,
    Competitor,
    Product,
    PartyRole,
)
Row = TypeVar("Row", bound=Named)
OfType = TypeVar("OfType", TypeStatus, Transition)


@dataclass(frozen=True, kw_only=True)
class Rules:
    """The configuration as leads are handled by it; its rows are shared by all threads and never changed."""

    definition: LeadDefinition | None
    levels: tuple[Level, ...]
    allowed: Mapping[int, tuple[TypeStatus, ...]]
    transitions: Mapping[int, tuple[Transition, ...]]
    products: Mapping[int, frozenset[int]]
    competitors: frozenset[int]
    switched_off: frozenset[str]
    lists: Mapping[type[Named], tuple[Named, ...]]

    def listed(self, model: type[Row]) -> tuple[Row, ...]:
        """Return the rows of one list in their order, retired ones too."""
        return cast("tuple[Row, ...]", self.lists[model])

    def offered_products(self, type_id: int) -> tuple[Product, ...]:
        """Return what a lead of a type can name: the type's own goods and services, all if it lists none."""
        own = self.products.get(type_id)
        return tuple(
            row for row in self.listed(Product) if not row.is_retired and (own is None or row.pk in own)
        )

    def offered_competitors(self) -> tuple[Competitor, ...]:
        """Return the competitors that a lead can be given: those of the active definition, and no others."""
        rows = self.listed(Competitor)
        return tuple(row for row in rows if not row.is_retired and row.pk in self.competitors)


class _Kept:
    """What this process holds: the rules with the mark that they had when they were read."""

    held: tuple[UUID, Rules] | None = None


def rules_in_force() -> Rules:
    """Return the rules as they stand now, or as they stood when this request first asked."""
    return answered(_current)


def _current() -> Rules:
    mark = RulesMark.objects.values_list("mark", flat=True).first()
    held = _Kept.held
    if held is not None and held[0] == mark:
        return held[1]
    rules = _read()
    if mark is not None:
        _Kept.held = mark, rules
    return rules


def _read() -> Rules:
    """Read all of it. A change that comes between two of these queries leaves another mark behind."""
    chosen = LeadDefinition.objects.select_related("account_class", "credit_rating")
    definition = chosen.filter(is_active=True).first()
    competitors = LeadDefinition.competitors.through.objects.filter(leaddefinition=definition)
    products = LeadType.products.through.objects.values_list("leadtype_id", "product_id")
    return Rules(
        definition=definition,
        levels=tuple(Level.objects.filter(definition=definition)),
        allowed=_by_type(TypeStatus.objects.select_related("status")),
        transitions=_by_type(Transition.objects.all()),
        products=_sets(products),
        competitors=frozenset(competitors.values_list("competitor_id", flat=True)),
        switched_off=frozenset(SwitchedOff.objects.values_list("feature", flat=True)),
        lists={model: tuple(model._default_manager.all()) for model in LISTS},
    )


def _by_type(rows: Iterable[OfType]) -> dict[int, tuple[OfType, ...]]:
    data: dict[int, list[OfType]] = {}
    for row in rows:
        data.setdefault(row.type_id, []).append(row)
    return {kind: tuple(some) for kind, some in data.items()}


def _sets(pairs: Iterable[tuple[int, int]]) -> dict[int, frozenset[int]]:
    data: dict[int, set[int]] = {}
    for kind, item in pairs:
        data.setdefault(kind, set()).add(item)
    return {kind: frozenset(some) for kind, some in data.items()}
