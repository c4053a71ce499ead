"""What the engine does with each kind of element, and what it refuses."""

from decimal import Decimal
from time import process_time

import pytest

from leadwright.diagrams.engine import Token, advance, begin
from leadwright.diagrams.model import Kind
from leadwright.foundation.refusals import Refused
from tests.diagrams.making import done, kept, places, process

LINE = process("start > a", "a > b", "b > end")
PAIR = process("start > p1", "p1 > a", "p1 > b", "a > p2", "b > p2", "p2 > c", "c > end")
CHOICE = process(
    "start > x", "x > a if n > 5", "x > b if n > 1", "x > c by default", "a > end", "b > end", "c > end"
)


def refused(code):
    return pytest.raises(Refused, match=code)


def test_a_process_begins_at_its_first_task():
    step = begin(LINE, {})
    assert (step.come, step.gone, step.is_over) == ((Token(element="a", flow="f1"),), (), False)


def test_completing_a_task_moves_its_token_to_the_next():
    tokens = kept(begin(LINE, {}))
    step = advance(LINE, tokens, done(1), {})
    assert (step.gone, step.come) == (tokens, (Token(element="b", flow="f2"),))


def test_a_process_is_over_when_its_last_token_reaches_an_end():
    tokens = (Token(element="b", flow="f2", identity=7),)
    step = advance(LINE, tokens, done(7), {})
    assert (step.gone, step.come, step.is_over) == (tokens, (), True)


def test_an_end_ends_its_own_token_alone():
    diagram = process("start > p1", "p1 > a", "p1 > b", "a > end1", "b > end2")
    step = advance(diagram, kept(begin(diagram, {})), done(1), {})
    assert (places(step.gone), step.is_over) == (["a"], False)


@pytest.mark.parametrize(("number", "task"), [(9, "a"), (5, "b"), (1, "c"), (None, "c")])
def test_a_choice_takes_the_first_flow_that_holds_else_its_default(number, task):
    value = None if number is None else Decimal(number)
    assert places(begin(CHOICE, {"n": value}).come) == [task]


def test_a_choice_without_a_flow_that_holds_is_refused_by_name():
    diagram = process(
        "start > x", "x > a if n > 5", "x > b if n > 1", "a > end", "b > end", x={"name": "Large?"}
    )
    with refused("NO_FLOW_HOLDS") as no:
        begin(diagram, {"n": Decimal(0)})
    assert "Large?" in no.value.sentence


def test_a_condition_that_is_none_is_refused_by_the_name_of_its_flow():
    diagram = process("start > x", "x > a if n >", "x > b by default", "a > end", "b > end")
    with refused("CONDITION_FAULTY"):
        begin(diagram, {"n": Decimal(0)})


def test_a_condition_runs_no_python():
    diagram = process(
        "start > x", "x > a if __import__('os').getpid() > 0", "x > b by default", "a > end", "b > end"
    )
    with refused("CONDITION_FAULTY"):
        begin(diagram, {})


def test_a_parallel_gateway_waits_for_a_token_of_each_flow():
    tokens = kept(begin(PAIR, {}))
    first = advance(PAIR, tokens, done(1), {})
    tokens = kept(first, tokens, first=3)
    second = advance(PAIR, tokens, done(2), {})
    assert (places(first.come), places(second.come)) == (["p2"], ["c"])
    assert sorted(places(second.gone)) == ["b", "p2"]


def test_two_tokens_of_the_same_flow_do_not_join():
    waiting = Token(element="p2", flow="f4", identity=1), Token(element="a", flow="f2", identity=2)
    step = advance(PAIR, waiting, done(2), {})
    assert places(step.come) == ["p2"]


def test_of_several_tokens_the_oldest_of_each_flow_is_joined_and_the_others_stay():
    waiting = tuple(Token(element="p2", flow="f4", identity=number) for number in (1, 2))
    step = advance(PAIR, (*waiting, Token(element="b", flow="f3", identity=3)), done(3), {})
    assert ([token.identity for token in step.gone], places(step.come)) == ([3, 1], ["c"])


