"""From a mapping to the TOML that the command line takes."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from leadwright.intake.mapping import FileMapping

_BARE = re.compile(r"[A-Za-z0-9_-]+")
# What stands in tables of its own, below everything else.
_TABLES = ("synonyms", "beside", "fields")


def toml_of(mapping: FileMapping) -> str:
    """Return a mapping as TOML; read again, it is the same mapping."""
    data = mapping.data()
    lines = [f"{name} = {_value(value)}" for name, value in data.items() if name not in _TABLES]
    for name in _TABLES:
        lines += _tables(name, data.get(name, {}))
    return "\n".join(lines) + "\n"


def _tables(name: str, rows: Mapping[str, Any]) -> Iterator[str]:
    if name == "fields" or (name == "synonyms" and rows):
        yield f"\n[{name}]"
    for key, value in rows.items():
        if isinstance(value, Mapping):
            yield f"\n[{name}.{_key(key)}]"
            yield from (f"{_key(option)} = {_value(item)}" for option, item in value.items())
        else:
            yield f"{_key(key)} = {_value(value)}"


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(key)} = {_value(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return _text(value) if isinstance(value, str) else json.dumps(value)


def _key(text: str) -> str:
    return text if _BARE.fullmatch(text) else _text(text)


def _text(text: str) -> str:
    """Return a text in quotes: TOML escapes as JSON does, and delete as well."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
