"""More than twenty-five ways to break a configuration, each with the fault and its place."""

from dataclasses import replace
from decimal import Decimal

from leadwright.leads.configuration.blueprint import Blueprint
from tests.leads.broken_attributes import BROKEN_ATTRIBUTES
from tests.leads.configured import (
    STATES,
    also,
    arrow,
    entry,
    exits,
    sound,
    with_definition,
    with_entries,
    with_type,
    without,
)

ALL = tuple(STATES)
T, D = "types.T", "definitions.D"
OUTCOMES = dict(sound().types[0].outcomes)


def limited(start: str, end: str, **who: set[str]) -> tuple:
    """Return the sound transitions with one of them limited."""
    rows = sound().types[0].transitions
    return tuple(arrow(start, end, **who) if (row.start, row.end) == (start, end) else row for row in rows)


def busy_for(value: dict, out: dict) -> Blueprint:
    """Return a machine whose status "busy" is entered by some and left by some."""
    rows = [
        transition
        for transition in sound().types[0].transitions
        if "busy" not in (transition.start, transition.end)
    ]
    rows = [row for row in rows if row.start != "rest"] + [arrow("rest", "won"), arrow("new", "rest")]
    return with_type(
        transitions=(*rows, arrow("new", "busy", **value), arrow("busy", "won", **out)),
    )


