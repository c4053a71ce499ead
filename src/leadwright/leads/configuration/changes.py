"""What differs between two configurations, record by record."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from leadwright.leads.configuration.blueprint import (
    LEFT_OUT,
    LISTS,
    NOTICES,
    Blueprint,
    DefinitionPlan,
    Entry,
    TypePlan,
)

KINDS = (*LISTS, "types", "definitions")
Record = Entry | TypePlan | DefinitionPlan


@dataclass(frozen=True, kw_only=True)
class Change:
    """What changes of one record: each field with its old and its new value; a new record has no old ones.

    The order of a list is a change of the list: its code is empty, its field is "order".
    """

    kind: str
    code: str
    fields: dict[str, tuple[Any, Any]]


def completed(old: Blueprint, new: Blueprint) -> Blueprint:
    """Return `new` with what it leaves out: rows of lists and lead types are retired, not removed."""
    new = with_unmentioned(old, new)
    kept: dict[str, Any] = {
        kind: _with_retired(getattr(old, kind), getattr(new, kind)) for kind in (*LISTS, "types")
    }
    return replace(new, **kept)


def with_unmentioned(old: Blueprint, new: Blueprint) -> Blueprint:
    """Return `new` with the lists about contacts that it does not speak of; of the others nothing is removed."""
    kept: dict[str, Any] = {
        kind: getattr(old, kind)
        if kind in new.unmentioned
        else _with_retired(getattr(old, kind), getattr(new, kind))
        for kind in LEFT_OUT
    }
    if NOTICES in new.unmentioned:
        kept[NOTICES] = old.task_notices
    return replace(new, unmentioned=frozenset(), **kept)


def _with_retired(old: Sequence[Any], new: Sequence[Any]) -> tuple[Any, ...]:
    codes = {row.code for row in new}
    return (*new, *(replace(row, is_retired=True) for row in old if row.code not in codes))


def changes(old: Blueprint, new: Blueprint) -> list[Change]:
    """Return what differs, in the order of the parts."""
    matches = [row for kind in KINDS for row in _of_kind(kind, getattr(old, kind), getattr(new, kind))]
    return [*matches, *_minimums(old, new), *_notices(old, new), *_switches(old, new)]


def _of_kind(kind: str, old: Sequence[Record], new: Sequence[Record]) -> Iterator[Change]:
    before = {row.code: row for row in old}
    after = {row.code: row for row in new}
    for code, record in after.items():
        if differing := _differing(before.get(code), record):
            yield Change(kind=kind, code=code, fields=differing)
    for code in before.keys() - after.keys():
        yield Change(kind=kind, code=code, fields={"code": (code, None)})
    orders = [_order(before, after), _order(after, before)]
    if orders[0] != orders[1]:
        yield Change(kind=kind, code="", fields={"order": (orders[0], orders[1])})


def _order(rows: Iterable[str], common: Iterable[str]) -> list[str]:
    shared = set(common)
    return [code for code in rows if code in shared]


def _differing(old: Record | None, new: Record) -> dict[str, tuple[Any, Any]]:
    """Return the fields that differ; of a new record those that say something."""
    data: dict[str, tuple[Any, Any]] = {}
    for field in fields(new):
        value = getattr(new, field.name)
        if old is None:
            data |= {field.name: (None, value)} if value not in ("", False, (), {}) else {}
        elif getattr(old, field.name) != value:
            data[field.name] = (getattr(old, field.name), value)
    return data


def _minimums(old: Blueprint, new: Blueprint) -> Iterator[Change]:
    before, after = old.minimum_deal_values, new.minimum_deal_values
    for currency in sorted({*before, *after}):
        if before.get(currency) != after.get(currency):
            amounts = (before.get(currency), after.get(currency))
            yield Change(kind="minimum_deal_values", code=currency, fields={"amount": amounts})


def _notices(old: Blueprint, new: Blueprint) -> Iterator[Change]:
    before, after = old.task_notices, new.task_notices
    for whom in after:
        if before.get(whom, ()) != after[whom]:
            percents = (list(before.get(whom, ())), list(after[whom]))
            yield Change(kind=NOTICES, code=whom, fields={"percents": percents})


def _switches(old: Blueprint, new: Blueprint) -> Iterator[Change]:
    for feature in sorted(old.switched_off ^ new.switched_off):
        is_off = feature in new.switched_off
        yield Change(kind="switched_off", code=feature, fields={"off": (not is_off, is_off)})
