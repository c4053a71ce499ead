"""Columns of a file that are own fields: whose they are, and what a line says in them; one bad cell costs no line."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError, numbers
from babel.dates import get_date_format
from django.utils.translation import gettext as _

from leadwright.contacts.drafts import ContactDraft
from leadwright.contacts.own import around
from leadwright.fields.cells import ISO_DAY, Spelling, value_in
from leadwright.fields.definitions import fields_of
from leadwright.fields.models import OwnField
from leadwright.fields.reading import Around, Unfit
from leadwright.fields.subjects import Kind, Sees, Subject
from leadwright.foundation.numbers import COMMA, POINT
from leadwright.foundation.refusals import refuse
from leadwright.history.facts import Party
from leadwright.intake.cells import Assumed, Unread
from leadwright.intake.mapping import OWN_OF_CONTACT, OWN_OF_LEAD, FieldSource, FileMapping
from leadwright.intake.naming_cells import NAMING, NamedCells
from leadwright.intake.reading.tables import plain_header
from leadwright.leads.telling import own_fields_for
from leadwright.people.models import Organisation, User
from leadwright.values.context import Read
from leadwright.values.evidence import Evidence, evidence
from leadwright.values.evidence import Kind as Written

DAY_FIRST = (ISO_DAY, "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y")
MONTH_FIRST = (ISO_DAY, "%m/%d/%Y")
WRITTEN = {
    Kind.INTEGER: Written.NUMBER,
    Kind.DECIMAL: Written.NUMBER,
    Kind.MONEY: Written.MONEY,
    Kind.DATE: Written.DATE,
    Kind.DATETIME: Written.DATE,
}
OwnReader = Callable[[str, str], Read[Any]]
PREFIXES = {Subject.LEAD: OWN_OF_LEAD, Subject.CONTACT: OWN_OF_CONTACT}
Known = dict[str, OwnField]


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Which columns of a file somebody made own fields, by their headers, and how the file writes values."""

    fields: Mapping[str, int] = field(default_factory=dict)
    is_day_first: bool = True
    has_commas: bool = False
    # Whether somebody has said how the file is written, and not only where it comes from.
    is_said: bool = False

    @classmethod
    def stored(cls, data: Mapping[str, Any]) -> "Columns":
        """Return what was stored."""
        return cls(
            fields=data.get("fields", {}),
            is_day_first=data.get("day_first", True),
            has_commas=data.get("commas", False),
            is_said=data.get("said", False),
        )

    @classmethod
    def usual(cls, country: str) -> "Columns":
        """Return how files are usually written in a country."""
        try:
            locale = Locale.parse(f"und_{country}")
        except (UnknownLocaleError, ValueError):
            return cls()
        return cls(
            is_day_first=_is_day_first(get_date_format("short", locale).pattern),
            has_commas=numbers.get_decimal_symbol(locale) == COMMA,
        )

    def field_of(self, header: str) -> int | None:
        """Return the field that a column is, if it is one."""
        plain = plain_header(header)
        return next((pk for other, pk in self.fields.items() if plain_header(other) == plain), None)

    def payload(self) -> dict[str, Any]:
        """Return what is to be stored."""
        return {
            "fields": dict(self.fields),
            "day_first": self.is_day_first,
            "commas": self.has_commas,
            "said": self.is_said,
        }

    def spelling(self, zone: ZoneInfo) -> Spelling:
        """Return how the file writes days and decimals."""
        days = DAY_FIRST if self.is_day_first else MONTH_FIRST
        return Spelling(zone=zone, days=days, decimal=COMMA if self.has_commas else POINT)

    def added_to(self, mapping: FileMapping, known: Known) -> FileMapping:
        """Return a mapping with these columns; a field that is there no longer is passed over.

        Fields of which the mapping does not say how they are written are written as the file is said to be.
        """
        names = {row.pk: name for name, row in known.items()}
        spelling = self.spelling(ZoneInfo("UTC"))
        sources = {
            names[pk]: FieldSource(
                name=names[pk], columns=(header,), formats=spelling.days, decimal=spelling.decimal
            )
            for header, pk in self.fields.items()
            if pk in names
        }
        return replace(mapping, fields=self._written_as_said(mapping), own={**mapping.own, **sources})

    def _written_as_said(self, mapping: FileMapping) -> Mapping[str, FieldSource]:
        if not self.is_said:
            return mapping.fields
        mark = COMMA if self.has_commas else POINT
        return {
            name: replace(source, usual_decimal=mark, is_day_first=self.is_day_first)
            for name, source in mapping.fields.items()
        }


def _is_day_first(pattern: str) -> bool:
    """Tell whether the day stands before the month; where the year stands first, days are written as ISO has them."""
    return pattern.startswith("y") or pattern.index("d") < pattern.index("M")


