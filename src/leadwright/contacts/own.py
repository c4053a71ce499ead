"""The own fields of a contact: who knows which, what is left when values are given, and how they are read.

What names a contact in an own field is asked for here, for the rooms above too.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any, Protocol

from leadwright.contacts.models import Contact, ContactQuerySet
from leadwright.fields.answering import Known, ids_in
from leadwright.fields.columns import Cell, cells, known_of
from leadwright.fields.definitions import Fields, fields_of
from leadwright.fields.merging import merged, with_defaults
from leadwright.fields.models import OwnField
from leadwright.fields.reading import Around
from leadwright.fields.showing import Section, sections
from leadwright.fields.subjects import Kind, Sees, Subject
from leadwright.foundation.money import currency_of_country
from leadwright.foundation.numbers import number_in
from leadwright.foundation.refusals import FieldError
from leadwright.people.models import User

FIELDS = "fields"
Values = Mapping[str, Any]


class Held(Protocol):
    """What decides about the own fields of a contact, or of its line in a list: whose it is."""

    @property
    def organisation_id(self) -> int:
        """The company that entered it."""


def own_fields_for(user: User) -> Fields:
    """Return the own fields of contacts that a user knows at all."""
    return fields_of(user.organisation_id, Subject.CONTACT)


def own_fields_of(user: User, contact: Held) -> Fields:
    """Return the own fields of a contact that a user knows: of a lent one those for all that both companies see."""
    fields = own_fields_for(user)
    if contact.organisation_id == user.organisation_id:
        return fields
    return tuple(field for field in fields if field.sees == Sees.BOTH and field.organisation_id is None)


def knowing(rows: ContactQuerySet, field: OwnField, user: User) -> ContactQuerySet:
    """Keep the contacts of which a user knows a field: of lent ones those for all that both companies see."""
    is_common = field.sees == Sees.BOTH and field.organisation_id is None
    return rows if is_common else rows.filter(organisation=user.organisation_id)


def values_after(
    fields: Fields,
    stored: Values,
    data: Mapping[str, Any],
    faults: list[FieldError],
    *,
    by: User,
    is_new: bool,
) -> dict[str, Any]:
    """Return the own values of a row after a change; those of a new row with the defaults of what was not given."""
    given = data.get(FIELDS)
    values = merged(fields, stored, given, faults, around(by)) if FIELDS in data else dict(stored)
    return with_defaults(fields, values, given) if is_new else values


def around(by: User, currency: str = "") -> Around:
    """Return by what the values of somebody are read: without a currency, that of his own country is meant."""
    usual = currency or currency_of_country(by.organisation.country, otherwise="EUR")
    return Around(home=by.organisation_id, currency=usual, contact=_finder(by))


def _finder(by: User) -> Callable[[Any], int | None]:
    def contact(given: Any) -> int | None:
        pk = number_in(given)
        if pk is None or not Contact.objects.within_reach(by, "contact.view").filter(pk=pk).exists():
            return None
        return pk

    return contact


def answers(rows: Collection[tuple[Fields, Values]], *, by: User) -> list[dict[str, Any]]:
    """Return the own fields of some rows by their keys, as far as the reader knows each: names are asked for once."""
    kinds = {id(known): known for known, _values in rows}.values()
    fields = tuple({field.pk: field for known in kinds for field in known}.values())
    values = [own for _known, own in rows]
    known = Known(fields, values, frozenset(contacts_in(fields, values, by)))
    return [known.answer(own, of) for of, own in rows]


def in_sections(fields: Fields, values: Values, *, by: User) -> tuple[Section, ...]:
    """Return the own fields of a row by section, each in words, as far as the reader knows them."""
    return sections(fields, values, contacts=contacts_in(fields, [values], by)) if fields else ()


def in_columns(
    columns: Fields, rows: Collection[tuple[Fields, Values]], *, by: User
) -> list[tuple[Cell, ...]]:
    """Return what the rows of a list say in some columns, as far as the reader knows each; none without columns."""
    if not columns:
        return [() for _row in rows]
    values = [known_of(columns, *row) for row in rows]
    return cells(columns, rows, contacts=contacts_in(columns, values, by))


def contacts_in(fields: Fields, rows: Collection[Values], by: User) -> dict[int, str]:
    """Return the names of the contacts that values name, of those within the reader's reach."""
    ids = set(ids_in(fields, rows, Kind.CONTACT))
    if not ids:
        return {}
    known = Contact.objects.within_reach(by, "contact.view").filter(pk__in=ids)
    return dict(known.values_list("pk", "name"))
