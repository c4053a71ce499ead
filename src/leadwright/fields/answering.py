"""From canonical values to what the API answers, and to words in the reader's language."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from leadwright.fields.definitions import Fields
from leadwright.fields.models import OwnField
from leadwright.fields.subjects import Kind
from leadwright.foundation import local
from leadwright.people.models import User

Values = Mapping[str, Any]
Say = Callable[[Any], Any]


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
        self._parts: dict[int, _Parts] = {}

    def answer(self, values: Values, fields: Fields | None = None) -> dict[str, Any]:
        """Return the values of one row by the keys of the fields, as the API answers them; an empty one is null."""
        some = self.fields if fields is None else fields
        parts = self._parts.get(id(some))
        if parts is None or parts.fields is not some:
            parts = self._parts[id(some)] = self._in_parts(some)
        answer = {key: values.get(name) for key, name in parts.names}
        for key, say in parts.spoken:
            if (value := answer[key]) is not None:
                answer[key] = say(value)
        return answer

    def part(self, field: OwnField, value: Any) -> Any:
        """Return one value as the API answers it."""
        say = self._plans[field.pk].say
        return value if value is None or say is None else say(value)

    def _in_parts(self, fields: Fields) -> "_Parts":
        plans = [self._plans[field.pk] for field in fields]
        names = [(plan.key, plan.name) for plan in plans]
        return _Parts(fields, names, [(plan.key, plan.say) for plan in plans if plan.say])

    def _plan(self, field: OwnField) -> "_Plan":
        """Return how a field is answered: asked once for all rows."""
        words: dict[str, Say] = {
            Kind.CHOICE: self._code,
            Kind.CHOICES: lambda value: [code for key in value if (code := self._code(key))],
            Kind.USER: self.users.get,
            Kind.CONTACT: lambda value: value if value in self.contacts else None,
            Kind.DATETIME: lambda value: datetime.fromisoformat(value).astimezone(UTC),
        }
        return _Plan(field.key, str(field.pk), words.get(field.kind))

    def _code(self, key: Any) -> str | None:
        row = self.choices.get(key)
        return row.code if row else None


class _Plan(NamedTuple):
    """By which key a field is answered, under which name rows hold it, and how a value is said if not as it is held."""

    key: str
    name: str
    say: Say | None


class _Parts(NamedTuple):
    """Some fields, under which name each key is held, and the keys whose values are said otherwise than held."""

    fields: Fields
    names: list[tuple[str, str]]
    spoken: list[tuple[str, Say]]


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
