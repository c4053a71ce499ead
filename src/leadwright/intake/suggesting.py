"""A mapping for a file that nobody knows: by what its headers are called, by what its cells say, or left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import override

from leadwright.foundation.text import fault_in_line, fault_in_text, trimmed
from leadwright.intake.content import are_firms, field_of_content, is_key
from leadwright.intake.listed import LISTED, Codes, ListedValue, values_in
from leadwright.intake.mapping import FIELDS, FileMapping
from leadwright.intake.mapping_reading import LONGEST, mapping_from
from leadwright.intake.reading.tables import Table
from leadwright.intake.vocabulary import field_called, field_within, meant_by, plain_word
from leadwright.leads.fields import IMPORT, label_of
from leadwright.leads.states import State

HEADER, SYNONYM, CONTENT, NONE = "header", "synonym", "content", "none"
# A contact can have several of these, each in a field of its own; of some others all columns are lines.
SEVERAL = ("person.phone", "person.email", "company.phone", "company.email")
IN_LINES = ("comment",)
PARTS_OF_A_NAME = ("person.first", "person.last")
# Columns whose headers hold these cannot be named in a line of text.
_BRACES = frozenset("{}")
MOST_SAMPLES, LONGEST_SAMPLE, MOST_WORDS = 3, 80, 30


@dataclass(frozen=True, kw_only=True)
class SuggestedColumn:
    """A column of a file: where it goes, how that was known, what it says, and what its words mean if it is a list.

    `how` is `header` (its header is the name of the field), `synonym` (a word for it), `content` or `none`.
    """

    header: str
    field: str = ""
    how: str = NONE
    samples: tuple[str, ...] = ()
    values: tuple[ListedValue, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """A mapping that somebody can correct, with what is known of each column of the file."""

    mapping: FileMapping
    columns: tuple[SuggestedColumn, ...]

    @property
    def unmatched(self) -> tuple[tuple[str, ListedValue], ...]:
        """The words of list columns that mean nothing here, with the headers of their columns."""
        return tuple(
            (column.header, value) for column in self.columns for value in column.values if not value.code
        )


def suggested(table: Table, *, codes: Codes, title: str, country: str, today: date) -> Suggestion:
    """Return a mapping for a table that no mapping recognises; without a column for it, each lead is a new one."""
    columns = _Columns(table, codes, country, today).read()
    return Suggestion(mapping=mapping_from(_definition(columns, codes, title)), columns=tuple(columns))


@dataclass
class _Columns:
    """Goes through the columns: headers first, then cells for those that the headers leave open."""

    table: Table
    codes: Codes
    country: str
    today: date
    taken: dict[str, str] = field(default_factory=dict)
    is_about_companies: bool = False

    def read(self) -> list[SuggestedColumn]:
        texts = {header: self._texts(place) for place, header in enumerate(self.table.headers)}
        known = {header: _called(header) for header in texts if _is_usable(header)}
        self._tell_firms(known, texts)
        # A header that is the word for a field goes before one that only holds it.
        ordered = sorted(
            known.items(), key=lambda item: field_called(item[0]) is None and item[1][1] != HEADER
        )
        made = {header: self._take(header, name, how) for header, (name, how) in ordered}
        for header, said in texts.items():
            if header in known and not known[header][0]:
                made[header] = self._take(header, self._by_content(header, said), CONTENT)
        return [self._column(header, *made.get(header, ("", NONE)), said) for header, said in texts.items()]

    def _texts(self, place: int) -> list[str]:
        rows = (line.cells[place] for line in self.table.lines if len(line.cells) > place)
        return [text for cell in rows if (text := trimmed(cell))]

    def _tell_firms(self, known: dict[str, tuple[str, str]], texts: Mapping[str, list[str]]) -> None:
        """Tell companies from people: a name is a company's where its cells end as such names do."""
        fields = {name for name, _how in known.values()}
        for header, (name, how) in known.items():
            if name == "person.name" and "company.name" not in fields and are_firms(texts[header]):
                known[header] = ("company.name", CONTENT if how == SYNONYM else how)
        fields = {name for name, _how in known.values()}
        self.is_about_companies = "company.name" in fields and not fields & {"person.name", *PARTS_OF_A_NAME}

    def _take(self, header: str, name: str, how: str) -> tuple[str, str]:
        """Return a field for a column, unless another column is that one already; without people it is a company's."""
        of_company = name.replace("person.", "company.")
        if self.is_about_companies and of_company in FIELDS:
            name = of_company
        name = self._next(name) if name in SEVERAL else name
        if name in (*IN_LINES, *PARTS_OF_A_NAME) and _BRACES & set(header):
            return "", NONE
        if not name or (name in self.taken and name not in IN_LINES):
            return "", NONE
        self.taken[name] = how
        return name, how

    def _next(self, name: str) -> str:
        """Return where a further number or address of a contact goes, if it has a place."""
        return next((field for field in (name, f"{name}2", f"{name}3") if field not in self.taken), "")

    def _by_content(self, header: str, texts: list[str]) -> str:
        name = field_of_content(texts, country=self.country, today=self.today)
        is_first = header == self.table.headers[0]
        if (
            name is None
            and "key" not in self.taken
            and is_key(texts, len(self.table.lines), is_first=is_first)
        ):
            return "key"
        if name is None and "status" not in self.taken and self._are_states(texts):
            return "status"
        return name or ""

    def _are_states(self, texts: Sequence[str]) -> bool:
        """Tell whether a column has few words again and again, most of which are those of statuses."""
        words = set(texts)
        if not 1 < len(words) <= min(MOST_WORDS, len(texts) - 1):
            return False
        known = [word for word in words if self.codes.meant("status", word)[0] or meant_by("status", word)]
        return 2 * len(known) > len(words)

    def _column(self, header: str, name: str, how: str, texts: list[str]) -> SuggestedColumn:
        return SuggestedColumn(
            header=header,
            field=name,
            how=how,
            samples=tuple(text[:LONGEST_SAMPLE] for text in list(dict.fromkeys(texts))[:MOST_SAMPLES]),
            values=values_in(texts, name, self.codes) if name in LISTED else (),
        )


