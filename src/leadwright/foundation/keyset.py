"""One page of rows: sorted by a few columns, begun after a place, with the marker of the page that follows."""

from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any, TypeVar

from django.db.models import CharField, DateTimeField, Field, IntegerField, Model, Q, QuerySet, TextField

from leadwright.foundation.markers import marker, place_of

KINDS: "tuple[tuple[type[Field[Any, Any]], type], ...]" = (
    (DateTimeField, datetime),
    (CharField, str),
    (TextField, str),
    (IntegerField, int),
)
Row = TypeVar("Row")


def page(
    rows: "QuerySet[Any, Row]", *, cursor: str | None, size: int, order: str = ""
) -> tuple[list[Row], str]:
    """Return at most `size` sorted rows after a place, and the marker of the next page, empty when there is none.

    The columns that the rows are sorted by all rise, or all fall, and the last one is unique. A row has them as
    attributes: rows of plain values are asked for by name. `order` names the list that a marker is good for; a
    marker of another list, or one that was made up, is CURSOR_INVALID.
    """
    columns = [str(column) for column in rows.query.order_by]
    names = [column.removeprefix("-") for column in columns]
    if cursor:
        place = place_of(cursor, [_kind(rows.model, name) for name in names], order=order)
        rows = rows.filter(_beyond(names, place, "lt" if columns[0].startswith("-") else "gt"))
    result = list(rows[: size + 1])
    if len(result) <= size:
        return result, ""
    last = [attrgetter(name.replace("__", "."))(result[size - 1]) for name in names]
    return result[:size], marker(last, order=order)


def _beyond(names: Sequence[str], place: Sequence[Any], side: str) -> Q:
    """Return what lies beyond a place: the first column does, or it is equal and the next one does, and so on."""
    first, *rest = names
    beyond = Q(**{f"{first}__{side}": place[0]})
    return beyond | Q(**{first: place[0]}) & _beyond(rest, place[1:], side) if rest else beyond


def _kind(model: type[Model], name: str) -> type:
    """Return the type of the values in a column; `a__b` is column b of the row that a points to."""
    *path, last = name.split("__")
    options: Any = model._meta
    for part in path:
        options = options.get_field(part).related_model._meta
    field = options.pk if last == "pk" else options.get_field(last)
    return next(kind for fields, kind in KINDS if isinstance(field, fields))
