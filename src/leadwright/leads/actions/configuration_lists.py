"""The verbs of the lists and of the definitions: add, rename, move, retire, activate, delete."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from leadwright.foundation.refusals import NotFound, refuse
from leadwright.foundation.text import trimmed
from leadwright.leads.actions.configuring import STAY, Edit, Moves, change
from leadwright.leads.configuration.blueprint import (
    LISTS,
    Arrow,
    Blueprint,
    DefinitionPlan,
    Entry,
    TypePlan,
    free_code,
)
from leadwright.leads.configuration.changes import KINDS, Change
from leadwright.leads.configuration.offering import offered
from leadwright.leads.configuration.uses import label_of, uses_of
from leadwright.people.models import User


def add_entry(
    kind: str,
    labels: Mapping[str, str],
    /,
    *,
    by: User,
    at: datetime,
    code: str = "",
    offered_in: Collection[str] = (),
    **own: Any,
) -> list[Change]:
    """Add a row to a list; an empty code becomes the capital initials of the name.

    It is named by those of `offered_in` that name their own rows, and so can be chosen there at once.
    """

    def edit(old: Blueprint) -> Blueprint:
        new = _added(old, _list(kind), Entry(code=code, labels=_clean(labels), **own))
        return offered(new, kind, new.entries(kind)[-1].code, offered_in)

    return change(edit, by=by, at=at)


def edit_entry(
    kind: str, code: str, labels: Mapping[str, str], /, *, by: User, at: datetime, **own: Any
) -> list[Change]:
    """Give a row of a list other names; its code stays, since leads and files know it by that."""
    return _put(kind, code, by=by, at=at, labels=_clean(labels), **own)


def retire(kind: str, code: str, *, by: User, at: datetime) -> list[Change]:
    """Delete a row from a list or a lead type: it is offered no longer, and stays on what has it.

    What still needs it refuses, and says what that is.
    """

    def edit(old: Blueprint) -> Blueprint:
        record = _row_of(old, kind, code)
        if uses := uses_of(old, kind, code).holding:
            refuse("IN_USE", name=label_of(record), uses=", ".join(uses))
        return _with(old, kind, replace(record, is_retired=True))

    return change(edit, by=by, at=at)


def restore(kind: str, code: str, *, by: User, at: datetime) -> list[Change]:
    """Offer again what was retired."""
    return _put(kind, code, by=by, at=at, is_retired=False)


def offer(kind: str, code: str, keys: Collection[str], *, by: User, at: datetime) -> list[Change]:
    """Let a row be chosen where others of its list are named and it is not yet."""

    def edit(old: Blueprint) -> Blueprint:
        _row_of(old, kind, code)
        return offered(old, kind, code, keys)

    return change(edit, by=by, at=at)


def move(kind: str, code: str, *, up: bool, by: User, at: datetime) -> list[Change]:
    """Move a row one place up or down; at the end of the list nothing happens."""

    def edit(old: Blueprint) -> Blueprint:
        rows = list(getattr(old, _ordered(kind)))
        place = rows.index(_row_of(old, kind, code))
        other = place - 1 if up else place + 1
        if 0 <= other < len(rows):
            rows[place], rows[other] = rows[other], rows[place]
        return old.with_rows(kind, rows)

    return change(edit, by=by, at=at)


def place(kind: str, code: str, number: int, *, by: User, at: datetime) -> list[Change]:
    """Put a row at a place of its list, counted from 0; beyond the end is the end."""

    def edit(old: Blueprint) -> Blueprint:
        row = _row_of(old, kind, code)
        rows = [row for row in getattr(old, kind) if row.code != code]
        rows.insert(max(number, 0), row)
        return old.with_rows(kind, rows)

    return change(edit, by=by, at=at)


def set_minimum(currency: str, amount: Decimal | None, *, by: User, at: datetime) -> list[Change]:
    """Set the least that an opportunity can be closed with in a currency; without amount the usual one."""

    def edit(old: Blueprint) -> Blueprint:
        rest = {item: least for item, least in old.minimum_deal_values.items() if item != currency}
        return replace(old, minimum_deal_values=rest if amount is None else rest | {currency: amount})

    return change(edit, by=by, at=at)


def set_notices(notices: Mapping[str, Sequence[int]], *, by: User, at: datetime) -> list[Change]:
    """Set when each gets notices of a task, in hundredths of its time."""
    rows = {whom: tuple(sorted(percents)) for whom, percents in notices.items()}
    return change(lambda old: replace(old, task_notices={**old.task_notices, **rows}), by=by, at=at)


def switch_off(features: Iterable[str], *, by: User, at: datetime) -> list[Change]:
    """Do without some parts of the product from the next request on; all others are there."""
    return change(lambda old: replace(old, switched_off=frozenset(features)), by=by, at=at)


def add_type(
    labels: Mapping[str, str], *, by: User, at: datetime, code: str = "", offered_in: Collection[str] = ()
) -> list[Change]:
    """Add a lead type that begins as a copy of the first one; an empty code becomes the initials."""

    def edit(old: Blueprint) -> Blueprint:
        pattern = next((kind for kind in old.types if not kind.is_retired), TypePlan(code="", labels={}))
        named = replace(pattern, code=code, labels=_clean(labels), is_retired=False)
        new = _added(old, "types", named)
        return offered(new, "types", new.types[-1].code, offered_in)

    return change(edit, by=by, at=at)


def put_type(plan: TypePlan, *, by: User, at: datetime, moves: Moves = STAY) -> list[Change]:
    """Store a lead type as it is given, all at once; one that was not there before is added.

    `moves` say to which status the open leads go whose status the type no longer allows.
    """
    return change(put_type_edit(plan), by=by, at=at, moves=moves)


def put_type_edit(plan: TypePlan) -> Edit:
    """Return the change that stores a lead type, for those who want to foresee it."""

    def edit(old: Blueprint) -> Blueprint:
        if not plan.code:
            return _added(old, "types", plan)
        return _with(old, "types", replace(plan, labels=_clean(plan.labels)))

    return edit


def put_transitions(kind: str, pair: tuple[str, str], paths: Sequence[Arrow]) -> Edit:
    """Return the change that stores all transitions from one status of a type to another.

    Several may be listed, each for other people; with none the way is closed to everybody.
    """

    def edit(old: Blueprint) -> Blueprint:
        plan: TypePlan = _row_of(old, "types", kind)
        rows = list(plan.transitions)
        place = next((n for n, item in enumerate(rows) if (item.start, item.end) == pair), len(rows))
        rest = [row for row in rows if (row.start, row.end) != pair]
        return _with(old, "types", replace(plan, transitions=(*rest[:place], *paths, *rest[place:])))

    return edit


def add_definition(labels: Mapping[str, str], *, by: User, at: datetime, code: str = "") -> list[Change]:
    """Add a definition that begins as a copy of the active one; it is not in force."""

    def edit(old: Blueprint) -> Blueprint:
        active = [definition for definition in old.definitions if definition.is_active]
        pattern = next(iter([*active, *old.definitions]), DefinitionPlan(code="", labels={}))
        return _added(old, "definitions", replace(pattern, code=code, labels=_clean(labels), is_active=False))

    return change(edit, by=by, at=at)


def put_definition(plan: DefinitionPlan, *, by: User, at: datetime) -> list[Change]:
    """Store a definition as it is given; whether it is active is for `activate` alone."""

    def edit(old: Blueprint) -> Blueprint:
        former = old.definition(plan.code)
        is_active = former is not None and former.is_active
        return _with(old, "definitions", replace(plan, labels=_clean(plan.labels), is_active=is_active))

    return change(edit, by=by, at=at)


def activate(code: str, *, by: User, at: datetime) -> list[Change]:
    """Put a definition in force; the former one becomes inactive in the same transaction."""

    def edit(old: Blueprint) -> Blueprint:
        _row_of(old, "definitions", code)
        return replace(
            old,
            definitions=tuple(
                replace(definition, is_active=definition.code == code) for definition in old.definitions
            ),
        )

    return change(edit, by=by, at=at)


def delete_definition(code: str, *, by: User, at: datetime) -> list[Change]:
    """Delete a definition that is not in force."""

    def edit(old: Blueprint) -> Blueprint:
        if _row_of(old, "definitions", code).is_active:
            refuse("DEFINITION_ACTIVE")
        return replace(
            old, definitions=tuple(definition for definition in old.definitions if definition.code != code)
        )

    return change(edit, by=by, at=at)


def _added(old: Blueprint, kind: str, record: Any) -> Blueprint:
    """Return the configuration with one more record; without a code it gets the initials of its name."""
    codes = [row.code for row in getattr(old, kind)]
    code = record.code.strip() or free_code(record.labels.get("en", ""), set(codes))
    _refuse_taken(code, codes)
    return old.with_rows(kind, (*getattr(old, kind), replace(record, code=code)))


def _put(kind: str, code: str, /, *, by: User, at: datetime, **values: Any) -> list[Change]:
    return change(lambda old: _with(old, kind, replace(_row_of(old, kind, code), **values)), by=by, at=at)


def _with(old: Blueprint, kind: str, record: Any) -> Blueprint:
    """Return the configuration with a record in its place, or at the end if it is new."""
    rows = getattr(old, kind)
    if any(row.code == record.code for row in rows):
        return old.with_rows(kind, [record if row.code == record.code else row for row in rows])
    return old.with_rows(kind, (*rows, record))


def _row_of(old: Blueprint, kind: str, code: str) -> Any:
    match = next((row for row in getattr(old, _ordered(kind)) if row.code == code), None)
    if match is None:
        raise NotFound
    return match


def _ordered(kind: str) -> str:
    if kind not in KINDS:
        raise NotFound
    return kind


def _list(kind: str) -> str:
    if kind not in LISTS:
        raise NotFound
    return kind


def _refuse_taken(code: str, codes: list[str]) -> None:
    if code.lower() in {code.lower() for code in codes}:
        refuse("FIELD_INVALID", field="code", reason=_("there is already one with this code"))


def _clean(labels: Mapping[str, str]) -> dict[str, str]:
    return {language: text for language, label in labels.items() if (text := trimmed(label))}
