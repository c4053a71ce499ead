"""The rules in force: kept in memory, and read again as soon as anything of the configuration has changed.

Each statement that touches a table of the configuration gives it a new mark, by a trigger: whoever changes
it, by whatever road, no process goes on with old rules. To know that the rules still stand takes one query.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TypeVar, cast
from uuid import UUID

from django.db.models import Model, Subquery

from leadwright.foundation.asked import answered, know
from leadwright.foundation.labels import Listed, Named
from leadwright.foundation.refusals import refuse
from leadwright.leads.models import (
    ActivityKind,
    Category,
    Competitor,
    DealSegment,
    DealType,
    LeadDefinition,
    LeadType,
    Level,
    OpportunityKind,
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
from leadwright.leads.models.keys import bind
from leadwright.leads.rules_lock import RULES
from leadwright.leads.states import ReasonKind
from leadwright.leads.task_notices import stored_notices
from leadwright.people.models import Unit

LISTS: tuple[type[Named], ...] = (
    LeadType,
    Status,
    Source,
    OutcomeReason,
    Category,
    Competitor,
    Product,
    ActivityKind,
    OpportunityKind,
    PartyRole,
    DealSegment,
    DealType,
)
Row = TypeVar("Row", bound=Named)
ListedRow = TypeVar("ListedRow", bound=Listed)
OfType = TypeVar("OfType", TypeStatus, Transition)


@dataclass(frozen=True, kw_only=True)
class Rules:
    """The configuration as leads are handled by it; its rows are shared by all threads and never changed.

    What follows from rules is known by their mark: others have another one, also where they say the same.
    """

    mark: UUID | None
    definition: LeadDefinition | None
    levels: tuple[Level, ...]
    allowed: Mapping[int, tuple[TypeStatus, ...]]
    transitions: Mapping[int, tuple[Transition, ...]]
    products: Mapping[int, frozenset[int]]
    competitors: frozenset[int]
    types: frozenset[int]
    sources: frozenset[int]
    lost_reasons: frozenset[int]
    categories: Mapping[int, frozenset[int]]
    activity_kinds: Mapping[int, frozenset[int]]
    task_notices: tuple[tuple[int, str], ...]
    switched_off: frozenset[str]
    lists: Mapping[type[Named], tuple[Named, ...]]
    by_key: Mapping[type[Model], Mapping[int, Named]]

    def listed(self, model: type[Row]) -> tuple[Row, ...]:
        """Return the rows of one list in their order, retired ones too."""
        return cast("tuple[Row, ...]", self.lists[model])

    def offered_products(self, type_id: int) -> tuple[Product, ...]:
        """Return what a lead of a type can name: its goods and its services, all of the sort that it lists none of."""
        own = self.products.get(type_id, frozenset())
        narrowed = {row.kind for row in self.listed(Product) if row.pk in own}
        return tuple(row for row in self.current(Product) if row.pk in own or row.kind not in narrowed)

    def offered_types(self, unit: Unit) -> tuple[LeadType, ...]:
        """Return the types of the active definition that a unit may use: one that names nobody is open to all."""
        return tuple(
            row
            for row in self._of_definition(LeadType, self.types)
            if not (row.groups or row.units) or unit.pk in row.units or unit.group_id in row.groups
        )

    def offered_categories(self, type_id: int) -> tuple[Category, ...]:
        """Return the categories that a lead of a type can be given: the type's own, all if it lists none."""
        own = self.categories.get(type_id)
        return tuple(
            row for row in self.listed(Category) if not row.is_retired and (own is None or row.pk in own)
        )

    def offered_activity_kinds(self, type_id: int | None = None) -> tuple[ActivityKind, ...]:
        """Return the kinds of activities on a lead of a type: the type's own, all if it lists none, or of no lead."""
        own = self.activity_kinds.get(type_id) if type_id is not None else None
        return tuple(row for row in self.current(ActivityKind) if own is None or row.pk in own)

    def offered_sources(self) -> tuple[Source, ...]:
        """Return the sources that a lead can be given: those of the active definition, all if it lists none."""
        return self._of_definition(Source, self.sources or {row.pk for row in self.listed(Source)})

    def offered_reasons(self) -> tuple[OutcomeReason, ...]:
        """Return the reasons for losing a lead that the active definition offers."""
        rows = self._of_definition(OutcomeReason, self.lost_reasons)
        return tuple(row for row in rows if row.kind == ReasonKind.CLOSING)

    def qualification_reasons(self) -> tuple[OutcomeReason, ...]:
        """Return the reasons for finding a lead invalid."""
        rows = self.current(OutcomeReason)
        return tuple(row for row in rows if row.kind == ReasonKind.QUALIFICATION)

    def current(self, model: type[ListedRow]) -> tuple[ListedRow, ...]:
        """Return the rows of one list that are not retired."""
        return tuple(row for row in self.listed(model) if not row.is_retired)

    def _of_definition(self, model: type[ListedRow], own: AbstractSet[int]) -> tuple[ListedRow, ...]:
        return tuple(row for row in self.current(model) if row.pk in own)

    def offered_competitors(self) -> tuple[Competitor, ...]:
        """Return the competitors that a lead can be given: those of the active definition, all if it lists none."""
        return self._of_definition(
            Competitor, self.competitors or {row.pk for row in self.listed(Competitor)}
        )


