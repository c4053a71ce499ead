"""From TOML or plain data to a mapping: what is wrong is refused by its place, with what would be right."""

import re
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from time import strptime
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from leadwright.foundation.numbers import COMMA, POINT
from leadwright.foundation.refusals import refuse
from leadwright.foundation.text import fault_in_line, fault_in_text
from leadwright.intake.kind_fields import KIND_FIELDS
from leadwright.intake.mapping import (
    CONVERSIONS,
    FIELDS,
    KINDS,
    KNOWN,
    LEADS,
    MAKE,
    USUAL,
    Beside,
    Condition,
    FieldSource,
    FileMapping,
    is_own,
)
from leadwright.intake.reading.tables import plain_header
from leadwright.values.context import Unreadable
from leadwright.values.countries import read_country

Data = Mapping[str, Any]
OPTIONS = {
    *("title", "kind", "source", "partial", "signature", "entity", "synonyms"),
    *("lead_type", "country", "owners", "beside", "fields"),
}
OF_A_FIELD = {
    *("column", "columns", "lines", "value", "values", "when", "otherwise", "when_empty"),
    *("as", "format", "decimal"),
}
# An own field is read as its kind says, and what is assumed for it is told by its kind.
NOT_OF_AN_OWN_FIELD = {"as", "otherwise", "when_empty"}
OF_BESIDE = {"signature", "column", "matches", "brings"}
OF_A_CONDITION = {"column", "exists", "filled", "equals", "value", "otherwise"}
MOST, LONGEST, LONGEST_TITLE, GREATEST = 2_000, 1_000, 200, 10**15


def read_mapping(path: Path) -> FileMapping:
    """Read a mapping file; what is wrong in it is refused by name."""
    try:
        return mapping_in(path.read_text("utf-8"), name=path.name)
    except (OSError, UnicodeDecodeError) as fault:
        _refuse_toml(path.name, fault)


def mapping_in(text: str, *, name: str = "TOML") -> FileMapping:
    """Return the mapping that a text in TOML describes."""
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as fault:
        _refuse_toml(name, fault)
    return mapping_from(data)


def mapping_from(data: Data) -> FileMapping:
    """Return the mapping that plain data describe."""
    _refuse_unknown("", data, OPTIONS)
    rows = _table("", data, "fields")
    kind = _choice("kind", data.get("kind", LEADS), KINDS)
    beside = {name: _beside(name, row) for name, row in _table("", data, "beside").items()}
    sources = {name: _source(name, row, beside, kind) for name, row in rows.items()}
    if kind == LEADS and "status" not in sources:
        _refuse(_("{place} is missing").format(place="fields.status"))
    if kind != LEADS and not (needs := set(KIND_FIELDS[kind].needs)) & sources.keys():
        _refuse(_("{place} needs one of {choices}").format(place="fields", choices=", ".join(sorted(needs))))
    return FileMapping(
        title=_needed("", data, "title", longest=LONGEST_TITLE),
        kind=kind,
        source=_line("source", data.get("source", ""), longest=LONGEST_TITLE),
        is_partial=_switch("partial", data.get("partial", False)),
        signature=_headers("signature", data.get("signature")),
        entities=tuple(plain_header(word) for word in _lines("entity", data.get("entity", []))),
        synonyms=_synonyms(_table("", data, "synonyms")),
        lead_type=_line("lead_type", data.get("lead_type", "")),
        beside=beside,
        fields={name: source for name, source in sources.items() if not is_own(name)},
        own={name: source for name, source in sources.items() if is_own(name)},
        country=_country(_line("country", data.get("country", ""))),
        makes_owners=_choice("owners", data.get("owners", KNOWN), (KNOWN, MAKE)) == MAKE,
    )


def _synonyms(rows: Data) -> dict[str, tuple[str, ...]]:
    return {
        plain_header(_line("synonyms", header)): tuple(
            plain_header(name) for name in _lines(f"synonyms.{header}", names)
        )
        for header, names in rows.items()
    }


