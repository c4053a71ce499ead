"""The configuration between its rows and its plain form: read, and write what differs."""

from collections.abc import Mapping
from typing import Any, TypeVar

from leadwright.accounts.models import AccountClass, CreditRating
from leadwright.foundation.labels import Listed, Named
from leadwright.leads.configuration.blueprint import (
    DEADLINES,
    LEFT_OUT,
    LISTS,
    OUTCOMES,
    Arrow,
    Blueprint,
    DefinitionPlan,
    Entry,
    TypePlan,
)
from leadwright.leads.configuration.directory import Directory
from leadwright.leads.configuration.levels import SCALES, Step
from leadwright.leads.configuration.tables import MODELS, OWN
from leadwright.leads.models import (
    ActivityKind,
    Category,
    Competitor,
    LeadDefinition,
    LeadType,
    Level,
    MinimumDealValue,
    OutcomeReason,
    Product,
    Source,
    Status,
    SwitchedOff,
    Transition,
    TypeStatus,
)
from leadwright.leads.states import ProductKind
from leadwright.leads.task_notices import store_notices, stored_notices

Row = TypeVar("Row", bound=Named)
PLAIN = (
    "labels",
    "is_retired",
    "priority",
    "importance",
    "estimate_amount",
    "estimate_unit",
    "is_qualified",
    "closing_data_when_lost",
)
RULES = (
    "labels",
    "is_active",
    "default_currency",
    "deal_type_required",
    "block_win",
    "important_from",
    "converts",
)
CHOSEN_BY_TYPES = ("allowed__status", "categories", "products", "activity_kinds")
CHOSEN = ("types", "lost_reasons", "sources", "competitors")
ACCOUNTS = ("account_class", "credit_rating")


def stored() -> Blueprint:
    """Return the configuration as it is stored; a constant number of queries."""
    lists: dict[str, Any] = {
        kind: tuple(_entry(kind, row) for row in MODELS[kind]._default_manager.all()) for kind in LISTS
    }
    minimums = MinimumDealValue.objects.order_by("currency").values_list("currency", "amount")
    moves = list(Transition.objects.select_related("from_status", "to_status"))
    directory = Directory(ids={pk for row in moves for pk in row.users})
    kinds = LeadType.objects.select_related(*(f"{name}_status" for name in OUTCOMES))
    return Blueprint(
        **lists,
        minimum_deal_values={currency: amount.normalize() + 0 for currency, amount in minimums},
        task_notices=stored_notices(),
        switched_off=frozenset(SwitchedOff.objects.values_list("feature", flat=True)),
        types=tuple(
            _type(row, [move for move in moves if move.type_id == row.pk], directory)
            for row in kinds.prefetch_related(*CHOSEN_BY_TYPES)
        ),
        definitions=tuple(
            _definition(row)
            for row in LeadDefinition.objects.select_related(*ACCOUNTS).prefetch_related(*CHOSEN, "levels")
        ),
    )


def _entry(kind: str, row: Listed) -> Entry:
    own = {name: getattr(row, name) for name in OWN.get(kind, ())}
    return Entry(code=row.code, labels=row.labels, is_retired=row.is_retired, **own)


def _type(row: LeadType, moves: list[Transition], directory: Directory) -> TypePlan:
    allowed = list(row.allowed.all())
    outcomes = {name: getattr(row, f"{name}_status") for name in OUTCOMES}
    return TypePlan(
        code=row.code,
        **{name: getattr(row, name) for name in PLAIN},
        audience=directory.audience_of_type(row),
        categories=tuple(category.code for category in row.categories.all()),
        goods=_products(row, ProductKind.GOODS),
        services=_products(row, ProductKind.SERVICE),
        activity_kinds=tuple(kind.code for kind in row.activity_kinds.all()),
        statuses=tuple(row.status.code for row in allowed),
        initial=tuple(row.status.code for row in allowed if row.is_initial),
        defaults=tuple(row.status.code for row in allowed if row.is_default),
        outcomes={name: status.code for name, status in outcomes.items() if status},
        deadlines={name: getattr(row, name) for name in DEADLINES},
        transitions=tuple(
            Arrow(
                start=move.from_status.code,
                end=move.to_status.code,
                audience=directory.audience(move),
                required=tuple(move.required),
            )
            for move in moves
        ),
    )


def _products(row: LeadType, kind: ProductKind) -> tuple[str, ...]:
    return tuple(product.code for product in row.products.all() if product.kind == kind)


def _definition(row: LeadDefinition) -> DefinitionPlan:
    data: dict[str, Any] = {name: tuple(item.code for item in getattr(row, name).all()) for name in CHOSEN}
    data |= {name: chosen.code for name in ACCOUNTS if (chosen := getattr(row, name))}
    for scale, name in SCALES.items():
        data[name] = tuple(_step(level) for level in row.levels.all() if level.scale == scale)
    return DefinitionPlan(code=row.code, **{name: getattr(row, name) for name in RULES}, **data)


def _step(row: Level) -> Step:
    return Step(level=row.level, labels=row.labels, is_supported=row.is_supported, is_default=row.is_default)


