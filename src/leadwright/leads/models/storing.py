"""How what actions changed is stored at their end: leads in as few statements as they differ, comments in one."""

from collections.abc import Sequence
from typing import TypeVar

from django.db.models import Model

from leadwright.foundation.copying import update_each

Row = TypeVar("Row", bound=Model)


def store_comments(rows: Sequence[Model]) -> None:
    """Write what companies say of leads: a company has one comment on a lead."""
    type(rows[0])._default_manager.bulk_create(
        rows, update_conflicts=True, unique_fields=["lead", "organisation"], update_fields=["text"]
    )


def store_leads(rows: Sequence[tuple[Row, Sequence[str]]]) -> None:
    """Write what an action changed: each lead once, and those with the same changes together."""
    changed: dict[int, tuple[Row, set[str]]] = {}
    for lead, names in rows:
        changed.setdefault(id(lead), (lead, set()))[1].update(names)
    alike: dict[tuple[str, ...], list[Row]] = {}
    for lead, columns in changed.values():
        alike.setdefault(tuple(sorted(columns)), []).append(lead)
    for fields, leads in alike.items():
        update_each(leads, fields)