def _country(text: str) -> str:
    """Return the country of what a file says nothing of."""
    try:
        return read_country(text).value if text else ""
    except Unreadable as fault:
        _refuse(str(fault))


def _beside(name: str, data: Any) -> Beside:
    place = f"beside.{_line('beside', name)}"
    _refuse_unknown(place, data, OF_BESIDE)
    brings = data.get("brings", "")
    if brings != "":
        _choice(f"{place}.brings", brings, ("company", "person", "owner"))
    return Beside(
        name=name,
        signature=_headers(f"{place}.signature", data.get("signature")),
        column=_needed(place, data, "column"),
        matches=_needed(place, data, "matches"),
        brings=brings,
    )


def _source(name: str, data: Any, beside: Collection[str], kind: str) -> FieldSource:
    offered, usual = (
        (FIELDS, USUAL) if kind == LEADS else (KIND_FIELDS[kind].named, KIND_FIELDS[kind].conversions)
    )
    if name not in offered and not is_own(name):
        _refuse(_("there is no field “{name}”").format(name=_line("fields", name)))
    place = f"fields.{_line('fields', name)}"
    _refuse_unknown(place, data, OF_A_FIELD - (NOT_OF_AN_OWN_FIELD if is_own(name) else set()))
    decimal = data.get("decimal", "")
    if decimal != "":
        _choice(f"{place}.decimal", decimal, (POINT, COMMA))
    source = FieldSource(
        name=name,
        columns=_columns(place, data),
        lines=tuple(_lines(f"{place}.lines", data.get("lines", []))),
        value=_text(f"{place}.value", data.get("value", "")),
        values=_values(place, data),
        when=_conditions(f"{place}.when", data.get("when", []), beside),
        otherwise=_text(f"{place}.otherwise", data.get("otherwise", "")),
        when_empty=_text(f"{place}.when_empty", data.get("when_empty", "")),
        conversion=_choice(f"{place}.as", data.get("as", usual.get(name, "line")), CONVERSIONS),
        formats=tuple(_format(f"{place}.format", form) for form in _several(place, data, "format")),
        decimal=decimal,
    )
    if not (source.columns or source.lines or source.value or source.when or source.when_empty):
        text = _("{place} needs one of {choices}")
        _refuse(text.format(place=place, choices="column, columns, lines, value, when, when_empty"))
    return source


def _columns(place: str, data: Data) -> tuple[str, ...]:
    several = _lines(f"{place}.columns", data.get("columns", []))
    if "column" in data and not several:
        return (_needed(place, data, "column"),)
    return tuple(several)


def _several(place: str, data: Data, name: str) -> list[str]:
    given = data.get(name, [])
    return _lines(f"{place}.{name}", [given] if isinstance(given, str) else given)


def _values(place: str, data: Data) -> dict[str, str]:
    rows = _table(place, data, "values")
    return {
        _text(f"{place}.values", word): _text(f"{place}.values.{word}", value) for word, value in rows.items()
    }


def _conditions(place: str, given: Any, beside: Collection[str]) -> tuple[Condition, ...]:
    rows = [given] if isinstance(given, Mapping) else given
    if not isinstance(rows, list) or len(rows) > MOST:
        _refuse(_("{place} must be a table").format(place=place))
    return tuple(_condition(place, row, beside) for row in rows)


def _condition(place: str, data: Any, beside: Collection[str]) -> Condition:
    _refuse_unknown(place, data, OF_A_CONDITION)
    exists, words = data.get("exists", ""), tuple(_several(place, data, "equals"))
    if ("column" in data) == ("exists" in data):
        _refuse(_("{place} needs one of {choices}").format(place=place, choices="column, exists"))
    if "exists" in data:
        _choice(f"{place}.exists", exists, beside)
    made = Condition(
        column="" if exists else _needed(place, data, "column"),
        exists=exists,
        is_filled=True if words or exists else _switch(f"{place}.filled", data.get("filled", True)),
        words=() if exists else words,
        value=_text(f"{place}.value", data["value"]) if "value" in data else None,
        otherwise=_text(f"{place}.otherwise", data["otherwise"]) if "otherwise" in data else None,
    )
    if not made.texts:
        _refuse(_("{place} needs one of {choices}").format(place=place, choices="value, otherwise"))
    return made


