"""Mappings: saved descriptions of a shape of file, by which it is recognised and read; data, not code."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from leadwright.foundation.text import trimmed
from leadwright.intake.contact_fields import CONTACT_CONVERSIONS, CONTACT_FIELDS
from leadwright.leads.fields import IMPORT

# What a line says beside the fields of a lead: its key, an amount whose meaning the status decides, a currency.
OF_A_LINE = ("key", "amount", "currency")
# Lists of what a lead has in tables of its own.
LISTS_OF_A_LEAD = ("products", "competitors", "team")
LEAD = (*OF_A_LINE, *(field.name for field in IMPORT), *LISTS_OF_A_LEAD)
# What becomes of owners who are no users: they stay names, or are made users.
KNOWN, MAKE = "known", "make"
PEOPLE = ("owner.name", "owner.email", "unit", "group")
FIELDS = (*LEAD, *PEOPLE, *CONTACT_FIELDS)
# Before the key of an own field: of the lead, or of the contact that it is about.
OWN_OF_LEAD, OWN_OF_CONTACT = "fields.", "contact.fields."
CONVERSIONS = (
    "text",
    "line",
    "code",
    "date",
    "money",
    "percentage",
    "share",
    "number",
    "country",
    "currency",
    "email",
    "phone",
    "language",
    "company_number",
    "day",
    "words",
    "yes_no",
)
USUAL = (
    {field.name: field.kind.conversion for field in IMPORT if field.kind}
    | {"amount": "money", "currency": "currency", "owner.email": "email"}
    | CONTACT_CONVERSIONS
    | dict.fromkeys(LISTS_OF_A_LEAD, "words")
)
# What a row of a file is.
KINDS = ("leads", "contacts", "companies", "activities", "users", "products")
LEADS = "leads"
USUAL_TYPE = "partner-lead"
MAY_BE_EMPTY = "?"
_COLUMN = re.compile(r"\{([^{}]+)\}")
_SPACES = re.compile(" {2,}")


@dataclass(frozen=True, kw_only=True)
class Beside:
    """A file beside the main one: how it is recognised, which columns join it, and what it brings."""

    name: str
    signature: frozenset[str]
    column: str
    matches: str
    brings: str = ""

    def data(self) -> dict[str, Any]:
        """Return what describes it, as plain data."""
        made = {"signature": sorted(self.signature), "column": self.column, "matches": self.matches}
        return made | ({"brings": self.brings} if self.brings else {})


@dataclass(frozen=True, kw_only=True)
class Condition:
    """What a field is while a column is filled or empty or says a word, or while a line of a file beside exists.

    A value may name columns in braces; an empty one leaves the field empty, and none decides nothing.
    """

    column: str = ""
    exists: str = ""
    is_filled: bool = True
    words: tuple[str, ...] = ()
    value: str | None = None
    otherwise: str | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        """What it can decide for."""
        return tuple(text for text in (self.value, self.otherwise) if text is not None)

    def holds(self, text: str) -> bool:
        """Tell whether it holds for what the column says; the line of a file beside says anything at all."""
        if self.words:
            return text.casefold() in {word.casefold() for word in self.words}
        return bool(text) is self.is_filled

    def data(self) -> dict[str, Any]:
        """Return what describes it, as plain data."""
        made: dict[str, Any] = {"exists": self.exists} if self.exists else {"column": self.column}
        if self.words:
            made["equals"] = list(self.words)
        elif not self.is_filled:
            made["filled"] = False
        said = {"value": self.value, "otherwise": self.otherwise}
        return made | {name: text for name, text in said.items() if text is not None}


@dataclass(frozen=True, kw_only=True)
class FieldSource:
    """Where a field comes from: conditions, the first filled of some columns, lines of text, or a value.

    `otherwise` is what a word means that is not in `values`, `when_empty` what an empty cell means: both are assumed.
    """

    name: str
    columns: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    value: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    when: tuple[Condition, ...] = ()
    otherwise: str = ""
    when_empty: str = ""
    conversion: str = "line"
    formats: tuple[str, ...] = ()
    decimal: str = ""
    # What was said of the file as such, for what neither the mapping nor the cells decide.
    usual_decimal: str = ""
    is_day_first: bool | None = None

    @cached_property
    def label(self) -> str:
        """The source as a cell of it is named: the columns it reads, or the value it always has."""
        named = " or ".join(self.columns)
        in_lines = ", ".join(name for line in self.lines for name in columns_in(line))
        return ", ".join(filter(None, (named, in_lines))) or f"always “{self.value or self.when_empty}”"

    @cached_property
    def payload(self) -> str:
        """The source as it is shown, with the columns on which it depends."""
        asked = [row.column for row in self.when if row.column and row.column not in self.columns]
        if not (self.columns or self.lines) and asked:
            return ", ".join(asked)
        return ", ".join([self.label, *asked])

    @property
    def reads(self) -> tuple[str, ...]:
        """Each column that it reads."""
        named = (name for line in self.lines for name in columns_in(line))
        asked = (row.column for row in self.when if row.column)
        decided = (name for row in self.when for text in row.texts for name in columns_in(text))
        return tuple(dict.fromkeys([*self.columns, *named, *asked, *decided]))

    def data(self) -> dict[str, Any]:
        """Return what describes it, as plain data."""
        usual = "" if self.conversion == USUAL.get(self.name, "line") else self.conversion
        made: dict[str, Any] = {
            "column": self.columns[0] if len(self.columns) == 1 else "",
            "columns": list(self.columns) if len(self.columns) > 1 else [],
            "lines": list(self.lines),
            "value": self.value,
            "values": dict(self.values),
            "when": [row.data() for row in self.when],
            "otherwise": self.otherwise,
            "when_empty": self.when_empty,
            "as": usual,
            "format": list(self.formats),
            "decimal": self.decimal,
        }
        return {name: value for name, value in made.items() if value}


@dataclass(frozen=True, kw_only=True)
class FileMapping:
    """One shape of file: its signature, the files beside it, and the source of each field.

    A partial one leaves out what a file lacks. `synonyms` are further names of headers, `entities` the words that
    stand before a header and a dash.
    """

    title: str
    signature: frozenset[str]
    lead_type: str
    beside: Mapping[str, Beside]
    fields: Mapping[str, FieldSource]
    own: Mapping[str, FieldSource] = field(default_factory=dict)
    country: str = ""
    # Whether an owner who is no user becomes one who cannot sign in.
    makes_owners: bool = False
    kind: str = LEADS
    source: str = ""
    is_partial: bool = False
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    entities: tuple[str, ...] = ()
    # Nobody said so: its columns were matched by their headers and what stands in them.
    is_suggested: bool = False
    # By the header of a column, how it was matched: `suggesting.HEADER` and its neighbours.
    matched: Mapping[str, str] = field(default_factory=dict)

    @property
    def sources(self) -> dict[str, FieldSource]:
        """Where each field comes from, own fields too."""
        return {**self.fields, **self.own}

    @property
    def system(self) -> str:
        """The name of the system that a file of this shape comes from."""
        return self.source or self.title

    def fits(self, headers: Collection[str]) -> bool:
        """Tell whether a file with these plain headers has all of this shape."""
        return self.signature <= set(headers)

    def data(self) -> dict[str, Any]:
        """Return what describes it, as plain data that can be stored and read again."""
        made: dict[str, Any] = {
            "title": self.title,
            "kind": "" if self.kind == LEADS else self.kind,
            "source": self.source,
            "partial": self.is_partial,
            "country": self.country,
            "owners": MAKE if self.makes_owners else "",
            "lead_type": self.lead_type,
            "signature": sorted(self.signature),
            "entity": list(self.entities),
            "synonyms": {header: list(names) for header, names in self.synonyms.items()},
            "beside": {name: row.data() for name, row in self.beside.items()},
            "fields": {name: row.data() for name, row in self.sources.items()},
        }
        return {name: value for name, value in made.items() if value or name == "fields"}


def is_own(name: str) -> bool:
    """Tell whether a name in a mapping is that of an own field."""
    return name.startswith((OWN_OF_LEAD, OWN_OF_CONTACT))


def columns_in(line: str) -> list[str]:
    """Return the columns that a line of text names in braces."""
    return [name for name, _may_be_empty in _named_in(line)]


def needed_in(line: str) -> list[str]:
    """Return the columns without which a line of text is left out."""
    return [name for name, may_be_empty in _named_in(line) if not may_be_empty]


def filled_in(line: str, data: Mapping[str, str]) -> str:
    """Return a line of text with its columns filled in; it is empty where one of them is that may not be."""
    named = _named_in(line)
    if any(not (data[name] or may_be_empty) for name, may_be_empty in named):
        return ""
    if named and not any(data[name] for name, _may_be_empty in named):
        return ""
    text = _COLUMN.sub(lambda match: data[match[1].removeprefix(MAY_BE_EMPTY)], line)
    return _SPACES.sub(" ", trimmed(text)) if all(row[1] for row in named) else text


def renamed_in(line: str, names: Mapping[str, str]) -> str:
    """Return a line of text that names its columns otherwise; one without a name that may be empty is left out."""

    def other(match: re.Match[str]) -> str:
        bare = match[1].removeprefix(MAY_BE_EMPTY)
        if bare == match[1]:
            return f"{{{names[bare]}}}"
        return f"{{{MAY_BE_EMPTY}{names[bare]}}}" if bare in names else ""

    return trimmed(_COLUMN.sub(other, line))


def _named_in(line: str) -> list[tuple[str, bool]]:
    rows: Iterator[str] = (match[1] for match in _COLUMN.finditer(line))
    return [(row.removeprefix(MAY_BE_EMPTY), row.startswith(MAY_BE_EMPTY)) for row in rows]