def write(old: Blueprint, new: Blueprint, directory: Directory) -> None:
    """Store what differs; a definition that is not there any more is deleted, all else was retired."""
    for kind in LISTS:
        _write_list(kind, old.entries(kind), new.entries(kind))
    if old.minimum_deal_values != new.minimum_deal_values:
        MinimumDealValue.objects.all().delete()
        MinimumDealValue.objects.bulk_create(
            MinimumDealValue(currency=currency, amount=amount)
            for currency, amount in new.minimum_deal_values.items()
        )
    store_notices(old.task_notices, new.task_notices)
    SwitchedOff.objects.filter(feature__in=old.switched_off - new.switched_off).delete()
    SwitchedOff.objects.bulk_create(SwitchedOff(feature=row) for row in new.switched_off - old.switched_off)
    before = {plan.code: plan for plan in old.types}
    moved = [plan.code for plan in old.types] != [plan.code for plan in new.types]
    statuses = {row.code: row for row in Status.objects.all()}
    for position, plan in enumerate(new.types):
        if moved or plan != before.get(plan.code):
            _write_type(plan, position, statuses, directory)
    _write_definitions(old, new)


def remove_left_out(old: Blueprint, new: Blueprint) -> None:
    """Delete the rows that a configuration leaves out, only where no lead can have them; contacts may be there."""
    kept = {plan.code for plan in new.types}
    LeadType.objects.filter(code__in={plan.code for plan in old.types} - kept).delete()
    for kind in (kind for kind in LISTS if kind not in LEFT_OUT):
        left = {entry.code for entry in old.entries(kind)} - {entry.code for entry in new.entries(kind)}
        MODELS[kind]._default_manager.filter(code__in=left).delete()


def _write_list(kind: str, old: tuple[Entry, ...], new: tuple[Entry, ...]) -> None:
    before = {entry.code: entry for entry in old}
    moved = [entry.code for entry in old] != [entry.code for entry in new]
    for position, entry in enumerate(new):
        if moved or before.get(entry.code) != entry:
            own = {name: getattr(entry, name) for name in OWN.get(kind, ())}
            _put(
                MODELS[kind],
                entry.code,
                labels=dict(entry.labels),
                is_retired=entry.is_retired,
                position=position,
                **own,
            )


def _put(model: type[Row], code: str, **values: Any) -> Row:
    return model._default_manager.update_or_create(code=code, defaults=values)[0]


def _write_type(plan: TypePlan, position: int, statuses: Mapping[str, Status], directory: Directory) -> None:
    outcomes = {f"{name}_status": statuses.get(plan.outcomes.get(name, "")) for name in OUTCOMES}
    values: dict[str, Any] = {name: getattr(plan, name) for name in PLAIN}
    values |= {"labels": dict(plan.labels), **outcomes, **plan.deadlines}
    row = _put(LeadType, plan.code, position=position, **values, **directory.ids_of_type(plan.audience))
    row.categories.set(Category.objects.filter(code__in=plan.categories))
    row.products.set(Product.objects.filter(code__in=plan.goods + plan.services))
    row.activity_kinds.set(ActivityKind.objects.filter(code__in=plan.activity_kinds))
    row.allowed.all().delete()
    TypeStatus.objects.bulk_create(
        TypeStatus(
            type=row,
            status=statuses[code],
            is_initial=code in plan.initial,
            is_default=code in plan.defaults,
        )
        for code in plan.statuses
    )
    _write_transitions(row, plan, statuses, directory)


def _write_transitions(
    row: LeadType, plan: TypePlan, statuses: Mapping[str, Status], directory: Directory
) -> None:
    row.transitions.all().delete()
    Transition.objects.bulk_create(
        Transition(
            type=row,
            from_status=statuses[arrow.start],
            to_status=statuses[arrow.end],
            required=list(arrow.required),
            **directory.ids(arrow.audience),
        )
        for arrow in plan.transitions
    )


def _write_definitions(old: Blueprint, new: Blueprint) -> None:
    """The former active one steps down first: the database never knows two."""
    codes = {plan.code for plan in new.definitions}
    LeadDefinition.objects.exclude(code__in=codes).delete()
    active = {plan.code for plan in new.definitions if plan.is_active}
    LeadDefinition.objects.filter(is_active=True).exclude(code__in=active).update(is_active=False)
    before = {plan.code: plan for plan in old.definitions}
    moved = [plan.code for plan in old.definitions] != [plan.code for plan in new.definitions]
    for position, plan in enumerate(new.definitions):
        if not moved and plan == before.get(plan.code):
            continue
        _write_definition(plan, position)


def _write_definition(plan: DefinitionPlan, position: int) -> None:
    values: dict[str, Any] = {name: getattr(plan, name) for name in RULES} | {"labels": dict(plan.labels)}
    values["account_class"] = AccountClass.objects.filter(code=plan.account_class).first()
    values["credit_rating"] = CreditRating.objects.filter(code=plan.credit_rating).first()
    row = _put(LeadDefinition, plan.code, position=position, **values)
    row.types.set(LeadType.objects.filter(code__in=plan.types))
    row.lost_reasons.set(OutcomeReason.objects.filter(code__in=plan.lost_reasons))
    row.sources.set(Source.objects.filter(code__in=plan.sources))
    row.competitors.set(Competitor.objects.filter(code__in=plan.competitors))
    row.levels.all().delete()
    Level.objects.bulk_create(
        Level(
            definition=row,
            scale=scale,
            level=step.level,
            labels=dict(step.labels),
            is_supported=step.is_supported,
            is_default=step.is_default,
        )
        for scale, name in SCALES.items()
        for step in getattr(plan, name)
    )
