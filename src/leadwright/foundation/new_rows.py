"""New rows by the thousand, made without asking each of their fields."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple, TypeVar

from django.db import models
from django.db.models.base import ModelState
from django.db.models.fields import NOT_PROVIDED

Row = TypeVar("Row", bound=models.Model)


class _Usual(NamedTuple):
    """What a new row holds before anything is said of it; some of it is made anew for each."""

    values: Mapping[str, Any]
    made: tuple[tuple[str, Callable[[], Any]], ...]
    # By the names of relations: the attribute of the key here, and that of the key there.
    relations: Mapping[str, tuple[str, str]]


def new_row(model: type[Row], **values: Any) -> Row:
    """Return what `model(**values)` returns, at a fraction of its cost; no signal is sent.

    Relations to a row that is known to one row alone are named by their column.
    """
    usual = _usual_of(model)
    row = model.__new__(model)
    state = ModelState()
    data = vars(row)
    data["_state"] = state
    data.update(usual.values)
    for name, make in usual.made:
        data[name] = values.pop(name) if name in values else make()
    for name, value in values.items():
        if name in usual.relations:
            own, other = usual.relations[name]
            data[own] = None if value is None else getattr(value, other)
            state.fields_cache[name] = value
        elif name in data:
            data[name] = value
        else:
            raise TypeError(f"{model.__name__} has no column “{name}”")
    return row


@cache
def _usual_of(model: type[models.Model]) -> _Usual:
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    anew = [field for field in fields if field.default is not NOT_PROVIDED and callable(field.default)]
    relations = [field for field in fields if isinstance(field, models.ForeignKey) and not field.unique]
    return _Usual(
        values={field.attname: None if field in anew else field.get_default() for field in fields},
        made=tuple((field.attname, field.get_default) for field in anew),
        relations={field.name: (field.attname, field.target_field.attname) for field in relations},
    )
