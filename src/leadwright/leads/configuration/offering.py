"""Where a row can be chosen: what names its own rows of a list offers no others, what names none offers all."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any

from leadwright.leads.configuration.blueprint import Blueprint, DefinitionPlan, Entry, TypePlan
from leadwright.leads.states import ProductKind, ReasonKind

OF_DEFINITIONS = ("types", "lost_reasons", "sources", "competitors")
OF_TYPES = ("categories", "products", "activity_kinds", "statuses")
Row = Entry | TypePlan


@dataclass(frozen=True, kw_only=True)
class Selection:
    """A definition or a lead type that names its own rows of a list."""

    kind: str
    record: DefinitionPlan | TypePlan
    field: str

    @property
    def key(self) -> str:
        """What a form calls it."""
        return f"{self.kind}.{self.record.code}"

    @property
    def codes(self) -> tuple[str, ...]:
        """The rows that it names."""
        codes: tuple[str, ...] = getattr(self.record, self.field)
        return codes

    @property
    def is_in_force(self) -> bool:
        """Whether leads are handled by it now."""
        return not isinstance(self.record, DefinitionPlan) or self.record.is_active


def selections(blueprint: Blueprint, kind: str) -> list[Selection]:
    """Return what names its own rows of a list, so that a new one is not offered there by itself."""
    return [row for row in _all(blueprint, kind) if row.codes or row.field in ("types", "lost_reasons")]


def _all(blueprint: Blueprint, kind: str) -> Iterator[Selection]:
    if kind in OF_DEFINITIONS:
        for definition in blueprint.definitions:
            yield Selection(kind="definitions", record=definition, field=kind)
    if kind in OF_TYPES:
        for plan in blueprint.types:
            for field in ("goods", "services") if kind == "products" else (kind,):
                yield from () if plan.is_retired else [Selection(kind="types", record=plan, field=field)]


def without(blueprint: Blueprint, kind: str, row: Row) -> list[Selection]:
    """Return what names others of its list but not this row; a retired row is meant to be offered nowhere."""
    if row.is_retired or (kind == "lost_reasons" and _kind(row) != ReasonKind.CLOSING):
        return []
    sort = "goods" if _kind(row) == ProductKind.GOODS else "services"
    return [
        selection
        for selection in selections(blueprint, kind)
        if row.code not in selection.codes and (kind != "products" or selection.field == sort)
    ]


def _kind(row: Row) -> str:
    return row.kind if isinstance(row, Entry) else ""


def is_nowhere(blueprint: Blueprint, kind: str, row: Row) -> bool:
    """Tell whether no lead can be given a row, since what is in force names others."""
    lacking = [selection for selection in without(blueprint, kind, row) if selection.is_in_force]
    if kind in OF_DEFINITIONS:
        return bool(lacking)
    return bool(lacking) and len(lacking) == sum(not plan.is_retired for plan in blueprint.types)


def offered(blueprint: Blueprint, kind: str, code: str, keys: Collection[str]) -> Blueprint:
    """Return the configuration with a row named where it was not yet; a status needs its transitions, too."""
    row = next(row for row in getattr(blueprint, kind) if row.code == code)
    for selection in without(blueprint, kind, row) if kind != "statuses" else ():
        if selection.key in keys:
            more: dict[str, Any] = {selection.field: (*selection.codes, code)}
            named = replace(selection.record, **more)
            others = [
                named if other.code == named.code else other for other in getattr(blueprint, selection.kind)
            ]
            blueprint = blueprint.with_rows(selection.kind, others)
    return blueprint
