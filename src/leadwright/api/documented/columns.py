"""Schemas of answers that follow from the columns they are read from."""

from collections.abc import Collection, Mapping
from typing import Annotated, Any, NotRequired

from django.contrib.postgres.fields import ArrayField
from django.db import models
from pydantic import WithJsonSchema
from typing_extensions import TypedDict

Schema = dict[str, Any]
KINDS: "tuple[tuple[type[models.Field[Any, Any]], Schema], ...]" = (
    (models.BooleanField, {"type": "boolean"}),
    (models.IntegerField, {"type": "integer"}),
    (models.DateTimeField, {"type": "string", "format": "date-time"}),
    (models.DateField, {"type": "string", "format": "date"}),
    (models.DecimalField, {"type": "string"}),
    (models.JSONField, {"type": "object"}),
)
TEXT: Schema = {"type": "string"}
_typed: Any = TypedDict


def or_null(schema: Schema, *, null: bool = True) -> Schema:
    """Return a schema that takes null too."""
    return {"anyOf": [schema, {"type": "null"}]} if null else schema


def column_schema(model: type[models.Model], name: str) -> Schema:
    """Return what a column holds as an answer says it; of a choice, the words that there are."""
    return _schema(_column(model, name))


def _column(model: type[models.Model], name: str) -> "models.Field[Any, Any]":
    options = model._meta
    if name == "pk":
        return options.pk
    known = {column.name: column for column in options.concrete_fields}
    return known.get(name) or known[name.removesuffix("_id")]


def _schema(column: "models.Field[Any, Any]") -> Schema:
    if isinstance(column, models.ForeignKey):
        return or_null(_schema(column.target_field), null=column.null)
    if isinstance(column, ArrayField):
        return {"type": "array", "items": _schema(column.base_field)}
    if column.choices:
        words = [value for value, _label in column.flatchoices]
        return or_null({"type": "string", "enum": words}, null=column.null)
    kind = next((schema for kind, schema in KINDS if isinstance(column, kind)), TEXT)
    return or_null(dict(kind), null=column.null)


def shape(name: str, schemas: Mapping[str, Any], *, optional: Collection[str] = (), words: str = "") -> Any:
    """Return the type of an answer with these fields; those that a reader may not know are left out of it."""
    kinds = {field: _annotated(schema) for field, schema in schemas.items()}
    made = _typed(
        name, {field: NotRequired[kind] if field in optional else kind for field, kind in kinds.items()}
    )
    made.__doc__ = words or None
    return made


def _annotated(schema: Any) -> Any:
    return Annotated[Any, WithJsonSchema(schema)] if isinstance(schema, dict) else schema
