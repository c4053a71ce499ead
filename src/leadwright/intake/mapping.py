"""Mappings: saved descriptions of a shape of file, by which it is recognised and read; data, not code."""

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from leadwright.foundation.refusals import refuse
from leadwright.intake.tables import plain_header
from leadwright.leads.fields import IMPORT

SHIPPED = Path(__file__).parent / "mappings"
# What a line says beside the fields of a lead: its key, an amount whose meaning the status decides, a currency.
OF_A_LINE = ("key", "amount", "currency")
LEAD = (*OF_A_LINE, *(field.name for field in IMPORT))
PEOPLE = ("owner.name", "owner.email", "unit", "group")
OF_A_CONTACT = ("key", "name", "email", "phone", "country", "city", "vat_number", "language")
FIELDS = (
    *LEAD,
    *PEOPLE,
    *(f"{kind}.{name}" for kind in ("company", "person") for name in OF_A_CONTACT),
)
# Before the key of an own field: of the lead, or of the contact that it is about.
OWN_OF_LEAD, OWN_OF_CONTACT = "fields.", "contact.fields."
OPTIONS = {"column", "columns", "lines", "value", "values", "as", "format", "decimal"}
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
)
USUAL = {field.name: field.kind.conversion for field in IMPORT if field.kind} | {
    "amount": "money",
    "company.country": "country",
    "person.country": "country",
}
_COLUMN = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, kw_only=True)
class Beside:
    """A file beside the main one: how it is recognised, which columns join it, and what it brings."""

    name: str
    signature: frozenset[str]
    column: str
    matches: str
    brings: str = ""


@dataclass(frozen=True, kw_only=True)
class FieldSource:
    """Where a field comes from: the first filled of some columns, lines of text with columns, or a value."""

    name: str
    columns: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    value: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    conversion: str = "line"
    formats: tuple[str, ...] = ()
    decimal: str = "."

    @property
    def payload(self) -> str:
        """The source as it is shown: the columns it reads, or the value it always has."""
        named = self.columns or tuple(name for line in self.lines for name in _COLUMN.findall(line))
        return " or ".join(self.columns) if self.columns else ", ".join(named) or f"always “{self.value}”"


@dataclass(frozen=True, kw_only=True)
class FileMapping:
    """One shape of file: its signature, the files beside it, and the source of each field."""

    title: str
    signature: frozenset[str]
    lead_type: str
    beside: Mapping[str, Beside]
    fields: Mapping[str, FieldSource]
    own: Mapping[str, FieldSource] = field(default_factory=dict)

    @property
    def sources(self) -> dict[str, FieldSource]:
        """Where each field comes from, own fields too."""
        return {**self.fields, **self.own}

    def fits(self, headers: Collection[str]) -> bool:
        """Tell whether a file with these plain headers has this shape."""
        return self.signature <= set(headers)


@cache
def shipped() -> tuple[FileMapping, ...]:
    """Return the mappings that the product ships, the most demanding first."""
    matches = [read_mapping(path) for path in sorted(SHIPPED.glob("*.toml"))]
    return tuple(sorted(matches, key=lambda mapping: -len(mapping.signature)))


def recognised(headers: Collection[str], *, own: Path | None = None) -> FileMapping:
    """Return the mapping for a file with these plain headers: one's own when it is given, else a shipped one."""
    offered = (read_mapping(own),) if own else shipped()
    match = next((mapping for mapping in offered if mapping.fits(headers)), None)
    if match is None:
        refuse("FILE_UNKNOWN", field="mapping", reason="; ".join(_lacks(row, headers) for row in offered))
    return match


def _lacks(mapping: FileMapping, headers: Collection[str]) -> str:
    missing = ", ".join(sorted(mapping.signature - set(headers)))
    return _("“{mapping}” needs the columns {columns}").format(mapping=mapping.title, columns=missing)


