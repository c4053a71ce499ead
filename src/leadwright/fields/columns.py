"""Own fields as columns of a list: which of them a reader chose, and what each row says in them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from leadwright.fields.answering import Values, in_words
from leadwright.fields.definitions import Fields
from leadwright.fields.models import ChosenColumns, OwnField
from leadwright.fields.showing import users_in
from leadwright.fields.subjects import NUMERIC, Kind, Subject
from leadwright.people.models import User

LONGEST = 120


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What a row says in a column: nothing where it says nothing, or where the reader does not know it."""

    label: str
    words: str
    is_numeric: bool
    address: str = ""


def offered(known: Fields) -> Fields:
    """Return the fields that can be columns: a retired one is none any more."""
    return tuple(field for field in known if not field.is_retired)


def columns_among(known: Fields, ids: Collection[int]) -> Fields:
    """Return those of the fields that have some ids, in their order, as far as they can be columns."""
    return tuple(field for field in offered(known) if field.pk in ids)


def chosen_columns(subject: Subject, *, known: Fields, by: User) -> Fields:
    """Return the columns that somebody chose for a list, of the fields that he knows now."""
    if not offered(known):
        return ()
    rows = ChosenColumns.objects.filter(user=by, subject=subject).values_list("field_ids", flat=True)
    return columns_among(known, frozenset(rows.first() or ()))


def cells(
    columns: Fields, rows: Iterable[tuple[Fields, Values]], *, contacts: Mapping[int, str]
) -> list[tuple[Cell, ...]]:
    """Return what each row says in the columns, of the fields that the reader knows of it; names are asked for once."""
    known = [known_of(columns, *row) for row in rows]
    names = {Kind.CONTACT: contacts, Kind.USER: users_in(columns, known)}
    return [tuple(_cell(field, values, names) for field in columns) for values in known]


def known_of(columns: Fields, fields: Fields, values: Values) -> Values:
    """Return the values of a row in the columns, without those of fields that are not known of it."""
    keys = [str(field.pk) for field in columns if field in fields]
    return {key: values[key] for key in keys if values.get(key) is not None}


def _cell(field: OwnField, values: Values, names: Mapping[Kind, Mapping[int, str]]) -> Cell:
    value, kind = values.get(str(field.pk)), Kind(field.kind)
    words = in_words(field, value, names=names.get(kind))
    return Cell(
        label=field.label,
        words=f"{words[:LONGEST].rstrip()}…" if len(words) > LONGEST else words,
        is_numeric=kind in NUMERIC,
        address=words if kind is Kind.URL else "",
    )