class _Kept:
    """What this process holds: the rules with the mark that they had when they were read."""

    held: tuple[UUID, Rules] | None = None


def rules_in_force() -> Rules:
    """Return the rules as they stand now, or as they stood when this request first asked."""
    return answered(RULES, _current)


def active_definition() -> LeadDefinition:
    """Return the one active definition; without it no lead command is possible."""
    definition = rules_in_force().definition
    if definition is None:
        refuse("NO_ACTIVE_DEFINITION")
    return definition


def _row(model: type[Model], key: int) -> Named | None:
    return rules_in_force().by_key[model].get(key)


bind(_row)


def mark_of_rules() -> Subquery:
    """Return the mark of the rules, to be fetched along with something else."""
    return Subquery(RulesMark.objects.values("mark")[:1])


def know_rules(mark: UUID | None) -> None:
    """Take it that the rules have this mark, read since they are held: they are not asked for again."""
    know(RULES, _marked(mark))


def _current() -> Rules:
    return _marked(RulesMark.objects.values_list("mark", flat=True).first())


def _marked(mark: UUID | None) -> Rules:
    held = _Kept.held
    if held is not None and held[0] == mark:
        return held[1]
    rules = _read(mark)
    if mark is not None:
        _Kept.held = mark, rules
    return rules


def _read(mark: UUID | None = None) -> Rules:
    """Read all of it. A change that comes between two of these queries leaves another mark behind."""
    chosen = LeadDefinition.objects.select_related("account_class", "credit_rating")
    definition = chosen.filter(is_active=True).first()
    lists = {model: tuple(model._default_manager.all()) for model in LISTS}
    products = LeadType.products.through.objects.values_list("leadtype_id", "product_id")
    return Rules(
        mark=mark,
        definition=definition,
        levels=tuple(Level.objects.filter(definition=definition)),
        allowed=_by_type(TypeStatus.objects.select_related("status")),
        transitions=_by_type(Transition.objects.all()),
        products=_sets(products),
        competitors=_own(definition, LeadDefinition.competitors.through, "competitor_id"),
        types=_own(definition, LeadDefinition.types.through, "leadtype_id"),
        sources=_own(definition, LeadDefinition.sources.through, "source_id"),
        lost_reasons=_own(definition, LeadDefinition.lost_reasons.through, "outcomereason_id"),
        categories=_sets(LeadType.categories.through.objects.values_list("leadtype_id", "category_id")),
        activity_kinds=_sets(
            LeadType.activity_kinds.through.objects.values_list("leadtype_id", "activitykind_id")
        ),
        task_notices=_notices(),
        switched_off=frozenset(SwitchedOff.objects.values_list("feature", flat=True)),
        lists=lists,
        by_key={model: {row.pk: row for row in rows} for model, rows in lists.items()},
    )


def _notices() -> tuple[tuple[int, str], ...]:
    """Return the ladder of notices of a task, the earliest first: after which hundredths of its time, and to whom."""
    rows = stored_notices().items()
    return tuple(sorted((percent, whom) for whom, percents in rows for percent in percents))


def _own(definition: LeadDefinition | None, lines: type[Model], column: str) -> frozenset[int]:
    """Return what the active definition lists."""
    rows = lines._default_manager.filter(leaddefinition=definition)
    return frozenset(rows.values_list(column, flat=True))


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