CIRCLE = [arrow("new", "later"), arrow("later", "busy"), arrow("busy", "rest"), arrow("rest", "busy")]
BROKEN: dict[str, tuple[Blueprint, str, str]] = {
    **BROKEN_ATTRIBUTES,
    "no initial": (with_type(initial=()), "NO_INITIAL", f"{T}.initial"),
    "two initials": (with_type(initial=("new", "later")), "TWO_INITIALS", f"{T}.initial"),
    "a final initial": (with_type(initial=("won",)), "FINAL_INITIAL", f"{T}.initial"),
    "a strange initial": (with_type(initial=("nowhere",)), "INITIAL_NOT_ALLOWED", f"{T}.initial"),
    "a state without status": (
        with_type(statuses=tuple(code for code in ALL if code != "gone")),
        "STATE_WITHOUT_STATUS",
        f"{T}.statuses",
    ),
    "a state without default": (
        with_type(defaults=("new", "busy", "won", "lost")),
        "STATE_WITHOUT_DEFAULT",
        f"{T}.defaults",
    ),
    "two defaults": (
        with_type(defaults=("new", "later", "busy", "won", "lost", "gone")),
        "TWO_DEFAULTS",
        f"{T}.defaults",
    ),
    "a default that is not allowed": (
        with_type(defaults=("new", "busy", "won", "lost", "gone", "x")),
        "DEFAULT_NOT_ALLOWED",
        f"{T}.defaults.5",
    ),
    "a status that does not exist": (
        with_type(statuses=(*ALL, "ghost")),
        "STATUS_UNKNOWN",
        f"{T}.statuses.8",
    ),
    "a retired status": (
        with_entries("statuses", entry("later", state="PENDING", is_retired=True)),
        "STATUS_RETIRED",
        f"{T}.statuses.1",
    ),
    "a status twice": (with_type(statuses=(*ALL, "new")), "STATUS_TWICE", f"{T}.statuses.8"),
    "a transition to what is not allowed": (
        with_type(transitions=also(arrow("new", "ghost"))),
        "TRANSITION_STATUS_NOT_ALLOWED",
        f"{T}.transitions.21",
    ),
    "a transition from what is not allowed": (
        with_type(transitions=also(arrow("ghost", "won"))),
        "TRANSITION_STATUS_NOT_ALLOWED",
        f"{T}.transitions.21",
    ),
    "a transition to itself": (
        with_type(transitions=also(arrow("new", "new"))),
        "TRANSITION_TO_ITSELF",
        f"{T}.transitions.21",
    ),
    "a way out of the end": (
        with_type(transitions=also(arrow("won", "new"))),
        "TRANSITION_FROM_FINAL",
        f"{T}.transitions.21",
    ),
    "a pair twice": (
        with_type(transitions=also(arrow("new", "busy"))),
        "TRANSITION_TWICE",
        f"{T}.transitions.21",
    ),
    "a trap": (with_type(transitions=without(start="rest")), "TRAP", f"{T}.statuses.3"),
    "a circle without end": (
        with_type(transitions=(*[row for row in exits() if row.start == "new"], *CIRCLE)),
        "TRAP",
        f"{T}.statuses.3",
    ),
    "an unreachable status": (with_type(transitions=without(end="rest")), "UNREACHABLE", f"{T}.statuses.3"),
    "a unit that gets in and not out": (
        busy_for({"units": {"P / G / U1"}}, {"units": {"P / G / U2"}}),
        "ONE_WAY_PEOPLE",
        f"{T}.statuses.2",
    ),
    "all get in and one gets out": (
        busy_for({}, {"users": {"ann@example.org"}}),
        "ONE_WAY_PEOPLE",
        f"{T}.statuses.2",
    ),
    "an outcome without status": (
        with_type(outcomes=OUTCOMES | {"nurture": ""}),
        "OUTCOME_WITHOUT_STATUS",
        f"{T}.outcomes.nurture",
    ),
    "an outcome in another state": (
        with_type(outcomes=OUTCOMES | {"invalid": "won"}),
        "OUTCOME_WRONG_STATE",
        f"{T}.outcomes.invalid",
    ),
    "an outcome that is not allowed": (
        with_type(outcomes=OUTCOMES | {"opportunity": "ghost"}),
        "OUTCOME_NOT_ALLOWED",
        f"{T}.outcomes.opportunity",
    ),
    "an outcome that does not exist": (
        with_type(outcomes=OUTCOMES | {"maybe": "new"}),
        "OUTCOME_UNKNOWN",
        f"{T}.outcomes.maybe",
    ),
    "nothing to say why a lead is invalid": (
        with_entries("lost_reasons", entry("nonsense", kind="qualification", is_retired=True)),
        "NO_QUALIFICATION_REASON",
        f"{T}.outcomes.invalid",
    ),
    "a group that does not exist": (
        with_type(transitions=limited("new", "busy", groups={"P / Z"})),
        "GROUP_UNKNOWN",
        f"{T}.transitions.2.groups",
    ),
    "a unit that does not exist": (
        with_type(transitions=limited("new", "busy", units={"U9"})),
        "UNIT_UNKNOWN",
        f"{T}.transitions.2.units",
    ),
    "a user who does not exist": (
        with_type(transitions=limited("new", "busy", users={"x@y"})),
        "USER_UNKNOWN",
        f"{T}.transitions.2.users",
    ),
    "a profile that does not exist": (
        with_type(transitions=limited("new", "busy", profiles={"king"})),
        "PROFILE_UNKNOWN",
        f"{T}.transitions.2.profiles",
    ),
    "a required field that does not exist": (
        with_type(transitions=also(arrow("later", "rest", ("shoe_size",)))),
        "REQUIRED_UNKNOWN",
        f"{T}.transitions.21",
    ),
    "a priority of 11": (with_type(priority=11), "LEVEL_INVALID", f"{T}.priority"),
    "an importance of 0": (with_type(importance=0), "LEVEL_INVALID", f"{T}.importance"),
    "an estimate of ten thousand years": (
        with_type(estimate_amount=10_000, estimate_unit="years"),
        "ESTIMATE_INVALID",
        f"{T}.estimate",
    ),
    "an estimate in moons": (with_type(estimate_unit="moons"), "ESTIMATE_INVALID", f"{T}.estimate"),
    "a deadline of no days": (
        with_type(deadlines={"qualification_days": 0}),
        "DEADLINE_INVALID",
        f"{T}.deadlines.qualification_days",
    ),
    "a deadline of another world": (
        with_type(deadlines={"tea": 1}),
        "DEADLINE_UNKNOWN",
        f"{T}.deadlines.tea",
    ),
    "no types": (with_definition(types=()), "DEFINITION_WITHOUT_TYPES", f"{D}.types"),
    "a type that does not exist": (with_definition(types=("T", "X")), "TYPE_UNKNOWN", f"{D}.types.1"),
    "a retired type": (with_type(is_retired=True), "TYPE_RETIRED", f"{D}.types.0"),
    "no lost reason": (with_definition(lost_reasons=()), "NO_LOST_REASON", f"{D}.lost_reasons"),
    "a reason that does not exist": (
        with_definition(lost_reasons=("price", "x")),
        "REASON_UNKNOWN",
        f"{D}.lost_reasons.1",
    ),
    "a retired reason": (
        with_entries("lost_reasons", entry("price", kind="closing", is_retired=True)),
        "REASON_RETIRED",
        f"{D}.lost_reasons.0",
    ),
    "a reason of the other kind": (
        with_definition(lost_reasons=("price", "nonsense")),
        "REASON_OF_QUALIFICATION",
        f"{D}.lost_reasons.1",
    ),
    "a source that does not exist": (with_definition(sources=("x",)), "SOURCE_UNKNOWN", f"{D}.sources.0"),
    "a retired source": (
        replace(with_definition(sources=("web",)), sources=(entry("web", is_retired=True),)),
        "SOURCE_RETIRED",
        f"{D}.sources.0",
    ),
    "no active definition": (with_definition(is_active=False), "NO_ACTIVE_DEFINITION", "definitions"),
    "two active definitions": (
        replace(
            sound(),
            definitions=(
                sound().definitions[0],
                replace(sound().definitions[0], code="E", labels={"en": "E"}),
            ),
        ),
        "TWO_ACTIVE_DEFINITIONS",
        "definitions.E.active",
    ),
    "a currency that does not exist": (
        with_definition(default_currency="EURO"),
        "CURRENCY_UNKNOWN",
        f"{D}.default_currency",
    ),
    "a notice before a task begins": (
        replace(sound(), task_notices={"in_charge": (0,)}),
        "NOTICE_INVALID",
        "task_notices.in_charge",
    ),
    "the same notice twice": (
        replace(sound(), task_notices={"unit_admin": (100, 100)}),
        "NOTICE_TWICE",
        "task_notices.unit_admin",
    ),
    "half a cent": (
        replace(sound(), minimum_deal_values={"EUR": Decimal("0.005")}),
        "AMOUNT_INVALID",
        "minimum_deal_values.EUR",
    ),
    "a status in no state": (
        with_entries("statuses", entry("rest", state="RESTING")),
        "STATE_UNKNOWN",
        "statuses.rest.state",
    ),
    "a reason of no kind": (
        with_entries("lost_reasons", entry("price", kind="other")),
        "KIND_UNKNOWN",
        "lost_reasons.price.kind",
    ),
    "a part that is none": (
        replace(sound(), switched_off=frozenset({"weather"})),
        "FEATURE_UNKNOWN",
        "switched_off",
    ),
    "a code with a space": (with_entries("sources", entry("a b")), "CODE_INVALID", "sources.a b"),
    "a code twice": (with_entries("sources", entry("WEB")), "CODE_TWICE", "sources.WEB"),
    "a name twice": (
        with_entries("sources", replace(entry("w2"), labels={"en": "web"})),
        "NAME_TWICE",
        "sources.w2.name",
    ),
    "no name": (
        with_entries("sources", replace(entry("w2"), labels={"nl": "Web"})),
        "NAME_MISSING",
        "sources.w2.name",
    ),
    "a name with a NUL": (
        with_entries("sources", replace(entry("w2"), labels={"en": "a\0"})),
        "NAME_INVALID",
        "sources.w2.name.en",
    ),
}
