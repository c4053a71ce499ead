"""Add to a configuration what another has beside it: by its code, so that nothing that is there changes."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from leadwright.foundation.text import trimmed
from leadwright.leads.configuration.blueprint import LISTS, Blueprint, Labels
from leadwright.leads.configuration.linter import LONGEST_NAME


def with_missing(old: Blueprint, more: Blueprint, labels: Labels) -> Blueprint:
    """Return a configuration with the rows, lead types and definitions that only the other has, by their codes.

    What is called like something that is there gets the name of what it comes from (`labels`) behind its own.
    A definition that is added is not in force. Switched parts and minimum deal values stay as they are.
    """
    rows: dict[str, Any] = {
        kind: (*getattr(old, kind), *_missing(kind, getattr(old, kind), getattr(more, kind), labels))
        for kind in (*LISTS, "types", "definitions")
    }
    return replace(old, **rows)


def _missing(kind: str, old: Sequence[Any], more: Sequence[Any], labels: Labels) -> list[Any]:
    codes = {row.code.lower() for row in old}
    names = {_name(row) for row in old if not getattr(row, "is_retired", False)}
    rows = [row for row in more if row.code.lower() not in codes]
    if kind == "definitions":
        rows = [replace(row, is_active=False) for row in rows]
    return [replace(row, labels=_apart(row.labels, labels)) if _name(row) in names else row for row in rows]


def _name(row: Any) -> str:
    return trimmed(row.labels.get("en", "")).casefold()


def _apart(own: Labels, origin: Labels) -> dict[str, str]:
    """Return names that tell where a row comes from."""
    return {
        language: f"{text} ({origin.get(language, origin['en'])})"[:LONGEST_NAME]
        for language, text in own.items()
    }
