"""What `leadwright config` does: hand the configuration out, check a file, bring it in."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from leadwright.history.facts import SYSTEM
from leadwright.leads.actions.configuring import Faulty, replaced, weighed
from leadwright.leads.configuration.blueprint import Arrow, Audience
from leadwright.leads.configuration.changes import Change
from leadwright.leads.configuration.faults import Fault
from leadwright.leads.configuration.impact import STAY, Moves
from leadwright.leads.configuration.levels import Step
from leadwright.leads.configuration.parsing import read
from leadwright.leads.configuration.rows import stored
from leadwright.leads.configuration.writing import written
from leadwright.leads.configuration.yaml_source import Source, Unreadable


def handed_out() -> str:
    """Return the configuration as the text of a file."""
    return written(stored())


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
        blueprint = read(source)
    except Unreadable as no:
        return list(no.faults)
    return [(source.line_of(row.place), row) for row in weighed(blueprint)]


def brought_in(text: str, *, at: datetime, dry_run: bool, moves: Moves = STAY) -> list[Change]:
    """Put the configuration of a file in force, all or nothing; raises Unreadable with what is wrong."""
    source = Source(text)
    blueprint = read(source)
    try:
        return replaced(lambda _old: blueprint, by=SYSTEM, at=at, moves=moves, dry_run=dry_run)
    except Faulty as no:
        raise Unreadable(*((source.line_of(fault.place), fault) for fault in no.faults)) from None


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
