"""Find what is wrong with a configuration before it goes live. Nothing here reads the database."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from leadwright.contacts.models import Kind
from leadwright.foundation.money import is_currency, minor_digits
from leadwright.foundation.text import fault_in_line, fault_in_text, trimmed
from leadwright.leads.configuration.blueprint import (
    LISTS,
    NOTICES,
    Blueprint,
    DefinitionPlan,
    Entry,
    People,
    TypePlan,
)
from leadwright.leads.configuration.faults import Fault, fault
from leadwright.leads.configuration.levels import MOST, SCALES, Step, supported
from leadwright.leads.configuration.machine_linter import faults_in_type
from leadwright.leads.configuration.step_linter import faults_in_steps
from leadwright.leads.models import RoleKind
from leadwright.leads.states import Approach, Control, Feature, ProductKind, ReasonKind, Scale, State

CODE = re.compile(r"[A-Za-z0-9_-]{1,60}")
LONGEST_NAME = 100
LONGEST_GUIDANCE = 4000
LONGEST_WEBSITE = 200
MOST_NOTICES, LATEST_NOTICE = 10, 1000
MOST_AMOUNT = Decimal(10) ** 14
# What a field of each row in some lists can be, and the fault of any other value.
ALLOWED = {
    "statuses": ("STATE_UNKNOWN", "state", State.values),
    "lost_reasons": ("KIND_UNKNOWN", "kind", ReasonKind.values),
    "contact_roles": ("ROLE_KIND_UNKNOWN", "kind", RoleKind.values),
    "products": ("PRODUCT_KIND_UNKNOWN", "kind", ProductKind.values),
    "activity_kinds": ("APPROACH_UNKNOWN", "kind", Approach.values),
    "opportunity_kinds": ("CONTROL_UNKNOWN", "kind", Control.values),
}


def lint(blueprint: Blueprint, people: People) -> list[Fault]:
    """Return every fault of a configuration, in the order of its parts."""
    return [
        *(result for kind in LISTS for result in _list(blueprint, kind, people)),
        *_minimums(blueprint),
        *_notices(blueprint),
        *_switches(blueprint),
        *_types(blueprint, people),
        *_definitions(blueprint),
    ]


def _list(blueprint: Blueprint, kind: str, people: People) -> Iterator[Fault]:
    entries = blueprint.entries(kind)
    yield from _named(kind, entries)
    for entry in entries:
        if kind in ALLOWED:
            yield from _allowed(kind, entry)
        if kind == "opportunity_kinds":
            yield from faults_in_steps(entry, people.processes)
        if kind == "contact_titles" and entry.code.lower() in Kind.values:
            yield fault("TITLE_CODE_TAKEN", kind, entry.code, code=entry.code)
        if entry.website and not _is_website(entry.website):
            yield fault("WEBSITE_INVALID", kind, entry.code, "website", code=entry.code)
        for language, text in entry.guidance.items():
            if wrong := fault_in_text(text) or _too_long(text, LONGEST_GUIDANCE):
                place = (kind, entry.code, "guidance", language)
                yield fault("NAME_INVALID", *place, code=entry.code, reason=wrong)
        if reason := fault_in_text(entry.description):
            yield fault("NAME_INVALID", kind, entry.code, "description", code=entry.code, reason=reason)


def _allowed(kind: str, entry: Entry) -> Iterator[Fault]:
    code, name, values = ALLOWED[kind]
    if getattr(entry, name) not in values:
        yield fault(code, kind, entry.code, name, code=entry.code, allowed=", ".join(values))


def _is_website(address: str) -> bool:
    """Tell whether an address opens a web page and nothing else: a script is no website."""
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError:
        return False
    return len(address) <= LONGEST_WEBSITE


def _named(kind: str, rows: Iterable[Entry | TypePlan | DefinitionPlan]) -> Iterator[Fault]:
    """Find codes and names that are missing, not valid or given twice; a retired row keeps no name."""
    rows = list(rows)
    codes = Counter(row.code.lower() for row in rows)
    names = Counter(_named_as(kind, row) for row in rows if _name(row))
    for row in rows:
        if not CODE.fullmatch(row.code):
            yield fault("CODE_INVALID", kind, row.code, code=row.code)
        if codes[row.code.lower()] > 1:
            yield fault("CODE_TWICE", kind, row.code, code=row.code)
        if not trimmed(row.labels.get("en", "")):
            yield fault("NAME_MISSING", kind, row.code, "name", code=row.code)
        if names[_named_as(kind, row)] > 1:
            yield fault("NAME_TWICE", kind, row.code, "name", name=row.labels["en"])
        yield from _labels(kind, row)


def _named_as(kind: str, row: Entry | TypePlan | DefinitionPlan) -> tuple[str, str]:
    """Return what no other row may be called: a company and a person may have roles of the same name."""
    return _name(row), (getattr(row, "kind", "") if kind == "contact_roles" else "")


def _name(row: Entry | TypePlan | DefinitionPlan) -> str:
    return "" if getattr(row, "is_retired", False) else trimmed(row.labels.get("en", "")).casefold()


def _labels(kind: str, row: Entry | TypePlan | DefinitionPlan) -> Iterator[Fault]:
    for language, label in row.labels.items():
        if reason := _wrong_with(label):
            yield fault("NAME_INVALID", kind, row.code, "name", language, code=row.code, reason=reason)


def _minimums(blueprint: Blueprint) -> Iterator[Fault]:
    for currency, amount in blueprint.minimum_deal_values.items():
        place = ("minimum_deal_values", currency)
        if not is_currency(currency):
            yield fault("CURRENCY_UNKNOWN", *place, name=currency)
        elif not _is_amount(amount, minor_digits(currency)):
            yield fault("AMOUNT_INVALID", *place, name=currency)


def _notices(blueprint: Blueprint) -> Iterator[Fault]:
    for whom, percents in blueprint.task_notices.items():
        if len(percents) > MOST_NOTICES or not all(1 <= number <= LATEST_NOTICE for number in percents):
            yield fault("NOTICE_INVALID", NOTICES, whom, name=whom, most=MOST_NOTICES, latest=LATEST_NOTICE)
        elif len(set(percents)) < len(percents):
            yield fault("NOTICE_TWICE", NOTICES, whom, name=whom)


def _switches(blueprint: Blueprint) -> Iterator[Fault]:
    for name in sorted(blueprint.switched_off - set(Feature.values)):
        yield fault("FEATURE_UNKNOWN", "switched_off", name=name, allowed=", ".join(Feature.values))


def _is_amount(amount: Decimal, digits: int) -> bool:
    if not amount.is_finite() or not 0 <= amount < MOST_AMOUNT:
        return False
    return amount == amount.quantize(Decimal(1).scaleb(-digits))


def _types(blueprint: Blueprint, people: People) -> Iterator[Fault]:
    yield from _named("types", blueprint.types)
    reasons = [reason for reason in blueprint.lost_reasons if reason.kind == ReasonKind.QUALIFICATION]
    for plan in blueprint.types:
        result = faults_in_type(plan, {status.code: status for status in blueprint.statuses}, people)
        yield from (row for row in result if not (plan.is_retired and row.code == "STATUS_RETIRED"))
        yield from _attributes(plan, blueprint)
        if plan.is_qualified and not plan.is_retired and all(reason.is_retired for reason in reasons):
            yield fault("NO_QUALIFICATION_REASON", "types", plan.code, "outcomes", "invalid")


def _attributes(plan: TypePlan, blueprint: Blueprint) -> Iterator[Fault]:
    """Find categories, goods and services of a type that are not there; a retired type keeps what it has."""
    home = ("types", plan.code)
    yield from _known("CATEGORY", plan.categories, blueprint.categories, (*home, "categories"), plan)
    kinds = blueprint.activity_kinds
    yield from _known("ACTIVITY_KIND", plan.activity_kinds, kinds, (*home, "activity_kinds"), plan)
    for name, kind in (("goods", ProductKind.GOODS), ("services", ProductKind.SERVICE)):
        rows = [product for product in blueprint.products if product.kind == kind]
        yield from _known("PRODUCT", getattr(plan, name), rows, (*home, name), plan)


def _known(
    word: str, codes: Iterable[str], rows: Iterable[Entry], place: tuple[str, ...], plan: TypePlan
) -> Iterator[Fault]:
    known = {row.code: row.is_retired and not plan.is_retired for row in rows}
    yield from _references(word, codes, known, place)


def _definitions(blueprint: Blueprint) -> Iterator[Fault]:
    yield from _named("definitions", blueprint.definitions)
    active = [definition.code for definition in blueprint.definitions if definition.is_active]
    if not active:
        yield fault("NO_ACTIVE_DEFINITION", "definitions")
    if len(active) > 1:
        yield fault("TWO_ACTIVE_DEFINITIONS", "definitions", active[1], "active", names=", ".join(active))
    for plan in blueprint.definitions:
        yield from _definition(plan, blueprint)


def _definition(plan: DefinitionPlan, blueprint: Blueprint) -> Iterator[Fault]:
    home = ("definitions", plan.code)
    types = {kind.code: kind.is_retired for kind in blueprint.types}
    reasons = {reason.code: reason.is_retired for reason in blueprint.lost_reasons}
    sources = {source.code: source.is_retired for source in blueprint.sources}
    if not plan.types:
        yield fault("DEFINITION_WITHOUT_TYPES", *home, "types", code=plan.code)
    yield from _references("TYPE", plan.types, types, (*home, "types"))
    yield from _references("REASON", plan.lost_reasons, reasons, (*home, "lost_reasons"))
    yield from _references("SOURCE", plan.sources, sources, (*home, "sources"))
    competitors = {competitor.code: competitor.is_retired for competitor in blueprint.competitors}
    yield from _references("COMPETITOR", plan.competitors, competitors, (*home, "competitors"))
    yield from _scale(plan, Scale.PRIORITY, plan.priorities, blueprint)
    yield from _scale(plan, Scale.IMPORTANCE, plan.importances, blueprint)
    yield from _conversion(plan, blueprint)
    most = MOST[Scale.IMPORTANCE]
    if plan.important_from is not None and not 1 <= plan.important_from <= most:
        yield fault("LEVEL_INVALID", *home, "important_from", name="important_from", most=most)
    if not is_currency(plan.default_currency):
        yield fault("CURRENCY_UNKNOWN", *home, "default_currency", name=plan.default_currency)
    yield from _reasons(plan, blueprint)


def _scale(
    plan: DefinitionPlan, scale: Scale, steps: tuple[Step, ...], blueprint: Blueprint
) -> Iterator[Fault]:
    home, most = ("definitions", plan.code, SCALES[scale]), MOST[scale]
    yield from _steps(home, steps, most)
    usual = [step for step in steps if step.is_default]
    if len(usual) != 1:
        yield fault("ONE_DEFAULT_LEVEL", *home, number=len(usual))
    elif not usual[0].is_supported:
        yield fault("DEFAULT_LEVEL_NOT_SUPPORTED", *home, usual[0].level, name=usual[0].level)
    for kind in blueprint.types:
        level: int | None = getattr(kind, scale.value)
        if kind.code not in plan.types or level is None or not 1 <= level <= most:
            continue
        if level not in supported(steps):
            yield fault("TYPE_LEVEL_NOT_SUPPORTED", *home, level, kind=kind.code, name=level)


def _steps(home: tuple[str, ...], steps: tuple[Step, ...], most: int) -> Iterator[Fault]:
    levels = Counter(step.level for step in steps)
    for step in steps:
        if not 1 <= step.level <= most or levels[step.level] > 1:
            yield fault("LEVEL_UNKNOWN", *home, step.level, name=step.level, most=most)
        if step.is_supported and not trimmed(step.labels.get("en", "")):
            yield fault("LEVEL_WITHOUT_NAME", *home, step.level, name=step.level)
        for label in step.labels.values():
            if reason := _wrong_with(label):
                yield fault("NAME_INVALID", *home, step.level, code=step.level, reason=reason)


def _wrong_with(label: str) -> str:
    return fault_in_line(label) or _too_long(label, LONGEST_NAME)


def _too_long(text: str, most: int) -> str:
    return "" if len(text) <= most else f"> {most}"


def _conversion(plan: DefinitionPlan, blueprint: Blueprint) -> Iterator[Fault]:
    home = ("definitions", plan.code)
    for word, name, kind in (
        ("ACCOUNT_CLASS", "account_class", "account_classes"),
        ("CREDIT_RATING", "credit_rating", "credit_ratings"),
    ):
        known = {entry.code: entry.is_retired for entry in blueprint.entries(kind)}
        code = getattr(plan, name)
        if code and code not in known:
            yield fault(f"{word}_UNKNOWN", *home, name, name=code)
        elif code and known[code]:
            yield fault(f"{word}_RETIRED", *home, name, name=code)
        elif plan.converts and not code:
            yield fault(f"{word}_MISSING", *home, name, code=plan.code)


def _references(
    word: str, codes: Iterable[str], known: dict[str, bool], place: tuple[str, ...]
) -> Iterator[Fault]:
    for number, code in enumerate(codes):
        if code not in known:
            yield fault(f"{word}_UNKNOWN", *place, number, name=code)
        elif known[code]:
            yield fault(f"{word}_RETIRED", *place, number, name=code)


def _reasons(plan: DefinitionPlan, blueprint: Blueprint) -> Iterator[Fault]:
    kinds = {reason.code: reason.kind for reason in blueprint.lost_reasons}
    place = ("definitions", plan.code, "lost_reasons")
    for number, code in enumerate(plan.lost_reasons):
        if kinds.get(code) == ReasonKind.QUALIFICATION:
            yield fault("REASON_OF_QUALIFICATION", *place, number, name=code)
    if not any(kinds.get(code) == ReasonKind.CLOSING for code in plan.lost_reasons):
        lost = {status.code for status in blueprint.statuses if status.state == State.LOST}
        allowed = {status for kind in blueprint.types if kind.code in plan.types for status in kind.statuses}
        if lost & allowed:
            yield fault("NO_LOST_REASON", *place, code=plan.code)
