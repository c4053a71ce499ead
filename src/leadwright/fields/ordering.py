"""A list in the order of an own field: rows with a value by their facets, then those without, by what ends the order.

Of a field that the reader does not know on some rows, these count as rows without a value.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DecimalField,
    Exists,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    Value,
    When,
)

from leadwright.fields.definitions import Fields
from leadwright.fields.filtering import PREFIX, Faceted
from leadwright.fields.models import FieldChoice, OwnField
from leadwright.fields.subjects import Kind
from leadwright.foundation.subqueries import beyond
from leadwright.people.models import User

# What marks a place: the part of the list (for a choice its place), the value as it is sorted by, the key of the row.
PLACE = ("own_part", "own_value", "own_number", "own_key")
KINDS: tuple[type, ...] = (int, str, Decimal, int)
WITH, WITHOUT = 0, -1
# How the index of the facets goes on behind the value: the key of the row is read from there too.
OF_FACET = ("facet__number", "facet__row_id")
After = tuple[Any, ...] | None
Lines = list[tuple[Any, ...]]


@dataclass(frozen=True, kw_only=True)
class OwnOrder:
    """By which field a list is sorted for whom; rows without a value are sorted by `rest`, and last by their keys."""

    field: OwnField
    where: Faceted
    by: User
    falls: bool
    rest: str = ""

    @property
    def sign(self) -> str:
        """What stands before a column that is sorted by."""
        return "-" if self.falls else ""


def own_order(name: str, known: Fields, where: Faceted, *, by: User, rest: str = "") -> OwnOrder:
    """Return an order by its name, which was found among those of the fields that the reader knows."""
    key = name.removeprefix("-").removeprefix(PREFIX)
    field = next(field for field in known if field.key == key)
    return OwnOrder(field=field, where=where, by=by, falls=name.startswith("-"), rest=rest)


def own_lines(rows: Any, order: OwnOrder, columns: tuple[str, ...], *, size: int, after: After) -> Lines:
    """Return the columns of the next rows, and at their end those of `PLACE`."""
    names, result = (*columns, *PLACE), Lines()
    if after is None or after[0] >= WITH:
        known = order.where.sided(rows, order.field, order.by)
        with_value = _by_choice if order.field.kind == Kind.CHOICE else _by_value
        result = list(with_value(known, order, names, size, after))
    if len(result) < size:
        last = after if after is not None and after[0] < WITH else None
        result += _without_value(rows, order, last).values_list(*names)[: size - len(result)]
    return result


def own_sorted(rows: Any, order: OwnOrder) -> Any:
    """Return all rows in the order in which `own_lines` walks them, as one statement."""
    field, where = order.field, order.where
    facet = FilteredRelation("facets", condition=Q(facets__field=field.pk))
    same = rows.model._default_manager.filter(pk=OuterRef("pk"))
    has_value = Q(facet__field=field.pk) & Q(Exists(where.sided(same, field, order.by)))
    ranks = [When(facet__value=str(row.pk), then=Value(rank)) for rank, row in enumerate(field.choices)]
    first = Case(*ranks, default=Value(0)) if field.kind == Kind.CHOICE else F("facet__value")
    steps = [Case(When(has_value, then=step), default=None) for step in (first, *map(F, OF_FACET))]
    by_value = [step.desc(nulls_last=True) if order.falls else step.asc(nulls_last=True) for step in steps]
    rest = (order.rest, "pk") if order.rest else ("pk",)
    return rows.annotate(facet=facet).order_by(*by_value, *rest)


def _having(rows: Any, field: OwnField, *conditions: Any, **more: Any) -> Any:
    """Return the rows that have a value, each with its facet.

    Conditions on the facet belong into the same filter: in another they would be asked of a second join.
    """
    facet = FilteredRelation("facets", condition=Q(facets__field=field.pk))
    return rows.annotate(facet=facet).filter(*conditions, facet__field=field.pk, **more)


def _by_value(rows: Any, order: OwnOrder, names: tuple[str, ...], size: int, after: After) -> Any:
    columns = ("facet__value", *OF_FACET)
    later = [] if after is None else [beyond(columns, after[1:], falls=order.falls)]
    having = _having(rows, order.field, *later)
    placed = _placed(having, F("facet__value"), F("facet__number"))
    return placed.order_by(*(f"{order.sign}{column}" for column in columns)).values_list(*names)[:size]


def _by_choice(rows: Any, order: OwnOrder, names: tuple[str, ...], size: int, after: After) -> Any:
    """Return the rows by the places of their choices: the first of each choice by its index, and of them the first."""
    parts = []
    for rank, choice in _ranked(order, after):
        begun = after if after is not None and rank == after[0] else None
        later = [] if begun is None else [beyond(OF_FACET, begun[2:], falls=order.falls)]
        part = _having(rows, order.field, *later, facet__value=str(choice.pk))
        placed = _placed(part, F("facet__value"), F("facet__number"), part=rank)
        sorted_rows = placed.order_by(*(f"{order.sign}{column}" for column in OF_FACET))
        parts.append(sorted_rows.values_list(*names)[:size])
    if len(parts) < 2:
        return parts[0] if parts else ()
    together = parts[0].union(*parts[1:], all=True)
    return together.order_by(*(f"{order.sign}{name}" for name in ("own_part", "own_number", "own_key")))[
        :size
    ]


def _ranked(order: OwnOrder, after: After) -> Iterator[tuple[int, FieldChoice]]:
    """Return the choices that are still to come, each with its place."""
    for rank, choice in enumerate(order.field.choices):
        if after is None or (rank <= after[0] if order.falls else rank >= after[0]):
            yield rank, choice


def _without_value(rows: Any, order: OwnOrder, after: After) -> Any:
    """Return the rows without a value that the reader knows; they come last, up and down."""
    field, where = order.field, order.where
    values = [Exists(where.facets._default_manager.filter(row=OuterRef("pk"), field=field.pk))]
    same = rows.model._default_manager.filter(pk=OuterRef("pk"))
    known = where.sided(same, field, order.by)
    values += [] if known is same else [Exists(known)]
    columns = (order.rest, "pk") if order.rest else ("pk",)
    without = rows.exclude(*values)
    if after is not None:
        place = (after[1], after[3]) if order.rest else (after[3],)
        without = without.filter(beyond(columns, place, falls=False))
    said = F(order.rest) if order.rest else Value("", output_field=CharField())
    return _placed(without, said, Value(Decimal(0), output_field=_number()), part=WITHOUT).order_by(*columns)


def _placed(rows: Any, value: Any, number: Any, *, part: int = WITH) -> Any:
    return rows.annotate(
        own_part=Value(part, output_field=IntegerField()), own_value=value, own_number=number, own_key=F("pk")
    )


def _number() -> "DecimalField[Any, Any]":
    return DecimalField(max_digits=30, decimal_places=6)