def name_of(row: OwnField) -> str:
    """Return what a mapping calls an own field."""
    return f"{PREFIXES.get(Subject(row.subject), '')}{row.key}"


def known_fields(organisation: Organisation, by: User | Party) -> Known:
    """Return the own fields that an import of somebody can fill, by what a mapping calls them."""
    home = organisation.pk
    of_leads = own_fields_for(by, tuple(Sees)) if isinstance(by, User) else fields_of(home, Subject.LEAD)
    offered = {Subject.LEAD: of_leads, Subject.CONTACT: fields_of(home, Subject.CONTACT)}
    return {
        name_of(row): row
        for rows in offered.values()
        for row in rows
        if not (row.is_retired or row.is_computed)
    }


@dataclass
class OwnRead:
    """What a line says in own fields: canonical values, what each example was, and what could not be read."""

    lead: dict[str, Any] = field(default_factory=dict)
    contact: dict[str, Any] = field(default_factory=dict)
    examples: dict[str, str] = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)
    assumed: list[Assumed] = field(default_factory=list)
    said: dict[str, Unread] = field(default_factory=dict)

    def give(self, draft: ContactDraft | None) -> None:
        """Give the contact of the line its values; where another line gave it others, or nobody is there, they wait."""
        for key, value in self.contact.items():
            if draft is not None and draft.own_fields.setdefault(key, value) == value:
                continue
            reason = _("another line says something else") if draft else _("the line names no contact")
            self.unread.append(replace(self.said[key], reason=reason))


class OwnColumns:
    """Reads the own fields of lines along a mapping, each distinct text once."""

    def __init__(self, mapping: FileMapping, organisation: Organisation, by: User | Party) -> None:
        self.known = known_fields(organisation, by)
        strange = sorted(mapping.own.keys() - self.known.keys())
        if strange:
            reason = _("there is no own field “{name}”").format(name=strange[0])
            refuse("FIELD_INVALID", field="mapping", reason=reason)
        self.sources, self.zone = mapping.own, ZoneInfo(organisation.time_zone)
        self.around = around(by) if isinstance(by, User) else Around(home=organisation.pk, currency="")
        self.named = NamedCells(organisation, by)
        self.readers: dict[str, OwnReader] = {}

    def ask(self, texts_of: Callable[[Collection[str]], Collection[str]]) -> None:
        """Find out whom the cells name, and how they are written, before they are read.

        `texts_of` returns what the lines say for some fields.
        """
        for kind in NAMING:
            if names := [name for name in self.sources if self.known[name].kind == kind]:
                self.named.ask(kind, texts_of(names))
        for name, source in self.sources.items():
            written = WRITTEN.get(Kind(self.known[name].kind))
            seen = evidence(written, texts_of([name])) if written else Evidence()
            self.readers[name] = self._reader(self.known[name], source, seen)

    def _reader(self, row: OwnField, source: FieldSource, seen: Evidence) -> OwnReader:
        kind = Kind(row.kind)
        if kind in NAMING:
            return lambda text, currency: Read(self.named.row_of(kind, text))
        days = source.formats or (ISO_DAY,)
        if seen.is_day_first is not None:
            days = DAY_FIRST if seen.is_day_first else MONTH_FIRST
        spelling = Spelling(zone=self.zone, days=days, decimal=seen.decimal or source.decimal)

        @lru_cache(maxsize=4096)
        def read(text: str, currency: str) -> Read[Any]:
            return value_in(row, text, replace(self.around, currency=currency), spelling)

        return read

    def read(self, texts: Mapping[str, str], currency: str) -> OwnRead:
        """Return the values of a line; what cannot be read is named with its reason, and the rest is read."""
        result = OwnRead()
        for name, text in texts.items():
            row = self.known[name]
            try:
                read = self.readers[name](text, currency)
            except Unfit as no:
                result.unread.append(Unread(name=name, label=row.label, text=text, reason=str(no)))
                continue
            result.assumed += [(row.label, assumption) for assumption in read.assumed]
            self._put(result, name, row, read.value, text)
        return result

    def _put(self, result: OwnRead, name: str, row: OwnField, value: Any, text: str) -> None:
        if value is None:
            return
        values = result.lead if row.subject == Subject.LEAD else result.contact
        values[str(row.pk)] = value
        result.said[str(row.pk)] = Unread(name=name, label=row.label, text=text, reason="")
        result.examples[name] = _example(row, value, text)


def _example(row: OwnField, value: Any, text: str) -> str:
    """Return what was read, where it is written otherwise than in the file."""
    if row.kind == Kind.MONEY:
        return f"{value['amount']} {value['currency']}"
    return str(value) if row.kind in (Kind.INTEGER, Kind.DECIMAL, Kind.DATE, Kind.DATETIME) else text
