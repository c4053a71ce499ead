"""Own fields as columns of a sheet: an amount beside its currency, a contact's number beside its name."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import BigIntegerField, Value
from django.utils.translation import gettext as _

from leadwright.fields.answering import Known
from leadwright.fields.definitions import Fields
from leadwright.fields.models import OwnField
from leadwright.fields.subjects import Kind
from leadwright.foundation.cells import Cell
from leadwright.foundation.sheets import Heading

PREFIX = "fields."
Values = Mapping[str, Any]


def headings(fields: Iterable[OwnField]) -> list[Heading]:
    """Return the headings of the columns of some fields, in their order."""
    return [heading for field in fields for heading in _headings(field)]


def _headings(field: OwnField) -> tuple[Heading, ...]:
    key = f"{PREFIX}{field.key}"
    words = f"{field.label} ({field.unit})" if field.unit else field.label
    more = {
        Kind.MONEY: Heading(key=f"{key}.currency", words=_("{field}, currency").format(field=field.label)),
        Kind.CONTACT: Heading(key=f"{key}.name", words=_("{field}, name").format(field=field.label)),
    }.get(Kind(field.kind))
    return (Heading(key=key, words=words), *((more,) if more else ()))


def in_columns(known: Fields, rows_knowing: Callable[[OwnField], Any]) -> Fields:
    """Return the fields that are columns of a sheet: a retired one only if the reader knows a value of it there.

    `rows_knowing` are the rows of the sheet of which the reader knows a field; all fields are asked for at once.
    """
    parts = [
        rows_knowing(field)
        .filter(own_fields__has_key=str(field.pk))
        .order_by()
        .annotate(own_field=Value(field.pk, output_field=BigIntegerField()))
        .values_list("own_field", flat=True)[:1]
        for field in known
        if field.is_retired
    ]
    held = set(parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]) if parts else set()
    return tuple(field for field in known if not field.is_retired or field.pk in held)


class OwnCells:
    """Writes the values of rows; of what a reader does not know on a row the cells are empty.

    `contacts` are the names of those whom the reader may know; users are asked for once.
    """

    def __init__(
        self,
        fields: Collection[OwnField],
        rows: Collection[Values],
        contacts: Mapping[int, str],
        *,
        in_words: bool,
    ) -> None:
        self.fields, self.contacts, self.in_words = fields, contacts, in_words
        self.known = Known(fields, rows, frozenset(contacts))

    def of(self, values: Values, seen: Iterable[OwnField]) -> list[Cell]:
        """Return the cells of one row, on which the reader knows some of the fields."""
        keys = {field.pk for field in seen}
        return [
            cell
            for field in self.fields
            for cell in self._cells(field, values.get(str(field.pk)) if field.pk in keys else None)
        ]

    def _cells(self, field: OwnField, value: Any) -> tuple[Cell, ...]:
        kind, answer = Kind(field.kind), self.known.part(field, value)
        if kind is Kind.MONEY:
            return (Decimal(answer["amount"]), answer["currency"]) if answer else (None, None)
        if kind is Kind.CONTACT:
            return answer, self.contacts.get(answer)
        if kind is Kind.DECIMAL:
            return (None if answer is None else Decimal(answer),)
        if kind is Kind.DATE:
            return (answer and date.fromisoformat(answer),)
        if kind in (Kind.CHOICE, Kind.CHOICES):
            return (self._choices(value, answer),)
        return (answer,)

    def _choices(self, value: Any, answer: Any) -> Cell:
        """Return codes with commas, which none of them holds; or labels, each on a line of its own."""
        if answer in (None, []):
            return None
        if not self.in_words:
            return ",".join(answer) if isinstance(answer, list) else str(answer)
        chosen = value if isinstance(value, list) else [value]
        return "\n".join(self.known.choices[key].label for key in chosen if key in self.known.choices)
