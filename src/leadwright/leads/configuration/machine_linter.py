"""Find what is wrong with the machine of one lead type: its statuses, outcomes and transitions."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from leadwright.leads.configuration.blueprint import (
    DEADLINES,
    OUTCOMES,
    Arrow,
    Audience,
    Entry,
    People,
    TypePlan,
)
from leadwright.leads.configuration.faults import EVERYBODY, Fault, fault
from leadwright.leads.configuration.levels import MOST
from leadwright.leads.estimate import LONGEST
from leadwright.leads.fields import REQUIRABLE
from leadwright.leads.states import FINAL, State

Statuses = Mapping[str, Entry]


def faults_in_type(plan: TypePlan, statuses: Statuses, people: People) -> Iterator[Fault]:
    """Return every fault of one lead type; each place begins with "types" and its code."""
    parts = (
        _levels(plan),
        _deadlines(plan),
        _allowed(plan, statuses),
        _initial(plan, statuses),
        _defaults(plan, statuses),
        _outcomes(plan, statuses),
        _arrows(plan, statuses),
        _audiences(plan, people),
        _transitions(plan, statuses),
        _stranded_people(plan, statuses, people),
    )
    for part in parts:
        for result in part:
            yield replace(result, place=("types", plan.code, *result.place))


def _levels(plan: TypePlan) -> Iterator[Fault]:
    for scale, most in MOST.items():
        level: int | None = getattr(plan, scale.value)
        if level is not None and not 1 <= level <= most:
            yield fault("LEVEL_INVALID", scale.value, name=scale.value, most=most)
    if not 1 <= plan.estimate_amount <= LONGEST.get(plan.estimate_unit, 0):
        allowed = ", ".join(f"{amount} {unit}" for unit, amount in LONGEST.items())
        yield fault("ESTIMATE_INVALID", "estimate", allowed=allowed)


# Nobody may put a clock off where there are no days for it.
LEAST_DAYS = {"longest_postponement_days": 0}


def _deadlines(plan: TypePlan) -> Iterator[Fault]:
    for name, days in plan.deadlines.items():
        if name not in DEADLINES:
            yield fault("DEADLINE_UNKNOWN", "deadlines", name, name=name, allowed=", ".join(DEADLINES))
        elif not LEAST_DAYS.get(name, 1) <= days <= 3650:
            yield fault("DEADLINE_INVALID", "deadlines", name, name=name)


def _allowed(plan: TypePlan, statuses: Statuses) -> Iterator[Fault]:
    for number, code in enumerate(plan.statuses):
        if code not in statuses:
            yield fault("STATUS_UNKNOWN", "statuses", number, status=code)
        elif statuses[code].is_retired:
            yield fault("STATUS_RETIRED", "statuses", number, status=code)
        if code in plan.statuses[:number]:
            yield fault("STATUS_TWICE", "statuses", number, status=code)
    for state in State:
        if not any(_state(code, statuses) == state for code in plan.statuses):
            yield fault("STATE_WITHOUT_STATUS", "statuses", state=state.label)


def _state(code: str, statuses: Statuses) -> str:
    return statuses[code].state if code in statuses else ""


def _initial(plan: TypePlan, statuses: Statuses) -> Iterator[Fault]:
    if not plan.initial:
        yield fault("NO_INITIAL", "initial")
    if len(plan.initial) > 1:
        yield fault("TWO_INITIALS", "initial", statuses=", ".join(plan.initial))
    for code in plan.initial:
        if code not in plan.statuses:
            yield fault("INITIAL_NOT_ALLOWED", "initial", status=code)
        if _state(code, statuses) in FINAL:
            yield fault("FINAL_INITIAL", "initial", status=code)


def _defaults(plan: TypePlan, statuses: Statuses) -> Iterator[Fault]:
    for number, code in enumerate(plan.defaults):
        if code not in plan.statuses:
            yield fault("DEFAULT_NOT_ALLOWED", "defaults", number, status=code)
    for state in State:
        chosen = [code for code in plan.defaults if _state(code, statuses) == state]
        if not chosen:
            yield fault("STATE_WITHOUT_DEFAULT", "defaults", state=state.label)
        if len(chosen) > 1:
            yield fault("TWO_DEFAULTS", "defaults", state=state.label, statuses=", ".join(chosen))


def _outcomes(plan: TypePlan, statuses: Statuses) -> Iterator[Fault]:
    for name in plan.outcomes.keys() - OUTCOMES.keys():
        yield fault("OUTCOME_UNKNOWN", "outcomes", name, outcome=name, allowed=", ".join(OUTCOMES))
    for name, state in OUTCOMES.items() if plan.is_qualified else ():
        code = plan.outcomes.get(name, "")
        words = {"outcome": name, "status": code}
        if not code:
            yield fault("OUTCOME_WITHOUT_STATUS", "outcomes", name, **words)
        elif code not in plan.statuses:
            yield fault("OUTCOME_NOT_ALLOWED", "outcomes", name, **words)
        elif _state(code, statuses) != state:
            yield fault("OUTCOME_WRONG_STATE", "outcomes", name, state=state.label, **words)


def _arrows(plan: TypePlan, statuses: Statuses) -> Iterator[Fault]:
    seen: set[tuple[str, str, Audience]] = set()
    for number, arrow in enumerate(plan.transitions):
        words = {"start": arrow.start, "end": arrow.end}
        for code in dict.fromkeys((arrow.start, arrow.end)):
            if code not in plan.statuses:
                yield fault("TRANSITION_STATUS_NOT_ALLOWED", "transitions", number, status=code, **words)
        if arrow.start == arrow.end:
            yield fault("TRANSITION_TO_ITSELF", "transitions", number, status=arrow.start, **words)
        if _state(arrow.start, statuses) in FINAL:
            yield fault("TRANSITION_FROM_FINAL", "transitions", number, status=arrow.start, **words)
        if (key := (arrow.start, arrow.end, arrow.audience)) in seen:
            yield fault("TRANSITION_TWICE", "transitions", number, **words)
        seen.add(key)
        for name in arrow.required:
            if name not in REQUIRABLE:
                allowed = ", ".join(REQUIRABLE)
                yield fault("REQUIRED_UNKNOWN", "transitions", number, name=name, allowed=allowed, **words)


def _audiences(plan: TypePlan, people: People) -> Iterator[Fault]:
    for kind in ("groups", "units"):
        for name in sorted(getattr(plan.audience, kind) - set(getattr(people, kind))):
            yield fault(KINDS[kind], kind, name=name)
    for number, arrow in enumerate(plan.transitions):
        words = {"start": arrow.start, "end": arrow.end}
        for kind, code in KINDS.items():
            for name in sorted(getattr(arrow.audience, kind) - set(getattr(people, kind))):
                yield fault(code, "transitions", number, kind, name=name, **words)


KINDS = {
    "groups": "GROUP_UNKNOWN",
    "units": "UNIT_UNKNOWN",
    "users": "USER_UNKNOWN",
    "profiles": "PROFILE_UNKNOWN",
}


def _transitions(plan: TypePlan, statuses: Statuses) -> Iterator[Fault]:
    """Find allowed statuses from which no end can be reached, and those that nothing leads to."""
    pairs = {(arrow.start, arrow.end) for arrow in plan.transitions}
    reached = _closure(set(plan.initial), pairs)
    ends = {code for code in plan.statuses if _state(code, statuses) in FINAL}
    ending = _closure(ends, {(end, start) for start, end in pairs})
    for number, code in enumerate(plan.statuses):
        if code in statuses and code not in ending:
            yield fault("TRAP", "statuses", number, status=code)
        if plan.initial and code not in reached:
            yield fault("UNREACHABLE", "statuses", number, status=code)


def _closure(result: set[str], pairs: set[tuple[str, str]]) -> set[str]:
    """Return what can be reached along the pairs, the beginnings included."""
    reached, waiting = set(result), list(result)
    while waiting:
        start = waiting.pop()
        more = {end for begin, end in pairs if begin == start} - reached
        reached |= more
        waiting.extend(more)
    return reached


def _stranded_people(plan: TypePlan, statuses: Statuses, people: People) -> Iterator[Fault]:
    """Find who can bring a lead to a status that is not final, but is named in no transition out of it."""
    for number, code in enumerate(plan.statuses):
        rows = [arrow.audience for arrow in plan.transitions if arrow.start == code != arrow.end]
        if _state(code, statuses) in FINAL or not rows:
            continue
        for kind, name in sorted(_bringers(plan, code)):
            if not any(covers(audience, kind, name, people) for audience in rows):
                yield fault("ONE_WAY_PEOPLE", "statuses", number, who=name or EVERYBODY, status=code)


def _bringers(plan: TypePlan, code: str) -> set[tuple[str, str]]:
    """Return who can bring a lead to a status, each as kind and name; everybody has neither."""
    into: list[Arrow] = [arrow for arrow in plan.transitions if arrow.end == code != arrow.start]
    if code in plan.initial or any(arrow.audience.is_everybody for arrow in into):
        return {("", "")}
    return {row for arrow in into for row in named_in(arrow.audience)}


def named_in(audience: Audience) -> set[tuple[str, str]]:
    """Return whom an audience names, each as kind and name; everybody has neither."""
    if audience.is_everybody:
        return {("", "")}
    return {(kind, name) for kind in KINDS for name in getattr(audience, kind)}


def covers(audience: Audience, kind: str, name: str, people: People) -> bool:
    """Tell whether a transition is open to all of a group, a unit, a profile or everybody; or to a user."""
    if audience.is_everybody:
        return True
    if not kind:
        return False
    named: frozenset[str] = getattr(audience, kind)
    if name in named:
        return True
    if kind == "units":
        return name.rpartition(" / ")[0] in audience.groups
    if kind == "users" and name in people.users:
        unit, profiles = people.users[name]
        holds = unit in audience.units or unit.rpartition(" / ")[0] in audience.groups
        return holds or bool(profiles & audience.profiles)
    return False
