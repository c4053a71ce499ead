"""A set of keys that a query asks for first or is given, whatever the planner thinks of it."""

from collections.abc import Collection
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, BooleanField, F, Func, QuerySet, Value


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
