"""The one way into history: an entry is written, then the reactions to the fact run."""

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from django.db import connection

from leadwright.foundation.batches import write
from leadwright.foundation.copying import BATCH, copy, reserve
from leadwright.foundation.new_rows import new_row
from leadwright.history import moments
from leadwright.history.facts import Fact
from leadwright.history.hashing import content_hash, plain, value_digest
from leadwright.history.models import Entry, Value

Reaction = Callable[[Any], object]

FEW = 10
_reactions: dict[str, tuple[Reaction, ...]] = {}


def bind(reactions: Mapping[str, Sequence[Reaction]]) -> None:
    """Say, once at start-up, what happens on which fact, in order."""
    _reactions.clear()
    _reactions.update({name: tuple(functions) for name, functions in reactions.items()})


def record(fact: Fact) -> Entry:
    """Write one entry and run the fact's reactions, all inside the caller's transaction.

    In an action the entries are stored at its end, in the order in which they were recorded.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"{fact.name} must be recorded inside the transaction of its action")
    entry, values = entry_of(fact)
    write(_store, (entry, values))
    for reaction in _reactions.get(fact.name, ()):
        reaction(fact)
    return entry


def _store(rows: Sequence[tuple[Entry, list[Value]]]) -> None:
    """Write the entries of an action: a few by one statement, many by COPY."""
    if len(rows) <= FEW:
        moments.store(rows)
    else:
        _copy(rows)


def record_each(facts: Iterable[Fact]) -> int:
    """Write one entry for each fact of a bulk verb, inside the caller's transaction; returns how many.

    A fact on which others react belongs to `record`: here nothing would follow it.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("facts must be recorded inside the transaction of their action")
    written, waiting = 0, iter(facts)
    while batch := list(islice(waiting, BATCH)):
        written += _store_each(batch)
    return written


def _store_each(facts: list[Fact]) -> int:
    if awaited := {fact.name for fact in facts} & _reactions.keys():
        raise RuntimeError(f"{', '.join(sorted(awaited))} has reactions and must be recorded alone")
    return _copy([entry_of(fact) for fact in facts])


def _copy(rows: Sequence[tuple[Entry, list[Value]]]) -> int:
    floor = moments.last_moment({pk for entry, _values in rows for pk in entry.organisations})
    for pk, (entry, own) in zip(reserve(Entry, len(rows)), rows, strict=True):
        entry.pk = pk
        moments.lift(entry, floor)
        floor = max(floor or entry.at, entry.at)
        for value in own:
            value.entry_id = pk
    copy(Entry, [entry for entry, _values in rows])
    copy(Value, [value for _entry, own in rows for value in own])
    return len(rows)


def entry_of(fact: Fact) -> tuple[Entry, list[Value]]:
    """Return the unsaved entry of a fact with its values; bulk verbs store many of them at once."""
    values = [_value(field, text) for field, text in _texts(fact).items() if text]
    subject = fact.subject()
    entry = new_row(
        Entry,
        at=fact.at,
        fact=fact.name,
        actor_kind=fact.by.kind,
        actor_id=fact.by.id,
        organisation_id=fact.by.organisation_id,
        subject_kind=subject.kind,
        subject_id=subject.id,
        organisations=sorted(set(fact.organisations())),
        details=plain(fact.details()),
        digests={v.field: value_digest(salt=v.salt, field=v.field, value=v.value) for v in values},
        corrects=fact.corrects,
    )
    entry.hash = content_hash(entry.content())
    return entry, values


def _texts(fact: Fact) -> dict[str, str]:
    return {**fact.values(), "actor_name": fact.by.name, "subject_name": fact.subject().name}


def _value(field: str, text: str) -> Value:
    return new_row(Value, field=field, salt=secrets.token_hex(16), value=text)
