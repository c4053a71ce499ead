"""What history asks upward: what the ids and codes that entries hold are called."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import CharField, TextField, Value
from django.db.models.functions import Cast
from django.utils.translation import get_language

from leadwright.foundation.labels import label_in
from leadwright.foundation.numbers import integer_in
from leadwright.history.lines import References

NAMELESS = "…"


@dataclass(frozen=True, kw_only=True)
class NameRows:
    """Rows of a table that entries refer to: by which column, and which one holds the name or the labels."""

    model: type[models.Model]
    key: str = "pk"
    name: str = "name"


Labels = Callable[[], Mapping[Any, str]]


class RowsWithNames:
    """Say which kinds of things are kept as rows with a name, such as users."""

    def __init__(self) -> None:
        self._answers: tuple[Callable[[], Mapping[str, NameRows]], ...] = ()

    def bind(self, *answers: Callable[[], Mapping[str, NameRows]]) -> None:
        """Say, once at start-up, who answers."""
        self._answers = answers

    def __call__(self) -> dict[str, NameRows]:
        """Ask."""
        return {kind: rows for answer in self._answers for kind, rows in answer().items()}


class LabelsAtHand:
    """Say which kinds of things have names that are known without a query, each with a function that returns them."""

    def __init__(self) -> None:
        self._answers: tuple[Callable[[], Mapping[str, Labels]], ...] = ()

    def bind(self, *answers: Callable[[], Mapping[str, Labels]]) -> None:
        """Say, once at start-up, who answers."""
        self._answers = answers

    def __call__(self) -> dict[str, Labels]:
        """Ask."""
        return {kind: labels for answer in self._answers for kind, labels in answer().items()}


rows_with_names = RowsWithNames()
labels_at_hand = LabelsAtHand()


@dataclass(frozen=True)
class KnownNames:
    """The names of all that some entries refer to."""

    rows: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    labels: Mapping[str, Mapping[Any, str]] = field(default_factory=dict)

    def label(self, kind: str, key: object) -> str:
        """Return the name of a thing; a row that is gone has none, and a code that is gone stands for itself."""
        if key in (None, ""):
            return ""
        if kind in self.labels:
            return self.labels[kind].get(key, str(key))
        return self.rows.get(kind, {}).get(str(key)) or (NAMELESS if _is_id(key) else str(key))


def names_of(references: References) -> KnownNames:
    """Return the names of what lines refer to: all rows by one query, the rest from memory."""
    at_hand, wanted = labels_at_hand(), references.keys
    return KnownNames(
        rows=_rows({kind: keys for kind, keys in wanted.items() if kind not in at_hand}),
        labels={kind: labels() for kind, labels in at_hand.items() if kind in wanted},
    )


def _rows(wanted: Mapping[str, set[object]]) -> dict[str, dict[str, str]]:
    tables = rows_with_names()
    parts = [_part(kind, tables[kind], keys) for kind, keys in wanted.items() if kind in tables]
    names: dict[str, dict[str, str]] = {kind: {} for kind in wanted}
    if parts:
        for kind, key, text in parts[0].union(*parts[1:], all=True):
            names[kind][key] = _label(text, key) if tables[kind].name == "labels" else text
    return names


def _part(kind: str, table: NameRows, keys: set[object]) -> "models.QuerySet[Any, Any]":
    """Return the rows of one kind as kind, key and name, all of them text."""
    fit = [key for key in keys if table.key != "pk" or _is_id(key)]
    rows = table.model._default_manager.filter(**{f"{table.key}__in": fit}).order_by()
    texts = rows.annotate(
        kind_of=Value(kind, CharField()),
        key_of=Cast(table.key, TextField()),
        text_of=Cast(table.name, TextField()),
    )
    names: models.QuerySet[Any, Any] = texts.values_list("kind_of", "key_of", "text_of")
    return names


def _label(text: str, code: str) -> str:
    return label_in(json.loads(text), get_language(), code)


def _is_id(key: object) -> bool:
    """Tell whether a key is an id, kept as a number or in digits."""
    return integer_in(str(key)) is not None
