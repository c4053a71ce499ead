"""Computed fields: what their expressions may name, what they give, and the rows that are reckoned anew."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from leadwright.fields.definitions import fields_of
from leadwright.fields.models import OwnField, WithOwnFields
from leadwright.fields.questions import index_anew, tables_with_fields
from leadwright.fields.reading import plain
from leadwright.fields.subjects import Kind, Sees, Subject
from leadwright.foundation import expressions
from leadwright.foundation.copying import update_each
from leadwright.foundation.expressions import Expression, ExpressionError
from leadwright.foundation.money import Money

AT_ONCE = 500
KINDS: Mapping[Kind, expressions.Kind] = {
    Kind.TEXT: expressions.Kind.TEXT,
    Kind.LONG_TEXT: expressions.Kind.TEXT,
    Kind.URL: expressions.Kind.TEXT,
    Kind.INTEGER: expressions.Kind.NUMBER,
    Kind.DECIMAL: expressions.Kind.NUMBER,
    Kind.MONEY: expressions.Kind.MONEY,
    Kind.DATE: expressions.Kind.DATE,
    Kind.DATETIME: expressions.Kind.MOMENT,
    Kind.BOOLEAN: expressions.Kind.BOOLEAN,
    Kind.CHOICE: expressions.Kind.CHOICE,
}
RESULTS = {
    expressions.Kind.TEXT: Kind.TEXT,
    expressions.Kind.CHOICE: Kind.TEXT,
    expressions.Kind.NUMBER: Kind.DECIMAL,
    expressions.Kind.MONEY: Kind.MONEY,
    expressions.Kind.DATE: Kind.DATE,
    expressions.Kind.MOMENT: Kind.DATETIME,
    expressions.Kind.BOOLEAN: Kind.BOOLEAN,
}
LONGEST_TEXT, LARGEST = 500, Decimal(10**15)
SIX_DECIMALS = Decimal("0.000001")


def fault_in(row: OwnField, siblings: Iterable[OwnField]) -> str | None:
    """Return what is wrong with the expression of a field, or None: what it names, and the kind that it gives."""
    siblings = tuple(siblings)
    if reason := _computed_in(row, siblings):
        return reason
    known = {field.key: KINDS[Kind(field.kind)] for field in siblings if _may_use(row, field)}
    try:
        kind = expressions.parse(row.expression).kind_in({**known, **shipped_kinds(row)})
    except ExpressionError as no:
        return _("at sign {place}: {reason}").format(place=no.position, reason=str(no).rstrip("."))
    if RESULTS[kind] != row.kind:
        reason = _("it gives {kind}, and the field holds {own}; make a field of that kind")
        return reason.format(kind=RESULTS[kind].label, own=Kind(row.kind).label)
    return None


def _computed_in(row: OwnField, siblings: Iterable[OwnField]) -> str | None:
    """Return what is wrong if an expression names its own field or another that is computed."""
    names = names_in(row)
    if row.key in names:
        return _("“{key}” goes in a circle: it names itself").format(key=row.key)
    for other in siblings:
        if other.pk == row.pk or other.key not in names:
            continue
        if other.is_computed:
            return _("“{key}” is computed itself; write here what it is computed from").format(key=other.key)
        if (other.condition or {}).get("field") == row.pk:
            reason = _("with “{key}” it goes in a circle: that is asked for only if this has a value")
            return reason.format(key=other.key)
    return None


def names_in(row: OwnField) -> frozenset[str]:
    """Return the keys and the shipped fields that a field is computed from; none if that cannot be read."""
    try:
        return expressions.parse(row.expression).names if row.is_computed else frozenset()
    except ExpressionError:
        return frozenset()


def _may_use(row: OwnField, other: OwnField) -> bool:
    """Tell whether a field may be reckoned with: whoever knows the result knows it too."""
    is_known = other.organisation_id is None or other.organisation_id == row.organisation_id
    is_seen = other.sees == Sees.BOTH or other.sees == row.sees
    return (
        is_known
        and is_seen
        and other.pk != row.pk
        and not other.is_computed
        and other.kind in KINDS
        and (row.kind == Kind.MONEY or other.kind != Kind.MONEY)
    )


def reckons_unseen(computed: OwnField, row: OwnField) -> bool:
    """Tell whether a computed field reckons with another one that not everybody who knows the result may know."""
    return row.key in names_in(computed) and not _may_use(computed, row)


def shipped_kinds(row: OwnField) -> Mapping[str, expressions.Kind]:
    """Return the shipped fields that an expression may name; amounts only where the result is one."""
    table = tables_with_fields().get(row.subject)
    names = table.EXPRESSION_NAMES if table else {}
    return {
        name: kind
        for name, kind in names.items()
        if row.kind == Kind.MONEY or kind is not expressions.Kind.MONEY
    }


def compute(row: WithOwnFields) -> bool:
    """Put what follows from the other values into a row that is held; tells whether that changed it."""
    fields = _fields_of(row)
    computed = [field for field in fields if field.is_computed and not field.is_retired]
    if not computed:
        return False
    values = dict(row.own_fields)
    for field in computed:
        known = {other.key: other for other in fields if _may_use(field, other)}
        given = {name: _given(name, known, row) for name in expressions.parse(field.expression).names}
        _put(values, field, expressions.parse(field.expression), given)
    is_changed, row.own_fields = values != row.own_fields, values
    return is_changed


def _fields_of(row: WithOwnFields) -> list[OwnField]:
    subject = Subject(row.SUBJECT)
    rows = {field.pk: field for home in row.field_companies for field in fields_of(home, subject)}
    return [field for field in rows.values() if row.has_field(field)]


def values_of(row: WithOwnFields) -> dict[str, object]:
    """Return what a rule over a row may name, as expressions take it: shipped fields, and own ones by their keys."""
    own = {field.key: _value(field, row.own_fields.get(str(field.pk))) for field in _fields_of(row)}
    return own | {name: row.named_value(name) for name in row.EXPRESSION_NAMES}


def kinds_for_all(subject: Subject) -> dict[str, expressions.Kind]:
    """Return what a rule of the installation may name, with its kind: shipped fields, and own ones that all have."""
    table = tables_with_fields().get(subject)
    own = {field.key: KINDS[Kind(field.kind)] for field in fields_of(None, subject) if field.kind in KINDS}
    return own | dict(table.EXPRESSION_NAMES if table else {})


def _given(name: str, known: Mapping[str, OwnField], row: WithOwnFields) -> object:
    if name in row.EXPRESSION_NAMES:
        return row.named_value(name)
    field = known.get(name)
    return None if field is None else _value(field, row.own_fields.get(str(field.pk)))


def _value(field: OwnField, value: Any) -> object:
    """Return a canonical value as expressions take it."""
    if value is None:
        return None
    match Kind(field.kind):
        case Kind.INTEGER | Kind.DECIMAL:
            return Decimal(str(value))
        case Kind.MONEY:
            return Money(Decimal(value["amount"]), value["currency"])
        case Kind.DATE:
            return date.fromisoformat(value)
        case Kind.DATETIME:
            return datetime.fromisoformat(value)
        case Kind.CHOICE:
            return next((choice.code for choice in field.choices if choice.pk == value), None)
    return value


def _put(
    values: dict[str, Any], field: OwnField, expression: Expression, given: Mapping[str, object]
) -> None:
    result = _canonical(field, expression.value(given))
    if result is None:
        values.pop(str(field.pk), None)
    else:
        values[str(field.pk)] = result


def _canonical(field: OwnField, value: Any) -> Any:
    """Return a result in the canonical form of its field, None if it does not fit into it."""
    match value:
        case bool():
            return value if field.kind == Kind.BOOLEAN else None
        case Decimal() if abs(value) < LARGEST:
            return plain(value.quantize(SIX_DECIMALS))
        case Money():
            return {"amount": f"{value.amount:f}", "currency": value.currency}
        case date():
            return value.isoformat()
        case str():
            return value if 0 < len(value) <= LONGEST_TEXT else None
    return None


def compute_stale() -> int:
    """Reckon the rows of all fields whose expression is new, a set at a time; returns how many rows changed.

    What they are found by is written anew too: a field may be searched since, or no longer.
    """
    changed = 0
    for field in OwnField.objects.filter(is_stale=True, purged_at=None):
        changed += _compute_all(tables_with_fields()[field.subject])
        OwnField.objects.filter(pk=field.pk, version=field.version).update(is_stale=False)
    return changed


def _compute_all(model: type[WithOwnFields]) -> int:
    changed = 0
    last: int | None = 0
    while last is not None:
        last, count = _compute_set(model, last)
        changed += count
    return changed


@transaction.atomic
def _compute_set(model: type[WithOwnFields], after: int) -> tuple[int | None, int]:
    held = model.changeable().select_for_update(no_key=True, of=("self",))
    rows = list(held.filter(pk__gt=after).order_by("pk")[:AT_ONCE])
    changed = [row for row in rows if compute(row)]
    if changed:
        update_each(changed, ["own_fields"])
    index_anew(model.SUBJECT, [row.pk for row in rows if row.own_fields])
    return (rows[-1].pk if len(rows) == AT_ONCE else None), len(changed)
