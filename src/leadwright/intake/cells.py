"""What became of the cells of a line: values, what was assumed for them, and what could not be read."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from leadwright.foundation.text import storable
from leadwright.values.assumptions import Assumption

Values = dict[str, Any]
# By what its column or field is called, what was assumed.
Assumed = tuple[str, Assumption]


@dataclass(frozen=True, kw_only=True)
class Unread:
    """What a cell says that could not become a value: by what a mapping calls the field, by its label, and why."""

    name: str
    label: str
    text: str
    reason: str


@dataclass
class Cells:
    """The values of a line by field, without those that are empty."""

    values: Values = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)
    assumed: list[Assumed] = field(default_factory=list)
    # Words that nobody knows and that were read as something, under the names of their columns.
    kept: list[tuple[str, str]] = field(default_factory=list)


def notes_of(unread: Iterable[Unread], kept: Iterable[tuple[str, str]] = ()) -> list[str]:
    """Return what could not be read as it stands, each once, for the comment, under the name of its column."""
    said = [*kept, *((row.label, row.text) for row in unread)]
    return list(dict.fromkeys(storable(f"{label}: {text}") for label, text in said))
