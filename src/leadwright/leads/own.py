"""The own fields of a lead: who knows which, what is left when values are given, and what is asked from a status on."""

from collections.abc import Collection, Mapping
from typing import Any

from leadwright.contacts.models import Contact
from leadwright.fields import tracing
from leadwright.fields.answering import Known, ids_in
from leadwright.fields.definitions import Fields
from leadwright.fields.merging import lacking, merged, with_defaults
from leadwright.fields.reading import Around
from leadwright.fields.showing import Section, sections
from leadwright.fields.subjects import Kind
from leadwright.foundation.numbers import number_in
from leadwright.foundation.refusals import FieldError, refuse_fields
from leadwright.leads.models import Lead, Status
from leadwright.leads.telling import own_fields_for, own_fields_of, require_visible_fields
from leadwright.people.models import User

FIELDS = "fields"


def changed(
    lead: Lead, data: Mapping[str, Any], faults: list[FieldError], *, by: User, currency: str
) -> dict[str, Any]:
    """Return the column of own fields after a change, if values were given; a key that one does not know is unknown."""
    if FIELDS not in data:
        return {}
    fields = own_fields_of(by, lead)
    require_visible_fields(by, data[FIELDS])
    around = Around(by=by, currency=currency, contact=_finder(by))
    return {"own_fields": merged(fields, lead.own_fields, data[FIELDS], faults, around)}


def begun(
    data: Mapping[str, Any], sides: Collection[str], faults: list[FieldError], *, by: User, currency: str
) -> dict[str, Any]:
    """Return the column of own fields of a new lead, with the defaults of those that were not given."""
    fields = own_fields_for(by, sides)
    if not fields and not data.get(FIELDS):
        return {}
    require_visible_fields(by, data.get(FIELDS))
    around = Around(by=by, currency=currency, contact=_finder(by))
    values = merged(fields, {}, data.get(FIELDS), faults, around)
    return {"own_fields": with_defaults(fields, values, data.get(FIELDS))}


def refuse_lacking(lead: Lead, new: Status, columns: Mapping[str, Any], *, by: User) -> None:
    """Refuse with FIELD_REQUIRED what is required from a status or a transition on and has no value."""
    values = columns.get("own_fields", lead.own_fields)
    places = (new.code, f"{lead.status.code}>{new.code}")
    refuse_fields(lacking(own_fields_of(by, lead), values, *places))


def texts_of(lead: Lead, before: Mapping[str, Any], *, by: User) -> dict[str, str]:
    """Return what history keeps of a change of own fields."""
    return tracing.texts(own_fields_of(by, lead), before, lead.own_fields)


def answers(rows: Collection[tuple[Fields, Mapping[str, Any]]], *, by: User) -> list[dict[str, Any]]:
    """Return the own fields of some rows by their keys, as far as the reader knows each: names are asked for once."""
    fields = tuple({field.pk: field for known, _values in rows for field in known}.values())
    values = [own for _known, own in rows]
    known = Known(fields, values, _known_contacts(set(ids_in(fields, values, Kind.CONTACT)), by))
    return [known.answer(own, of) for of, own in rows]


def _known_contacts(ids: set[int], by: User) -> frozenset[int]:
    if not ids:
        return frozenset()
    rows = Contact.objects.within_reach(by, "contact.view").filter(pk__in=ids)
    return frozenset(rows.values_list("pk", flat=True))


def _finder(by: User) -> Any:
    def contact(given: Any) -> int | None:
        pk = number_in(given)
        if pk is None or not Contact.objects.within_reach(by, "contact.view").filter(pk=pk).exists():
            return None
        return pk

    return contact


def said(lead: Lead, *, by: User) -> tuple[Section, ...]:
    """Return the own fields of a lead that a user knows, by section, each in words."""
    fields = own_fields_of(by, lead)
    if not fields:
        return ()
    ids = _known_contacts(set(ids_in(fields, [lead.own_fields], Kind.CONTACT)), by)
    names = dict(Contact.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}
    return sections(fields, lead.own_fields, contacts=names)
