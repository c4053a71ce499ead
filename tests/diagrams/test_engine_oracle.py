"""Our engine enables the same tasks as two others, whatever is drawn; and a faulty engine is seen at once."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from leadwright.diagrams import engine
from leadwright.diagrams.engine import Token, _chosen, _joined, _Walk
from leadwright.diagrams.model import Kind
from leadwright.foundation.refusals import Refused
from tests.conftest import PROVE
from tests.diagrams.blocks import drawn, joins_in_a_loop, lives, part_of, parts
from tests.diagrams.walking import Oracle, Unfolded, difference

ROUNDS = 5_000 if PROVE else 60
TASK = ("task",)
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


@settings(max_examples=ROUNDS, suppress_health_check=SLOW)
@given(parts.filter(lambda part: not joins_in_a_loop(part)), lives)
def test_spiffworkflow_enables_the_same_tasks_after_each_completion(part, life):
    assert difference(part, life, oracle=Oracle) == ""


@settings(max_examples=ROUNDS, suppress_health_check=SLOW)
@given(parts, lives)
def test_the_parts_that_were_drawn_enable_the_same_tasks_after_each_completion(part, life):
    assert difference(part, life, oracle=Unfolded) == ""


def test_spiffworkflow_joins_too_early_in_the_second_round_of_a_loop():
    """When this fails, it can be asked about loops with parallel gateways too."""
    part = part_of(("loop", ("parallel", (TASK, TASK, TASK))))
    again = [(place, {"v0": 1}) for place in (0, 1, 0, 0, 1)]
    assert difference(part, again, oracle=Unfolded) == ""
    assert "differs" in difference(part, again, oracle=Oracle)


def joins_at_the_first(diagram, element, waiting):
    return [token for token in waiting if token.element == element.id][-1:]


def joins_but_for_the_last(diagram, element, waiting):
    here = {token.flow: token for token in waiting if token.element == element.id}
    return list(here.values()) if len(here) >= max(1, len(diagram.into[element.id]) - 1) else None


def never_joins(diagram, element, waiting):
    return None if len(diagram.into[element.id]) > 1 else _joined(diagram, element, waiting)


def splits_once(diagram, element, values):
    return _chosen(diagram, element, values)[:1]


def chooses_the_last_that_holds(diagram, element, values):
    if element.kind is not Kind.EXCLUSIVE:
        return _chosen(diagram, element, values)
    flows = [flow for flow in diagram.out_of[element.id] if flow.id != element.default]
    held = [flow for flow in flows if engine._holds(flow, values)]
    return held[-1:] or _chosen(diagram, element, values)


def chooses_all_that_hold(diagram, element, values):
    if element.kind is not Kind.EXCLUSIVE:
        return _chosen(diagram, element, values)
    flows = [flow for flow in diagram.out_of[element.id] if flow.id != element.default]
    return [flow for flow in flows if engine._holds(flow, values)] or _chosen(diagram, element, values)


def takes_the_default_at_once(diagram, element, values):
    flows = [flow for flow in diagram.out_of[element.id] if flow.id == element.default]
    return flows or _chosen(diagram, element, values)


def takes_what_does_not_hold(flow, values):
    return not HOLDS(flow, values) if flow.condition else True


def keeps_what_was_joined(self, token):
    if self.diagram.by_id[token.element].kind is not Kind.PARALLEL:
        TAKE(self, token)


def takes_all_that_wait(self, token):
    for other in [row for row in self.waiting if row.identity is not None]:
        TAKE(self, other)


def keeps_what_was_completed(self, token):
    if self.diagram.by_id[token.element].kind is Kind.PARALLEL:
        TAKE(self, token)


def ends_early(self, element, flow):
    if element.kind is Kind.END:
        self.waiting.append(Token(element=element.id, flow=flow.id))
    else:
        ARRIVE(self, element, flow)


HOLDS, TAKE, ARRIVE = engine._holds, _Walk.take, _Walk.arrive
FAULTS = [
    (engine, "_joined", joins_at_the_first),
    (engine, "_joined", joins_but_for_the_last),
    (engine, "_joined", never_joins),
    (engine, "_chosen", splits_once),
    (engine, "_chosen", chooses_the_last_that_holds),
    (engine, "_chosen", chooses_all_that_hold),
    (engine, "_chosen", takes_the_default_at_once),
    (engine, "_holds", takes_what_does_not_hold),
    (_Walk, "take", keeps_what_was_joined),
    (_Walk, "take", takes_all_that_wait),
    (_Walk, "take", keeps_what_was_completed),
    (_Walk, "arrive", ends_early),
]


@pytest.mark.parametrize("oracle", [Oracle, Unfolded])
@pytest.mark.parametrize(("place", "name", "variant"), FAULTS, ids=[row[2].__name__ for row in FAULTS])
def test_a_fault_in_the_engine_is_seen_by_each_comparison(monkeypatch, place, name, variant, oracle):
    monkeypatch.setattr(place, name, variant)

    @settings(max_examples=400, suppress_health_check=SLOW, database=None, phases=[Phase.generate])
    @given(parts.filter(lambda part: oracle is Unfolded or not joins_in_a_loop(part)), lives)
    def compare(part, life):
        try:
            assert difference(part, life, oracle=oracle) == ""
        except (Refused, ValueError, StopIteration, KeyError) as no:
            raise AssertionError(str(no)) from no

    with pytest.raises(AssertionError):
        compare()


def test_the_processes_drawn_hold_every_kind_of_block():
    block = ("sequence", (("parallel", (TASK, ("loop", TASK))), ("choice", (TASK, TASK), True)))
    kinds = {element.kind for element in drawn(part_of(block)).elements}
    assert kinds == {Kind.START, Kind.END, Kind.USER, Kind.PARALLEL, Kind.EXCLUSIVE}
