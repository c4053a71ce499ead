"""Own fields as a page shows them: by section, each value in the reader's words."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from leadwright.fields.answering import Values, ids_in, in_words
from leadwright.fields.models import OwnField
from leadwright.fields.subjects import Kind
from leadwright.people.models import User


@dataclass(frozen=True, kw_only=True)
class Said:
    """One own field of a row: what it is called, and its value in words; nothing where it has none."""

    key: str
    label: str
    words: str
    help: str = ""
    is_link: bool = False


@dataclass(frozen=True, kw_only=True)
class Section:
    """Own fields that stand together, under a heading or none."""

    title: str
    fields: tuple[Said, ...]


def by_section(fields: Iterable[OwnField]) -> dict[str, list[OwnField]]:
    """Return fields by the headings that they stand under, both in their order."""
    data: dict[str, list[OwnField]] = {}
    for field in fields:
        data.setdefault(field.section, []).append(field)
    return data


def sections(
    fields: Iterable[OwnField], values: Values, *, contacts: Mapping[int, str]
) -> tuple[Section, ...]:
    """Return own fields by section; a retired one only where it has a value."""
    seen = [field for field in fields if not field.is_retired or values.get(str(field.pk)) is not None]
    names = {Kind.CONTACT: contacts, Kind.USER: users_in(seen, [values])}
    return tuple(
        Section(title=title, fields=tuple(_said(field, values, names) for field in rows))
        for title, rows in by_section(seen).items()
    )


def _said(field: OwnField, values: Values, names: Mapping[Kind, Mapping[int, str]]) -> Said:
    value = values.get(str(field.pk))
    words = in_words(field, value, names=names.get(Kind(field.kind)))
    is_link = field.kind == Kind.URL and value is not None
    return Said(key=field.key, label=field.label, words=words, help=field.help, is_link=is_link)


def users_in(fields: Collection[OwnField], rows: Iterable[Values]) -> dict[int, str]:
    """Return the names of the users that values name."""
    ids: set[Any] = set(ids_in(fields, rows, Kind.USER))
    return dict(User.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}
