"""The own fields of a lead: what is left when values are given, what is asked from a status on, how they are read."""

from collections.abc import Collection, Mapping
from typing import Any

from leadwright.contacts import own
from leadwright.contacts.own import FIELDS, answers, around, in_sections
from leadwright.fields import tracing
from leadwright.fields.columns import Cell
from leadwright.fields.definitions import Fields
from leadwright.fields.merging import lacking, merged, with_defaults
from leadwright.fields.showing import Section
from leadwright.fields.subjects import Sees
from leadwright.foundation.refusals import FieldError, refuse_fields
from leadwright.leads.models import Lead, Status
from leadwright.leads.telling import Placed, own_fields_for, own_fields_of, require_visible_fields
from leadwright.people.models import User

__all__ = ["answers", "begun", "changed", "in_columns", "refuse_lacking", "said", "settable", "texts_of"]


def changed(
    lead: Lead, data: Mapping[str, Any], faults: list[FieldError], *, by: User, currency: str
) -> dict[str, Any]:
    """Return the column of own fields after a change, if values were given; a key that one does not know is unknown."""
    if FIELDS not in data:
        return {}
    require_visible_fields(by, data[FIELDS])
    fields = own_fields_of(by, lead)
    values = merged(fields, lead.own_fields, data[FIELDS], faults, around(by, currency))
    emptied = [field for field in fields if lead.own_fields.get(str(field.pk)) is not None]
    faults += lacking(emptied, values, lead.status.code)
    return {"own_fields": values}


def begun(
    data: Mapping[str, Any], sides: Collection[str], faults: list[FieldError], *, by: User, currency: str
) -> dict[str, Any]:
    """Return the column of own fields of a new lead, with the defaults of those that were not given."""
    fields, given = own_fields_for(by, sides), data.get(FIELDS)
    if not fields and not given:
        return {}
    require_visible_fields(by, given)
    values = merged(fields, {}, given, faults, around(by, currency))
    return {"own_fields": with_defaults(fields, values, given)}


def settable(by: User) -> Fields:
    """Return the own fields that somebody can set on some leads: neither retired nor computed."""
    known = own_fields_for(by, tuple(Sees))
    return tuple(field for field in known if not (field.is_retired or field.is_computed))


def refuse_lacking(lead: Lead, new: Status, columns: Mapping[str, Any], *, by: User) -> None:
    """Refuse with FIELD_REQUIRED what is required from a status or a transition on and has no value."""
    values = columns.get("own_fields", lead.own_fields)
    places = (new.code, f"{lead.status.code}>{new.code}")
    refuse_fields(lacking(own_fields_of(by, lead), values, *places))


def texts_of(lead: Lead, before: Mapping[str, Any], *, by: User) -> dict[str, str]:
    """Return what history keeps of a change of own fields."""
    return tracing.texts(own_fields_of(by, lead), before, lead.own_fields)


def said(lead: Lead, *, by: User) -> tuple[Section, ...]:
    """Return the own fields of a lead that a user knows, by section, each in words."""
    return in_sections(own_fields_of(by, lead), lead.own_fields, by=by)


def in_columns(
    columns: Fields, rows: Collection[tuple[Placed, Mapping[str, Any]]], *, by: User
) -> list[tuple[Cell, ...]]:
    """Return what the leads of a list say in some columns, as far as the reader's side knows each."""
    return own.in_columns(columns, [(own_fields_of(by, lead), values) for lead, values in rows], by=by)
