"""From canonical values to what the API answers, and to words in the reader's language."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from leadwright.fields.models import OwnField
from leadwright.fields.subjects import Kind
from leadwright.foundation import local
from leadwright.people.models import User

Values = Mapping[str, Any]


class Known:
    """What the ids in some values are called: choices by their fields, users in one query, and contacts by the rows.

    `contacts` are the ids that the reader may know; another is answered as none.
    """

    def __init__(self, fields: Iterable[OwnField], rows: Iterable[Values], contacts: frozenset[int]) -> None:
        self.fields = tuple(fields)
        self.choices = {row.pk: row for field in self.fields for row in field.choices}
        self.contacts = contacts
        ids = set(ids_in(self.fields, rows, Kind.USER))
        self.users = dict(User.objects.filter(pk__in=ids).values_list("pk", "email")) if ids else {}
        self._plans = {field.pk: self._plan(field) for field in self.fields}

    def answer(self, values: Values, fields: Iterable[OwnField] | None = None) -> dict[str, Any]:
        """Return the values of one row by the keys of the fields, as the API answers them; an empty one is null."""
        some = self.fields if fields is None else fields
        plans = [self._plans[field.pk] for field in some]
        return {key: None if values.get(name) is None else say(values[name]) for key, name, say in plans}

    def part(self, field: OwnField, value: Any) -> Any:
        """Return one value as the API answers it."""
        return None if value is None else self._plans[field.pk].say(value)

    def _plan(self, field: OwnField) -> "_Plan":
        """Return how a field is answered: asked once for all rows."""
        words: dict[str, Callable[[Any], Any]] = {
            Kind.CHOICE: self._code,
            Kind.CHOICES: lambda value: [code for key in value if (code := self._code(key))],
            Kind.USER: self.users.get,
            Kind.CONTACT: lambda value: value if value in self.contacts else None,
            Kind.DATETIME: lambda value: datetime.fromisoformat(value).astimezone(UTC),
        }
        return _Plan(field.key, str(field.pk), words.get(field.kind, _as_it_is))

    def _code(self, key: Any) -> str | None:
        row = self.choices.get(key)
        return row.code if row else None


class _Plan(NamedTuple):
    """By which key a field is answered, under which name rows hold it, and how a value is said."""

    key: str
    name: str
    say: Callable[[Any], Any]


def _as_it_is(value: Any) -> Any:
    return value


def ids_in(fields: Iterable[OwnField], rows: Iterable[Values], kind: Kind) -> Iterable[int]:
    """Return the ids that rows hold in the fields of one kind."""
    keys = [str(field.pk) for field in fields if field.kind == kind]
    return (values[key] for values in (rows if keys else ()) for key in keys if values.get(key) is not None)


def in_words(field: OwnField, value: Any, *, names: Mapping[int, str] | None = None) -> str:
    """Return a canonical value as people read it; `names` are those of users or contacts."""
    if value is None:
        return ""
    kind = Kind(field.kind)
    if kind in (Kind.CHOICE, Kind.CHOICES):
        labels = {row.pk: row.label for row in field.choices}
        return ", ".join(
            labels[key] for key in (value if isinstance(value, list) else [value]) if key in labels
        )
    if kind in (Kind.USER, Kind.CONTACT):
        return (names or {}).get(value, "")
    return _with_unit(field, plain_words(kind, value))


def plain_words(kind: Kind, value: Any) -> str:
    """Return a canonical value that names nothing as people read it."""
    if kind is Kind.MONEY:
        return local.money(value["amount"], value["currency"])
    if kind in (Kind.INTEGER, Kind.DECIMAL):
        return local.number(value)
    if kind is Kind.DATE:
        return local.day(value)
    if kind is Kind.DATETIME:
        return local.moment(value)
    return local.yes_or_no(value) if kind is Kind.BOOLEAN else str(value)


def _with_unit(field: OwnField, words: str) -> str:
    return f"{words} {field.unit}" if field.unit and words else words