def read_mapping(path: Path) -> FileMapping:
    """Read a mapping file; what is wrong in it is refused by name."""
    try:
        return parsed(tomllib.loads(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        text = _("{file} cannot be read as TOML ({fault})").format(file=path.name, fault=fault)
        refuse("FIELD_INVALID", field="mapping", reason=text)


def parsed(data: Mapping[str, Any]) -> FileMapping:
    """Return the mapping that some TOML describes."""
    _refuse_unknown("", data, {"title", "signature", "lead_type", "beside", "fields"})
    sources = {name: _source(name, result) for name, result in data.get("fields", {}).items()}
    mapping = FileMapping(
        title=_text(data, "title"),
        signature=_headers(data, "signature"),
        lead_type=str(data.get("lead_type", "partner-lead")),
        beside={name: _beside(name, result) for name, result in data.get("beside", {}).items()},
        fields={name: source for name, source in sources.items() if not is_own(name)},
        own={name: source for name, source in sources.items() if is_own(name)},
    )
    if "status" not in mapping.fields:
        _refuse(_("{place} is missing").format(place="fields.status"))
    return mapping


def _beside(name: str, data: Mapping[str, Any]) -> Beside:
    _refuse_unknown(f"beside.{name}", data, {"signature", "column", "matches", "brings"})
    brings = data.get("brings", "")
    if brings not in ("", "company", "person", "owner"):
        _refuse_choice(f"beside.{name}.brings", ("company", "person", "owner"))
    return Beside(
        name=name,
        signature=_headers(data, "signature"),
        column=_text(data, "column"),
        matches=_text(data, "matches"),
        brings=brings,
    )


def is_own(name: str) -> bool:
    """Tell whether a name in a mapping is that of an own field."""
    return name.startswith((OWN_OF_LEAD, OWN_OF_CONTACT))


def _source(name: str, data: Mapping[str, Any]) -> FieldSource:
    if name not in FIELDS and not is_own(name):
        _refuse(_("there is no field “{name}”").format(name=name))
    _refuse_unknown(f"fields.{name}", data, OPTIONS - {"as"} if is_own(name) else OPTIONS)
    conversion = data.get("as", USUAL.get(name, "line"))
    if conversion not in CONVERSIONS:
        _refuse_choice(f"fields.{name}.as", CONVERSIONS)
    columns = data.get("columns") or ([data["column"]] if "column" in data else [])
    formats = data.get("format", [])
    source = FieldSource(
        name=name,
        columns=tuple(map(str, columns)),
        lines=tuple(map(str, data.get("lines", ()))),
        value=str(data.get("value", "")),
        values={str(word): str(value) for word, value in data.get("values", {}).items()},
        conversion=conversion,
        formats=(formats,) if isinstance(formats, str) else tuple(map(str, formats)),
        decimal=str(data.get("decimal", ".")),
    )
    if not (source.columns or source.lines or source.value):
        text = _("{place} needs one of {choices}")
        _refuse(text.format(place=f"fields.{name}", choices="column, columns, lines, value"))
    return source


def columns_in(line: str) -> list[str]:
    """Return the columns that a line of text names in braces."""
    return _COLUMN.findall(line)


def filled_in(line: str, data: Mapping[str, str]) -> str:
    """Return a line of text with its columns filled in."""
    return _COLUMN.sub(lambda named: data[named[1]], line)


def _headers(data: Mapping[str, Any], name: str) -> frozenset[str]:
    given = data.get(name)
    if not isinstance(given, list) or len(given) < 2:
        _refuse(_("{place} must be a list of at least two headers").format(place=name))
    return frozenset(plain_header(str(header)) for header in given)


def _text(data: Mapping[str, Any], name: str) -> str:
    if not isinstance(data.get(name), str) or not data[name]:
        _refuse(_("{place} is missing").format(place=name))
    return str(data[name])


def _refuse_unknown(place: str, data: Mapping[str, Any], known: set[str]) -> None:
    if not isinstance(data, Mapping):
        _refuse(_("{place} must be a table").format(place=place))
    if strange := sorted(set(data) - known):
        _refuse(_("there is no option “{name}”").format(name=f"{place}.{strange[0]}".strip(".")))


def _refuse_choice(place: str, choices: Collection[str]) -> NoReturn:
    _refuse(_("{place} must be one of {choices}").format(place=place, choices=", ".join(choices)))


def _refuse(reason: str) -> NoReturn:
    refuse("FIELD_INVALID", field="mapping", reason=reason)
