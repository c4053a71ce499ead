"""Find what is wrong with a configuration before it goes live. Nothing here reads the database."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from leadwright.foundation.money import is_currency, minor_digits
from leadwright.foundation.text import fault_in_line
from leadwright.leads.configuration.blueprint import LISTS, Blueprint, DefinitionPlan, Entry, People, TypePlan
from leadwright.leads.configuration.faults import Fault, fault
from leadwright.leads.configuration.machine_linter import faults_in_type
from leadwright.leads.states import ReasonKind, State

CODE = re.compile(r"[A-Za-z0-9_-]{1,60}")
LONGEST_NAME = 100
MOST_AMOUNT = Decimal(10) ** 14


def lint(blueprint: Blueprint, people: People) -> list[Fault]:
    """Return every fault of a configuration, in the order of its parts."""
    return [
        *(found for kind in LISTS for found in _list(blueprint, kind)),
        *_minimums(blueprint),
        *_types(blueprint, people),
        *_definitions(blueprint),
    ]


def _list(blueprint: Blueprint, kind: str) -> Iterator[Fault]:
    entries = blueprint.entries(kind)
    yield from _named(kind, entries)
    for entry in entries:
        if kind == "statuses" and entry.state not in State.values:
            allowed = ", ".join(State.values)
            yield fault("STATE_UNKNOWN", kind, entry.code, "state", code=entry.code, allowed=allowed)
        if kind == "lost_reasons" and entry.kind not in ReasonKind.values:
            allowed = ", ".join(ReasonKind.values)
            yield fault("KIND_UNKNOWN", kind, entry.code, "kind", code=entry.code, allowed=allowed)


def _named(kind: str, rows: Iterable[Entry | TypePlan | DefinitionPlan]) -> Iterator[Fault]:
    """Find codes and names that are missing, not valid or given twice; a retired row keeps no name."""
    rows = list(rows)
    codes = Counter(row.code.lower() for row in rows)
    names = Counter(_name(row) for row in rows if _name(row))
    for row in rows:
        if not CODE.fullmatch(row.code):
            yield fault("CODE_INVALID", kind, row.code, code=row.code)
        if codes[row.code.lower()] > 1:
            yield fault("CODE_TWICE", kind, row.code, code=row.code)
        if not row.labels.get("en", "").strip():
            yield fault("NAME_MISSING", kind, row.code, "name", code=row.code)
        if names[_name(row)] > 1:
            yield fault("NAME_TWICE", kind, row.code, "name", name=row.labels["en"])
        yield from _labels(kind, row)


def _name(row: Entry | TypePlan | DefinitionPlan) -> str:
    return "" if getattr(row, "is_retired", False) else row.labels.get("en", "").strip().casefold()


def _labels(kind: str, row: Entry | TypePlan | DefinitionPlan) -> Iterator[Fault]:
    for language, label in row.labels.items():
        reason = fault_in_line(label) or ("" if len(label) <= LONGEST_NAME else f"> {LONGEST_NAME}")
        if reason:
            yield fault("NAME_INVALID", kind, row.code, "name", language, code=row.code, reason=reason)


def _minimums(blueprint: Blueprint) -> Iterator[Fault]:
    for currency, amount in blueprint.minimum_deal_values.items():
        place = ("minimum_deal_values", currency)
        if not is_currency(currency):
            yield fault("CURRENCY_UNKNOWN", *place, name=currency)
        elif not _is_amount(amount, minor_digits(currency)):
            yield fault("AMOUNT_INVALID", *place, name=currency)


def _is_amount(amount: Decimal, digits: int) -> bool:
    if not amount.is_finite() or not 0 <= amount < MOST_AMOUNT:
        return False
    return amount == amount.quantize(Decimal(1).scaleb(-digits))


def _types(blueprint: Blueprint, people: People) -> Iterator[Fault]:
    yield from _named("types", blueprint.types)
    reasons = [one for one in blueprint.lost_reasons if one.kind == ReasonKind.QUALIFICATION]
    for plan in blueprint.types:
        found = faults_in_type(plan, {one.code: one for one in blueprint.statuses}, people)
        yield from (one for one in found if not (plan.is_retired and one.code == "STATUS_RETIRED"))
        if plan.is_qualified and not plan.is_retired and all(one.is_retired for one in reasons):
            yield fault("NO_QUALIFICATION_REASON", "types", plan.code, "outcomes", "invalid")


def _definitions(blueprint: Blueprint) -> Iterator[Fault]:
    yield from _named("definitions", blueprint.definitions)
    active = [one.code for one in blueprint.definitions if one.is_active]
    if not active:
        yield fault("NO_ACTIVE_DEFINITION", "definitions")
    if len(active) > 1:
        yield fault("TWO_ACTIVE_DEFINITIONS", "definitions", active[1], "active", names=", ".join(active))
    for plan in blueprint.definitions:
        yield from _definition(plan, blueprint)


def _definition(plan: DefinitionPlan, blueprint: Blueprint) -> Iterator[Fault]:
    home = ("definitions", plan.code)
    types = {one.code: one.is_retired for one in blueprint.types}
    reasons = {one.code: one.is_retired for one in blueprint.lost_reasons}
    sources = {one.code: one.is_retired for one in blueprint.sources}
    if not plan.types:
        yield fault("DEFINITION_WITHOUT_TYPES", *home, "types", code=plan.code)
    yield from _references("TYPE", plan.types, types, (*home, "types"))
    yield from _references("REASON", plan.lost_reasons, reasons, (*home, "lost_reasons"))
    yield from _references("SOURCE", plan.sources, sources, (*home, "sources"))
    if not is_currency(plan.default_currency):
        yield fault("CURRENCY_UNKNOWN", *home, "default_currency", name=plan.default_currency)
    yield from _reasons(plan, blueprint)


def _references(
    word: str, codes: Iterable[str], known: dict[str, bool], place: tuple[str, ...]
) -> Iterator[Fault]:
    for number, code in enumerate(codes):
        if code not in known:
            yield fault(f"{word}_UNKNOWN", *place, number, name=code)
        elif known[code]:
            yield fault(f"{word}_RETIRED", *place, number, name=code)


def _reasons(plan: DefinitionPlan, blueprint: Blueprint) -> Iterator[Fault]:
    kinds = {one.code: one.kind for one in blueprint.lost_reasons}
    place = ("definitions", plan.code, "lost_reasons")
    for number, code in enumerate(plan.lost_reasons):
        if kinds.get(code) == ReasonKind.QUALIFICATION:
            yield fault("REASON_OF_QUALIFICATION", *place, number, name=code)
    if not any(kinds.get(code) == ReasonKind.CLOSING for code in plan.lost_reasons):
        lost = {one.code for one in blueprint.statuses if one.state == State.LOST}
        allowed = {status for one in blueprint.types if one.code in plan.types for status in one.statuses}
        if lost & allowed:
            yield fault("NO_LOST_REASON", *place, code=plan.code)
