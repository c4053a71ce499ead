"""The linter: each way to break a configuration is named, and what it passes can be run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadwright.leads.configuration.blueprint import initials_of
from leadwright.leads.configuration.faults import SENTENCES
from leadwright.leads.configuration.linter import lint
from leadwright.leads.states import FINAL
from tests.leads.broken import BROKEN, busy_for, limited
from tests.leads.configured import PEOPLE, STATES, arrow, sound, with_type

ALL = tuple(STATES)


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_configuration_is_named_with_its_place(name: str) -> None:
    blueprint, code, place = BROKEN[name]
    matches = [row for row in lint(blueprint, PEOPLE) if (row.code, row.path) == (code, place)]
    assert matches, [(row.code, row.path) for row in lint(blueprint, PEOPLE)]
    assert "{" not in matches[0].sentence


def test_each_fault_is_shown_by_a_broken_configuration() -> None:
    needs_more = {
        "FILE_INVALID",
        "STATE_FIXED",
        "KIND_FIXED",
        "PRODUCT_KIND_FIXED",
        "ROLE_KIND_FIXED",
        "STATUS_IN_USE",
        "TYPE_IN_USE",
        "MOVE_INVALID",
    }
    assert {code for _, code, _ in BROKEN.values()} == SENTENCES.keys() - needs_more


def test_a_sound_configuration_has_no_fault() -> None:
    assert lint(sound(), PEOPLE) == []


def test_the_same_pair_may_be_listed_for_different_people() -> None:
    rows = limited("new", "busy", units={"P / G / U1"})
    twice = (*rows, arrow("new", "busy", units={"P / G / U2"}))
    assert lint(with_type(transitions=twice), PEOPLE) == []


@pytest.mark.parametrize("kind", ["groups", "profiles", "units", "users"])
def test_a_user_gets_out_by_the_unit_group_profile_or_address(kind: str) -> None:
    names = {
        "groups": "P / G",
        "profiles": "writer",
        "units": "P / G / U1",
        "users": "ann@example.org",
    }
    blueprint = busy_for({"users": {"ann@example.org"}}, {kind: {names[kind]}})
    assert not [row for row in lint(blueprint, PEOPLE) if row.code == "ONE_WAY_PEOPLE"]


def test_a_code_is_made_of_capital_initials() -> None:
    assert [initials_of(name) for name in ("trade fair", "E-mail", "???", "élan vital")] == [
        "TF",
        "EM",
        "X",
        "V",
    ]


pairs = st.tuples(st.sampled_from(ALL), st.sampled_from(ALL))
audiences = st.sampled_from([{}, {"units": {"P / G / U1"}}, {"groups": {"P / G"}}, {"profiles": {"writer"}}])


@given(st.lists(st.tuples(pairs, audiences), max_size=30), st.sampled_from(ALL), st.booleans())
def test_whatever_passes_can_be_run_to_an_end(rows, initial: str, with_exits: bool) -> None:
    arrows = [arrow(start, end, **who) for (start, end), who in rows]
    kept = sound().types[0].transitions if with_exits else ()
    blueprint = with_type(initial=(initial,), transitions=(*kept, *arrows), is_qualified=False)
    if lint(blueprint, PEOPLE):
        return
    table = {(transition.start, transition.end) for transition in blueprint.types[0].transitions}
    reached, steps = {initial}, 0
    while steps < len(ALL):
        reached, steps = reached | {end for start, end in table if start in reached}, steps + 1
    assert reached == set(ALL)
    assert not {start for start, _ in table if STATES[start] in FINAL}
    assert all(_ends(status, table) for status in ALL)


def _ends(status: str, table: set[tuple[str, str]]) -> bool:
    """Tell whether a lead can be brought from a status to an end."""
    here = {status}
    for _ in ALL:
        here |= {end for start, end in table if start in here}
    return any(STATES[row] in FINAL for row in here)
