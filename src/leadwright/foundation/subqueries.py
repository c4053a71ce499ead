"""A set of keys that a query asks for first, whatever the planner thinks of it."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, F, Func, QuerySet


def among(column: str, keys: "QuerySet[Any, Any]") -> Func:
    """Return the condition that a column holds one of a few keys: they are read first, then looked up.

    Within an OR, a plain `IN (subquery)` is asked of each row of the table.
    """
    return Func(
        F(column),
        ArraySubquery(keys),
        template="%(expressions)s)",
        arg_joiner=" = ANY(",
        output_field=BooleanField(),
    )
