"""Conditions of lists: keys that are asked for first or given, and what comes after a place in an order."""

from collections.abc import Collection, Sequence
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, BooleanField, Expression, F, Func, QuerySet, Value


def among(column: str, keys: "QuerySet[Any, Any] | Collection[int]") -> Func:
    """Return the condition that a column holds one of a few keys: they are read first, then looked up.

    Within an OR, a plain `IN (subquery)` is asked of each row of the table. Given keys are one value, however
    many they are: the statement stays the same.
    """
    array: Any = (
        ArraySubquery(keys)
        if isinstance(keys, QuerySet)
        else Value(list(keys), output_field=ArrayField(BigIntegerField()))
    )
    return Func(
        F(column),
        array,
        template="%(expressions)s)",
        arg_joiner=" = ANY(",
        output_field=BooleanField(),
    )


def beyond(columns: Sequence[str], place: Sequence[Any], *, falls: bool) -> Func:
    """Return the condition that a row comes after a place in the order of some columns, which all rise or all fall."""
    return Func(
        _row(*(F(column) for column in columns)),
        _row(*(Value(value) for value in place)),
        template="%(expressions)s",
        arg_joiner=" < " if falls else " > ",
        output_field=BooleanField(),
    )


def _row(*parts: Expression | F) -> Func:
    return Func(*parts, template="ROW(%(expressions)s)", output_field=BooleanField())