def _format(place: str, form: str) -> str:
    """Return the form of a date; one that Python cannot read is refused now, and not at the first cell."""
    try:
        strptime("", form)
    except (ValueError, re.error, IndexError, KeyError) as fault:
        if not isinstance(fault, ValueError) or "directive" in str(fault) or "stray" in str(fault):
            text = _("{place} must be a form of dates, such as %d.%m.%Y")
            _refuse(text.format(place=place))
    return form


def _headers(place: str, given: Any) -> frozenset[str]:
    rows = _lines(place, given) if isinstance(given, list) else []
    headers = frozenset(map(plain_header, rows)) - {""}
    if len(headers) < 2:
        _refuse(_("{place} must be a list of at least two headers").format(place=place))
    return headers


def _table(place: str, data: Data, name: str) -> Data:
    given, where = data.get(name, {}), f"{place}.{name}".strip(".")
    if not isinstance(given, Mapping):
        _refuse(_("{place} must be a table").format(place=where))
    if len(given) > MOST:
        _refuse(_("{place} holds more than {number} entries").format(place=where, number=MOST))
    return given


def _lines(place: str, given: Any) -> list[str]:
    if not isinstance(given, list) or len(given) > MOST:
        _refuse(_("{place} must be a list of at most {number} texts").format(place=place, number=MOST))
    if not all(given):
        _refuse(_("{place} holds an empty text").format(place=place))
    return [_line(place, row) for row in given]


def _needed(place: str, data: Data, name: str, *, longest: int = LONGEST) -> str:
    where = f"{place}.{name}".strip(".")
    if not (text := _line(where, data.get(name, ""), longest=longest)):
        _refuse(_("{place} is missing").format(place=where))
    return text


def _line(place: str, given: Any, *, longest: int = LONGEST) -> str:
    text = _text(place, given, longest=longest)
    if fault := fault_in_line(text):
        _refuse(f"{place}: {fault}")
    return text


def _text(place: str, given: Any, *, longest: int = LONGEST) -> str:
    """Return a text; a number stands for what it is written as."""
    is_number = isinstance(given, int | float) and not isinstance(given, bool) and abs(given) < GREATEST
    if not (isinstance(given, str) or is_number):
        _refuse(_("{place} must be text").format(place=place[:LONGEST]))
    text = str(given)
    if fault := fault_in_text(text):
        _refuse(f"{ascii(place)[1:-1][:LONGEST]}: {fault}")
    if len(text) > longest:
        _refuse(_("{place} is longer than {number} characters").format(place=place[:60], number=longest))
    return text


def _switch(place: str, given: Any) -> bool:
    if not isinstance(given, bool):
        _refuse(_("{place} must be true or false").format(place=place))
    return given


def _choice(place: str, given: Any, choices: Collection[str]) -> str:
    if not isinstance(given, str) or given not in choices:
        named = ", ".join(choices) or _("none")
        _refuse(_("{place} must be one of {choices}").format(place=place, choices=named))
    return given


def _refuse_unknown(place: str, data: Any, known: Collection[str]) -> None:
    if not isinstance(data, Mapping):
        _refuse(_("{place} must be a table").format(place=place or _("the mapping")))
    if strange := sorted(map(str, set(data) - set(known))):
        name = ascii(f"{place}.{strange[0]}".strip("."))[1:-1][:LONGEST]
        _refuse(_("there is no option “{name}”").format(name=name))


def _refuse_toml(name: str, fault: Exception) -> NoReturn:
    _refuse(_("{file} cannot be read as TOML ({fault})").format(file=name, fault=fault))


def _refuse(reason: str) -> NoReturn:
    refuse("FIELD_INVALID", field="mapping", reason=reason)
