"""Random configurations that the linter passes: whatever an organisation may think of for the life of its leads."""

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from leadwright.leads.configuration.blueprint import (
    OUTCOMES,
    Arrow,
    Audience,
    Blueprint,
    DefinitionPlan,
    Entry,
    TypePlan,
)
from leadwright.leads.states import FINAL, OPEN, State
from tests.leads.configured import entry

TYPES = ("alpha", "beta")
REQUIRED = ("description", "source", "target_amount", "success_rate", "deal_value")
AUDIENCES = (
    Audience(profiles=frozenset({"portal-writer"})),
    Audience(profiles=frozenset({"company-admin"})),
    Audience(groups=frozenset({"Partner P / GP"})),
    Audience(units=frozenset({"Partner P / GP / U1"})),
)


@st.composite
def blueprints(draw: Any) -> Blueprint:
    """Draw a whole configuration of one or two lead types."""
    statuses = draw(_statuses())
    types = tuple(draw(_type(code, statuses)) for code in TYPES[: draw(st.integers(1, 2))])
    definition = DefinitionPlan(
        code="D",
        labels={"en": "D"},
        is_active=True,
        types=tuple(kind.code for kind in types),
        lost_reasons=("price",),
        deal_type_required=draw(st.booleans()),
        block_win=draw(st.booleans()),
        converts=draw(st.booleans()),
        account_class="retail",
        credit_rating="b",
    )
    return Blueprint(
        statuses=statuses,
        sources=(entry("web"),),
        lost_reasons=(entry("price", kind="closing"), entry("nonsense", kind="qualification")),
        deal_segments=(entry("office"),),
        deal_types=(entry("printer"),),
        account_classes=(entry("retail"),),
        credit_ratings=(entry("b"),),
        minimum_deal_values={"EUR": Decimal(200)},
        types=types,
        definitions=(definition,),
    )


@st.composite
def _statuses(draw: Any) -> tuple[Entry, ...]:
    return tuple(
        entry(f"{state.lower().replace('_', '-')}-{number}", state=state.value)
        for state in State
        for number in range(draw(st.integers(1, 3)))
    )


def _of(statuses: tuple[Entry, ...], *states: str) -> list[str]:
    return [status.code for status in statuses if status.state in states]


@st.composite
def _type(draw: Any, code: str, statuses: tuple[Entry, ...]) -> TypePlan:
    """Draw a type: some statuses of each state, all of them reachable, with a way to an end from each open one."""
    chosen = [row for state in State for row in draw(_some(_of(statuses, state.value)))]
    own = tuple(status for status in statuses if status.code in chosen)
    opened = draw(st.permutations(_of(own, *OPEN)))
    outcomes = {name: draw(st.sampled_from(_of(own, state.value))) for name, state in OUTCOMES.items()}
    return TypePlan(
        code=code,
        labels={"en": code.title()},
        statuses=tuple(chosen),
        initial=(opened[0],),
        defaults=tuple(draw(st.sampled_from(_of(own, state.value))) for state in State),
        is_qualified=draw(st.booleans()),
        outcomes=outcomes,
        transitions=draw(_arrows(opened, _of(own, *FINAL))),
    )


def _some(codes: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(codes), min_size=1, unique=True)


@st.composite
def _arrows(draw: Any, opened: list[str], ends: list[str]) -> tuple[Arrow, ...]:
    """Draw transitions; the needed ones are open to everybody, others may be limited or require fields."""
    reached = zip(opened[1:], range(1, len(opened)), strict=True)
    needed = {(draw(st.sampled_from(opened[:place])), end) for end, place in reached}
    needed |= {(draw(st.sampled_from(opened)), end) for end in ends}
    needed |= {(start, draw(st.sampled_from(ends))) for start in opened}
    others = [
        (start, end)
        for start in opened
        for end in (*opened, *ends)
        if start != end and (start, end) not in needed
    ]
    more = draw(st.lists(st.sampled_from(others), unique=True)) if others else []
    limits = st.sampled_from((Audience(), Audience(), *AUDIENCES))
    fields = st.lists(st.sampled_from(REQUIRED), unique=True, max_size=2).map(tuple)
    return (
        *(Arrow(start=start, end=end) for start, end in sorted(needed)),
        *(Arrow(start=start, end=end, audience=draw(limits), required=draw(fields)) for start, end in more),
    )
