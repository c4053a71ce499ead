"""The fields of a lead, described once; lists of names, cleaning and answers follow from the rows."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, TextField
from django.utils.translation import gettext_lazy as _

from leadwright.foundation.refusals import FieldError, field_error
from leadwright.leads.cleaning import tried
from leadwright.leads.fields.field import Field, Personal, Place, Side, Surroundings
from leadwright.leads.fields.rows import ROWS
from leadwright.leads.models import Lead

__all__ = ["BY_NAME", "ROWS", "Field", "Personal", "Place", "Side", "Surroundings"]

BY_NAME: Mapping[str, Field] = {field.name: field for field in ROWS}
# What verbs take that is no field of a lead by itself.
BESIDE = {
    "competitor": _("the competitor"),
    "contact_channel": _("an e-mail address or telephone number of the contact"),
    "outcome": _("the outcome"),
    "product": _("the product"),
    "quantity": _("the quantity"),
    "taken": _("whether the customer takes it"),
    "shared": _("whether it is shared"),
    "leads": _("the leads"),
    "verb": _("the act"),
    "data": _("what the act takes"),
    "moves": _("the statuses that leads get"),
    "until": _("until when"),
}
WORDS = {field.name: field.words for field in ROWS} | BESIDE
CREATE = frozenset(field.name for field in ROWS if Place.CREATE in field.places)
EDIT = frozenset(field.name for field in ROWS if Place.EDIT in field.places)
IMPORT = tuple(field for field in ROWS if Place.IMPORT in field.places)
REQUIRABLE = tuple(field.name for field in ROWS if field.is_requirable)
TEXTS = tuple(field.name for field in ROWS if field.personal is Personal.TEXT and field.columns)
MARKS = frozenset(
    column
    for field in ROWS
    if field.personal is not Personal.NO
    for column in field.columns
    if column != "contact"
)
IMPERSONAL_TEXTS = tuple(
    column.name
    for column in Lead._meta.concrete_fields
    if isinstance(column, CharField | TextField | ArrayField) and column.name not in {*MARKS, "team"}
)


# What follows from the contact or the partner, so that no change of it is noted.
KEPT_TRUE = ("contact_sort", "partner_sort", "search")


def at(place: Place) -> tuple[Field, ...]:
    """Return the fields that may be set somewhere."""
    return tuple(field for field in ROWS if place in field.places)


def columns_of(some: Iterable[Field], *, personal: bool, without: Collection[str] = ()) -> Iterator[str]:
    """Return the columns that hold some fields, as attributes of a lead: those of personal texts, or all others."""
    stored = {column.name: column for column in Lead._meta.concrete_fields if not column.generated}
    for field in some:
        for name in field.columns if field.name not in without else ():
            column = stored.get(name)
            if column is not None and (name in MARKS) is personal and name not in KEPT_TRUE:
                yield column.attname


def names_of(field: Field) -> frozenset[str]:
    """Return the names under which a field is spoken of: its own, and those of its columns."""
    return frozenset((field.name, *field.columns))


def label_of(name: str) -> str:
    """Return what a field is called where it stands alone; what is no field keeps its name."""
    field = BY_NAME.get(name)
    return str(field.label) if field and field.label else name


def unwritable(data: Mapping[str, Any], settable: frozenset[str]) -> list[FieldError]:
    """Name the fields that cannot be set here, and those that do not exist."""
    strange = sorted(data.keys() - settable)
    return [field_error(name, "FIELD_READ_ONLY" if name in BY_NAME else "FIELD_UNKNOWN") for name in strange]


def clean(data: Mapping[str, Any], faults: list[FieldError], around: Surroundings) -> dict[str, Any]:
    """Clean what was sent of the fields that clean themselves; returns only their columns."""
    columns: dict[str, Any] = {}
    for field in ROWS:
        if field.clean is not None and field.name in data:
            columns |= tried(faults, partial(field.clean, field.name, data[field.name], around)) or {}
    return columns


def read(lead: Lead) -> dict[str, Any]:
    """Return what a lead says in those fields that read themselves, as the API answers it."""
    return {field.name: field.read(lead) for field in ROWS if field.read is not None}