def test_two_tokens_on_the_same_task_are_completed_one_by_one():
    diagram = process("start > p1", "p1 > a", "p1 > b", "a > x", "b > x", "x > c", "c > end")
    tokens = tuple(Token(element="c", flow="f6", identity=number) for number in (4, 5))
    step = advance(diagram, tokens, done(5), {})
    assert ([token.identity for token in step.gone], step.is_over) == ([5], False)


def test_a_loop_comes_back_to_its_task():
    diagram = process("start > x1", "x1 > a", "a > x2", "x2 > x1 if again", "x2 > end by default")
    tokens = kept(begin(diagram, {}))
    assert places(advance(diagram, tokens, done(1), {"again": True}).come) == ["a"]
    assert advance(diagram, tokens, done(1), {"again": False}).is_over


def test_a_loop_that_waits_for_nobody_is_refused_and_not_run_for_ever():
    diagram = process("start > x1", "x1 > x2", "x2 > x1 if again", "x2 > end by default")
    with refused("PROCESS_LOOPS"):
        begin(diagram, {"again": True})


def test_a_service_step_is_to_be_run_and_waits_until_it_has():
    diagram = process("start > run1", "run1 > a", "a > end")
    step = begin(diagram, {})
    assert (step.services, step.come) == (step.come, (Token(element="run1", flow="f1"),))
    assert places(advance(diagram, kept(step), done(1, Kind.SERVICE), {}).come) == ["a"]


@pytest.mark.parametrize(("name", "kind"), [("timer", Kind.TIMER), ("mail", Kind.MESSAGE)])
def test_a_timer_and_a_message_wait_for_their_own_event(name, kind):
    diagram = process(f"start > {name}", f"{name} > a", "a > end")
    tokens = kept(begin(diagram, {}))
    assert places(advance(diagram, tokens, done(1, kind), {}).come) == ["a"]
    with refused("EVENT_UNFIT"):
        advance(diagram, tokens, done(1, Kind.USER), {})


def test_an_event_for_a_token_that_is_gone_is_refused():
    with refused("TOKEN_GONE"):
        advance(LINE, kept(begin(LINE, {})), done(99), {})


def test_a_token_that_waits_at_a_join_is_completed_by_nobody():
    waiting = (Token(element="p2", flow="f4", identity=1), Token(element="b", flow="f3", identity=2))
    with refused("EVENT_UNFIT"):
        advance(PAIR, waiting, done(1, Kind.PARALLEL), {})


def test_an_element_that_is_not_walked_stops_the_process():
    with refused("STEP_UNKNOWN"):
        begin(process("start > other", "other > end"), {})


def test_what_is_refused_changes_nothing():
    tokens = kept(begin(CHOICE, {"n": Decimal(9)}))
    before = list(tokens)
    with refused("EVENT_UNFIT"):
        advance(CHOICE, tokens, done(1, Kind.TIMER), {})
    assert list(tokens) == before


def test_the_role_in_charge_of_a_task_is_its_own():
    assert LINE.in_charge_of(LINE.by_id["a"]) == "owner"


def test_thirty_parallel_pairs_in_a_row_are_walked_in_a_moment():
    pairs = [f"p{n}" for n in range(1, 31)]
    lines = [
        "start > p1",
        *(f"{gateway} > {task}" for n, gateway in enumerate(pairs[:-1]) for task in _between(n)),
    ]
    diagram = process(
        *lines, *(f"{task} > {pairs[n + 1]}" for n in range(29) for task in _between(n)), "p30 > end"
    )
    tokens, first, spent = kept(begin(diagram, {})), 100, process_time()
    while tokens:
        step = advance(diagram, tokens, done(tokens[0].identity), {}) if tokens[0].element[0] != "p" else None
        if step is None:
            tokens = (*tokens[1:], tokens[0])
            continue
        tokens, first = kept(step, tokens, first), first + 10
    assert process_time() - spent < 1.0


def _between(number: int) -> tuple[str, str]:
    return f"left-{number}", f"right-{number}"
