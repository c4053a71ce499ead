"""A small sound configuration, and ways to break it."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from leadwright.leads.configuration.blueprint import (
    Arrow,
    Audience,
    Blueprint,
    DefinitionPlan,
    Entry,
    People,
    TypePlan,
)

STATES = {
    "new": "PENDING",
    "later": "PENDING",
    "busy": "IN_PROGRESS",
    "rest": "IN_PROGRESS",
    "won": "WON",
    "lost": "LOST",
    "bad": "LOST",
    "gone": "CANCELLED",
}
ENDS = ("won", "lost", "bad", "gone")
MOVES = (("new", "later"), ("later", "busy"), ("new", "busy"), ("busy", "rest"), ("rest", "busy"))
PEOPLE = People(
    processes=frozenset(["standard-sale"]),
    groups=frozenset({"P / G"}),
    units=frozenset({"P / G / U1", "P / G / U2"}),
    users={"ann@example.org": ("P / G / U1", frozenset({"writer"}))},
    profiles=frozenset({"writer", "reader"}),
)


def entry(code: str, **more: Any) -> Entry:
    return Entry(code=code, labels={"en": code.title()}, **more)


def arrow(start: str, end: str, required: tuple[str, ...] = (), **audience: set[str]) -> Arrow:
    named = {kind: frozenset(names) for kind, names in audience.items()}
    return Arrow(start=start, end=end, required=required, audience=Audience(**named))


def exits() -> list[Arrow]:
    opened = [code for code, state in STATES.items() if state in ("PENDING", "IN_PROGRESS")]
    return [arrow(start, end) for start in opened for end in ENDS]


def sound() -> Blueprint:
    """Return a configuration without a fault."""
    kind = TypePlan(
        code="T",
        labels={"en": "Type"},
        statuses=tuple(STATES),
        initial=("new",),
        defaults=("new", "busy", "won", "lost", "gone"),
        outcomes={"opportunity": "busy", "nurture": "later", "nurture_progress": "rest", "invalid": "bad"},
        transitions=(*(arrow(start, end) for start, end in MOVES), *exits()),
    )
    return Blueprint(
        statuses=tuple(entry(code, state=state) for code, state in STATES.items()),
        sources=(entry("web"),),
        lost_reasons=(entry("price", kind="closing"), entry("nonsense", kind="qualification")),
        minimum_deal_values={"EUR": Decimal(200)},
        types=(kind,),
        definitions=(
            DefinitionPlan(
                code="D", labels={"en": "D"}, is_active=True, types=("T",), lost_reasons=("price",)
            ),
        ),
    )


def with_type(**changes: Any) -> Blueprint:
    """Return the sound configuration with a changed type."""
    blueprint = sound()
    return replace(blueprint, types=(replace(blueprint.types[0], **changes),))


def with_definition(**changes: Any) -> Blueprint:
    """Return the sound configuration with a changed definition."""
    blueprint = sound()
    return replace(blueprint, definitions=(replace(blueprint.definitions[0], **changes),))


def with_entries(kind: str, *more: Entry) -> Blueprint:
    """Return the sound configuration with more rows in a list, or others of the same code."""
    blueprint = sound()
    codes = {row.code for row in more}
    kept = [entry for entry in blueprint.entries(kind) if entry.code not in codes]
    return replace(blueprint, **{kind: (*kept, *more)})


def without(start: str = "", end: str = "") -> tuple[Arrow, ...]:
    """Return the sound transitions without those from or to a status."""
    rows = sound().types[0].transitions
    return tuple(row for row in rows if row.start != start and row.end != end)


def also(*more: Arrow) -> tuple[Arrow, ...]:
    """Return the sound transitions and some more."""
    return (*sound().types[0].transitions, *more)