def _is_usable(header: str) -> bool:
    return not fault_in_line(_bare(header)) and 0 < len(_bare(header)) <= LONGEST


def _bare(header: str) -> str:
    return " ".join(header.split())


def _called(header: str) -> tuple[str, str]:
    """Return the field that a header names, and whether by its own name or by another word."""
    plain = plain_word(header)
    if name := _own_names().get(plain):
        return name, HEADER
    name = field_called(header)
    if name is None:
        name = field_within(header)
    if name not in (*FIELDS, *PARTS_OF_A_NAME):
        name = ""
    return (name, SYNONYM) if name else ("", NONE)


@cache
def _own_names() -> Mapping[str, str]:
    """Return the fields by what they are called here: by their names, and by their labels in each language."""
    made = {plain_word(name.replace(".", " ")): name for name in FIELDS}
    for language, _name in settings.LANGUAGES:
        with override(language):
            made |= {plain_word(label_of(row.name)): row.name for row in IMPORT}
    return made


def _definition(columns: Sequence[SuggestedColumn], codes: Codes, title: str) -> dict[str, Any]:
    """Return what the mapping says, as plain data."""
    by_field: dict[str, list[SuggestedColumn]] = {}
    for column in columns:
        if column.field:
            by_field.setdefault(column.field, []).append(column)
    parts = [by_field.pop(name)[0] for name in PARTS_OF_A_NAME if name in by_field]
    fields = {name: _source(name, rows, codes) for name, rows in by_field.items()}
    if parts and "person.name" not in fields:
        fields["person.name"] = {"lines": [" ".join(f"{{?{_bare(row.header)}}}" for row in parts)]}
    _keep_unknown_lists(fields)
    fields.setdefault("status", {"when_empty": codes.initial or State.PENDING.value})
    if "completed_at" in fields and "expected_completion_at" not in fields:
        fields["expected_completion_at"] = fields["completed_at"]
    if "lost_reason" in fields and "reason_text" not in fields:
        fields["reason_text"] = {"column": fields["lost_reason"]["column"]}
    signature = [_bare(row.header) for row in columns if row.field and _is_usable(row.header)]
    usable = [_bare(row.header) for row in columns if _is_usable(row.header)]
    return {
        "title": title,
        "partial": True,
        "lead_type": codes.lead_type,
        "signature": signature if len(signature) > 1 else usable,
        "fields": fields,
    }


def _keep_unknown_lists(fields: dict[str, Any]) -> None:
    """Let a list column of which no word means anything be a line of the comment: no lead can have such a code."""
    for name in [row for row in LISTED if row in fields and row != "status" and "values" not in fields[row]]:
        header = fields[name]["column"]
        if name == "lost_reason":
            fields.setdefault("reason_text", {"column": header})
        elif not _BRACES & set(header):
            fields.setdefault("comment", {"lines": []})["lines"].append(f"{header}: {{{header}}}")
        del fields[name]


def _source(name: str, rows: Sequence[SuggestedColumn], codes: Codes) -> dict[str, Any]:
    headers = [_bare(row.header) for row in rows]
    if name in IN_LINES:
        return {"lines": [f"{header}: {{{header}}}" for header in headers]}
    made: dict[str, Any] = {"columns": headers} if len(headers) > 1 else {"column": headers[0]}
    words = (value for row in rows for value in row.values if value.code and len(value.text) <= LONGEST)
    values = {word.text: word.code for word in words if not fault_in_text(word.text)}
    if values:
        made["values"] = values
    if name == "status":
        working = codes.statuses.get(State.IN_PROGRESS.value, State.IN_PROGRESS.value)
        made |= {"otherwise": working, "when_empty": codes.initial or State.PENDING.value}
    return made
