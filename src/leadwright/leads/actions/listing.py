"""The verbs of the lists and of the definitions: add, rename, move, retire, activate, delete."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from leadwright.foundation.refusals import NotFound, refuse
from leadwright.leads.actions.configuring import change
from leadwright.leads.configuration.blueprint import (
    LISTS,
    Blueprint,
    DefinitionPlan,
    Entry,
    TypePlan,
    free_code,
)
from leadwright.leads.configuration.changes import KINDS, Change
from leadwright.leads.configuration.uses import uses_of
from leadwright.people.models import User


def add_entry(
    kind: str, labels: Mapping[str, str], *, by: User, at: datetime, code: str = "", **own: Any
) -> list[Change]:
    """Add a row to a list; an empty code becomes the capital initials of the name."""

    def edit(old: Blueprint) -> Blueprint:
        rows = old.entries(_list(kind))
        chosen = code.strip() or free_code(labels.get("en", ""), {one.code for one in rows})
        _refuse_taken(chosen, [one.code for one in rows])
        return old.with_rows(kind, (*rows, Entry(code=chosen, labels=_clean(labels), **own)))

    return change(edit, by=by, at=at)


def edit_entry(
    kind: str, code: str, labels: Mapping[str, str], *, by: User, at: datetime, **own: Any
) -> list[Change]:
    """Give a row of a list other names; its code stays, since leads and files know it by that."""
    return _put(kind, code, by=by, at=at, labels=_clean(labels), **own)


def retire(kind: str, code: str, *, by: User, at: datetime) -> list[Change]:
    """Delete a row from a list or a lead type: it is offered no longer, and stays on what has it.

    What still needs it refuses, and says what that is.
    """

    def edit(old: Blueprint) -> Blueprint:
        record = _found(old, kind, code)
        if uses := uses_of(old, kind, code).holding:
            refuse("IN_USE", name=record.labels.get("en", code), uses=", ".join(uses))
        return _with(old, kind, replace(record, is_retired=True))

    return change(edit, by=by, at=at)


def restore(kind: str, code: str, *, by: User, at: datetime) -> list[Change]:
    """Offer again what was retired."""
    return _put(kind, code, by=by, at=at, is_retired=False)


def move(kind: str, code: str, *, up: bool, by: User, at: datetime) -> list[Change]:
    """Move a row one place up or down; at the end of the list nothing happens."""

    def edit(old: Blueprint) -> Blueprint:
        rows = list(getattr(old, _ordered(kind)))
        place = rows.index(_found(old, kind, code))
        other = place - 1 if up else place + 1
        if 0 <= other < len(rows):
            rows[place], rows[other] = rows[other], rows[place]
        return old.with_rows(kind, rows)

    return change(edit, by=by, at=at)


def set_minimum(currency: str, amount: Decimal | None, *, by: User, at: datetime) -> list[Change]:
    """Set the least that an opportunity can be closed with in a currency; without amount the usual one."""

    def edit(old: Blueprint) -> Blueprint:
        rest = {one: least for one, least in old.minimum_deal_values.items() if one != currency}
        return replace(old, minimum_deal_values=rest if amount is None else rest | {currency: amount})

    return change(edit, by=by, at=at)


def put_type(plan: TypePlan, *, by: User, at: datetime) -> list[Change]:
    """Store a lead type as it is given, all at once; one that was not there before is added."""

    def edit(old: Blueprint) -> Blueprint:
        code = plan.code or free_code(plan.labels.get("en", ""), {one.code for one in old.types})
        return _with(old, "types", replace(plan, code=code, labels=_clean(plan.labels)))

    return change(edit, by=by, at=at)


def put_definition(plan: DefinitionPlan, *, by: User, at: datetime) -> list[Change]:
    """Store a definition as it is given; whether it is active is for `activate` alone."""

    def edit(old: Blueprint) -> Blueprint:
        code = plan.code or free_code(plan.labels.get("en", ""), {one.code for one in old.definitions})
        former = old.definition(code)
        is_active = former is not None and former.is_active
        return _with(
            old, "definitions", replace(plan, code=code, labels=_clean(plan.labels), is_active=is_active)
        )

    return change(edit, by=by, at=at)


def activate(code: str, *, by: User, at: datetime) -> list[Change]:
    """Put a definition in force; the former one becomes inactive in the same transaction."""

    def edit(old: Blueprint) -> Blueprint:
        _found(old, "definitions", code)
        return replace(
            old,
            definitions=tuple(replace(one, is_active=one.code == code) for one in old.definitions),
        )

    return change(edit, by=by, at=at)


def delete_definition(code: str, *, by: User, at: datetime) -> list[Change]:
    """Delete a definition that is not in force."""

    def edit(old: Blueprint) -> Blueprint:
        if _found(old, "definitions", code).is_active:
            refuse("DEFINITION_ACTIVE")
        return replace(old, definitions=tuple(one for one in old.definitions if one.code != code))

    return change(edit, by=by, at=at)


def _put(kind: str, code: str, *, by: User, at: datetime, **values: Any) -> list[Change]:
    return change(lambda old: _with(old, kind, replace(_found(old, kind, code), **values)), by=by, at=at)


def _with(old: Blueprint, kind: str, record: Any) -> Blueprint:
    """Return the configuration with a record in its place, or at the end if it is new."""
    rows = getattr(old, kind)
    if any(one.code == record.code for one in rows):
        return old.with_rows(kind, [record if one.code == record.code else one for one in rows])
    return old.with_rows(kind, (*rows, record))


def _found(old: Blueprint, kind: str, code: str) -> Any:
    found = next((one for one in getattr(old, _ordered(kind)) if one.code == code), None)
    if found is None:
        raise NotFound
    return found


def _ordered(kind: str) -> str:
    if kind not in KINDS:
        raise NotFound
    return kind


def _list(kind: str) -> str:
    if kind not in LISTS:
        raise NotFound
    return kind


def _refuse_taken(code: str, codes: list[str]) -> None:
    if code.lower() in {one.lower() for one in codes}:
        refuse("FIELD_INVALID", field="code", reason=_("there is already one with this code"))


def _clean(labels: Mapping[str, str]) -> dict[str, str]:
    return {language: label.strip() for language, label in labels.items() if label.strip()}
