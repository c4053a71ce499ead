"""A list of leads in the order of an own field: those with a value by its facet, then those without, by number."""

from decimal import Decimal
from typing import Any

from django.db.models import (
    CharField,
    DecimalField,
    Exists,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    Value,
)

from leadwright.fields.filtering import PREFIX
from leadwright.fields.models import OwnField
from leadwright.leads.models import LeadFacet, LeadQuerySet
from leadwright.leads.telling import own_fields_for
from leadwright.people.filtering import Chosen

# What marks a place: whether the lead has a value, the value as its facet has it, and the number of the lead.
PLACE = ("own_part", "own_value", "own_number", "number")
KINDS: dict[str, type] = {"own_part": int, "own_value": str, "own_number": Decimal, "number": int}
WITH, WITHOUT = 0, 1
Lines = list[tuple[Any, ...]]


def own_lines(
    rows: LeadQuerySet, chosen: Chosen, columns: tuple[str, ...], *, size: int, after: tuple[Any, ...] | None
) -> Lines:
    """Return the columns of the next leads, and at their end those of `PLACE`."""
    field, falls = _field(chosen), chosen.order.startswith("-")
    result: Lines = []
    if after is None or after[0] == WITH:
        result = list(_with_value(rows, field, after, falls=falls).values_list(*columns, *PLACE)[:size])
    if len(result) < size:
        last = after[-1] if after is not None and after[0] == WITHOUT else 0
        rest = _without(rows, field).filter(number__gt=last).order_by("number")
        result += rest.values_list(*columns, *PLACE)[: size - len(result)]
    return result


def _field(chosen: Chosen) -> OwnField:
    key = chosen.order.removeprefix("-").removeprefix(PREFIX)
    fields = own_fields_for(chosen.reader.user, ("sender", "handler"))
    return next(field for field in fields if field.key == key)


def _with_value(
    rows: LeadQuerySet, field: OwnField, after: tuple[Any, ...] | None, *, falls: bool
) -> LeadQuerySet:
    facet = FilteredRelation("facets", condition=Q(facets__field=field.pk))
    having = rows.annotate(facet=facet).filter(facet__field=field.pk)
    having = having.annotate(
        own_part=Value(WITH, output_field=IntegerField()),
        own_value=F("facet__value"),
        own_number=F("facet__number"),
    )
    if after is not None:
        having = having.after_columns(("facet__value", "facet__number", "number"), after[1:], falls=falls)
    sign = "-" if falls else ""
    ordered: LeadQuerySet = having.order_by(f"{sign}facet__value", f"{sign}facet__number", f"{sign}number")
    return ordered


def _without(rows: LeadQuerySet, field: OwnField) -> LeadQuerySet:
    facets = LeadFacet.objects.filter(row=OuterRef("pk"), field=field.pk)
    return rows.filter(~Exists(facets)).annotate(
        own_part=Value(WITHOUT, output_field=IntegerField()),
        own_value=Value("", output_field=CharField()),
        own_number=Value(Decimal(0), output_field=DecimalField()),
    )
