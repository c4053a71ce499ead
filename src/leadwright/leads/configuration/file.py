"""What `leadwright config` does: hand the configuration out, check a file, bring it in."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from leadwright.fields.actions import bring_in
from leadwright.fields.plans import FaultyPlans, stored_plans
from leadwright.foundation.clock import now
from leadwright.history.facts import SYSTEM
from leadwright.leads.actions.configuring import Faulty, replaced, weighed
from leadwright.leads.configuration.blueprint import Arrow, Audience, Blueprint
from leadwright.leads.configuration.changes import Change, completed
from leadwright.leads.configuration.faults import Fault
from leadwright.leads.configuration.impact import STAY, Moves
from leadwright.leads.configuration.levels import Step
from leadwright.leads.configuration.own_fields import (
    OwnFields,
    as_change,
    as_fault,
    kinds_in,
    leads_fields,
    places_in,
    read_fields,
)
from leadwright.leads.configuration.parsing import read
from leadwright.leads.configuration.rows import stored
from leadwright.leads.configuration.sections import Around, Section
from leadwright.leads.configuration.writing import written
from leadwright.leads.configuration.yaml_source import Source, Unreadable
from leadwright.leads.questions import sections_of_file

Said = list[tuple[Section, Any]]


def handed_out() -> str:
    """Return the configuration as the text of a file."""
    return written(stored(), stored_plans(), [section.data() for section in sections_of_file()])


def moves_in(given: Iterable[str]) -> Moves:
    """Return where open leads go, as written on a command line: OLD=NEW, or TYPE:OLD=NEW for one type."""
    data = {}
    for row in given:
        start, _, end = row.partition("=")
        kind, _, status = start.rpartition(":")
        if not (status and end):
            raise ValueError(row)
        data[kind, status] = end
    return data


def checked(text: str) -> list[tuple[int, Fault]]:
    """Return what is wrong with a file, each with its line; nothing is stored."""
    try:
        source = Source(text)
        blueprint, own, said = _read(source)
    except Unreadable as no:
        return list(no.faults)
    faults = [
        *weighed(blueprint),
        *_faults_of_fields(blueprint, own),
        *_faults_of_sections(said, blueprint, own),
    ]
    return [(source.line_of(row.place), row) for row in faults]


def _read(source: Source) -> tuple[Blueprint, OwnFields, Said]:
    said = [(section, section.read(source)) for section in sections_of_file()]
    return read(source), read_fields(source), said


def _faults_of_fields(blueprint: Blueprint, own: OwnFields) -> list[Fault]:
    try:
        _bring_fields(blueprint, own, at=now(), dry_run=True)
    except FaultyPlans as no:
        return [as_fault(row, own) for row in no.faults]
    return []


def _bring_fields(blueprint: Blueprint, own: OwnFields, *, at: datetime, dry_run: bool) -> list[Change]:
    places, kinds = partial(places_in, blueprint), partial(kinds_in, blueprint)
    matches = bring_in(own.plans, own.subjects, places=places, kinds=kinds, by=SYSTEM, at=at, dry_run=dry_run)
    return [as_change(row) for row in matches]


def _faults_of_sections(said: Said, blueprint: Blueprint, own: OwnFields) -> list[Fault]:
    try:
        _bring_sections(said, blueprint, own, at=now(), dry_run=True)
    except Faulty as no:
        return no.faults
    return []


def _bring_sections(
    said: Said, blueprint: Blueprint, own: OwnFields, *, at: datetime, dry_run: bool
) -> list[Change]:
    around = Around(blueprint=completed(stored(), blueprint), fields=leads_fields(own))
    return [
        change
        for section, given in said
        for change in section.bring(given, around, by=SYSTEM, at=at, dry_run=dry_run)
    ]


@transaction.atomic
def brought_in(text: str, *, at: datetime, dry_run: bool, moves: Moves = STAY) -> list[Change]:
    """Put the configuration of a file in force, all or nothing; raises Unreadable with what is wrong."""
    source = Source(text)
    blueprint, own, said = _read(source)
    try:
        result = replaced(lambda _old: blueprint, by=SYSTEM, at=at, moves=moves, dry_run=dry_run)
        result += _bring_fields(blueprint, own, at=at, dry_run=dry_run)
        return result + _bring_sections(said, blueprint, own, at=at, dry_run=dry_run)
    except Faulty as no:
        faults = no.faults
    except FaultyPlans as no:
        faults = [as_fault(row, own) for row in no.faults]
    raise Unreadable(*((source.line_of(fault.place), fault) for fault in faults))


def lines_of(changes: list[Change]) -> Iterator[str]:
    """Tell what differs, a line for each field."""
    for change in changes:
        for name, (old, new) in change.fields.items():
            place = ".".join(part for part in (change.kind, change.code, name) if part)
            if name == "transitions":
                yield from (f"- {place}: {_in_words(row)}" for row in old or () if row not in new)
                yield from (f"+ {place}: {_in_words(row)}" for row in new if row not in (old or ()))
            elif old is None:
                yield f"+ {place}: {_in_words(new)}"
            else:
                yield f"~ {place}: {_in_words(old)} -> {_in_words(new)}"


def _in_words(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_in_words(item)}" for name, item in value.items()) or "nothing"
    if isinstance(value, tuple | list | frozenset):
        return ", ".join(_in_words(row) for row in value) or "nothing"
    if isinstance(value, Audience):
        return ", ".join(sorted(name for kind in vars(value).values() for name in kind)) or "everybody"
    if isinstance(value, Step):
        marks = [
            word for word, is_so in (("usual", value.is_default), ("off", not value.is_supported)) if is_so
        ]
        return " ".join([str(value.level), value.labels.get("en", ""), *marks])
    if isinstance(value, Arrow):
        who = [name for kind in vars(value.audience).values() for name in sorted(kind)]
        more = [f"for {', '.join(who)}"] if who else []
        more += [f"requires {', '.join(value.required)}"] if value.required else []
        return " ".join([value.start, "to", value.end, *more])
    return "nothing" if value is None else str(value)
