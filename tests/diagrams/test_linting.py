"""What is wrong with a process is said by the name of the element at fault."""

from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings

from leadwright.diagrams.linting import SENTENCES, Vocabulary, faults_of
from leadwright.foundation.expressions.kinds import Kind as ValueKind
from tests.diagrams.blocks import diagrams
from tests.diagrams.making import process

KNOWN = Vocabulary(
    actions=["start"],
    tasks=["qualify"],
    messages=["answer"],
    roles=["owner"],
    fields={"n": ValueKind.NUMBER},
    asked=["budget"],
)
LOOP = ("start > x1", "x1 > a", "a > x2", "x2 > x1 if n > 1", "x2 > end by default")
BAD = {
    ("START_NUMBER", "made"): process("a > end"),
    ("START_NUMBER", "start2"): process("start1 > a", "start2 > a", "a > end"),
    ("END_MISSING", "made"): process("start > a", "a > b"),
    ("STEPS_TOO_MANY", "made"): process(
        "start > t0", *(f"t{n} > t{n + 1}" for n in range(160)), "t160 > end"
    ),
    ("KIND_UNKNOWN", "other"): process("start > other", "other > end"),
    ("INTO_START", "start"): process("start > x", "x > start if n > 1", "x > end by default"),
    ("OUT_OF_END", "end"): process("start > end", "end > a", "a > end2"),
    ("DEAD_STEP", "b"): process("start > a", "a > end", "b > end"),
    ("NO_PATH_TO_END", "b"): process("start > x", "x > end by default", "x > b if n > 1"),
    ("SPLITS_WITHOUT_GATEWAY", "a"): process("start > a", "a > end1", "a > end2"),
    ("NEVER_JOINS", "p"): process(
        "start > x", "x > a if n > 1", "x > b by default", "a > p", "b > p", "p > end"
    ),
    ("NEVER_JOINS", "p2"): process(
        "start > p1",
        "p1 > a",
        "p1 > x",
        "x > b if n > 1",
        "x > end by default",
        "a > p2",
        "b > p2",
        "p2 > end2",
    ),
    ("PILES_UP", "p2"): process(
        "start > p", "p > x1", "p > b", "b > p2", "x1 > a", "a > p1", "p1 > x1", "p1 > p2", "p2 > end"
    ),
    ("NEVER_ENDS", "x1"): process("start > x1", "x1 > a", "a > p", "p > x1", "p > b", "b > end"),
    ("LOOP_WITHOUT_WAIT", "x1"): process("start > x1", "x1 > x2", "x2 > x1 if n > 1", "x2 > end by default"),
    ("NAME_MISSING", "a"): process("start > a", "a > end", a={"name": ""}),
    ("NOBODY_IN_CHARGE", "a"): process("start > a", "a > end", a={"role": ""}),
    ("ACTION_UNKNOWN", "run"): process("start > run", "run > end", run={"action": "os.system"}),
    ("ACTION_UNKNOWN", "a"): process("start > a", "a > end", a={"action": "qualfy"}),
    ("ACTION_UNKNOWN", "timer"): process("start > timer", "timer > end", timer={"action": "start"}),
    ("ROLE_UNKNOWN", "a"): process("start > a", "a > end", a={"role": "ownr"}),
    ("MESSAGE_UNKNOWN", "mail"): process("start > mail", "mail > end", mail={"message": "letter"}),
    ("FIELD_UNKNOWN", "a"): process("start > a", "a > end", a={"fields": "budget mood"}),
    ("FIELD_UNUSED", "run"): process("start > run", "run > end", run={"required": "budget"}),
    ("DURATION_UNKNOWN", "a"): process("start > a", "a > end", a={"duration": "PT4H"}),
    ("DURATION_UNKNOWN", "timer"): process("start > timer", "timer > end", timer={"duration": ""}),
    ("MESSAGE_MISSING", "mail"): process("start > mail", "mail > end", mail={"message": ""}),
    ("CONDITION_FAULTY", "f3"): process(
        "start > x", "x > a by default", "x > b if n >", "a > end", "b > end"
    ),
    ("CONDITION_FAULTY", "f2"): process("start > x", "x > end if money", "x > end2 by default"),
    ("CONDITION_MISSING", "f2"): process("start > x", "x > a", "x > b by default", "a > end", "b > end"),
    ("CONDITION_UNUSED", "f1"): process("start > a if n > 1", "a > end"),
    ("DEFAULT_UNKNOWN", "x"): process("start > x", "x > end", x={"default": "f9"}),
}


@pytest.mark.parametrize(("code", "element"), BAD)
def test_a_fault_names_its_element(code, element):
    faults = faults_of(BAD[code, element], KNOWN)
    assert (code, element) in [(fault.code, fault.element) for fault in faults]


def test_each_fault_that_there_is_is_looked_for():
    assert {code for code, _element in BAD} == set(SENTENCES)


@pytest.mark.parametrize(("code", "element"), BAD)
def test_a_fault_is_said_in_words(code, element):
    for fault in faults_of(BAD[code, element], KNOWN):
        assert "{" not in fault.sentence


def test_a_field_that_is_only_required_has_to_be_known_too():
    diagram = process("start > a", "a > end", a={"fields": "budget", "required": "mood"})
    (fault,) = faults_of(diagram, KNOWN)
    assert fault.sentence == "“a” asks for “mood”, which is no field of tasks for all; there are: budget."


def test_a_service_step_in_a_loop_stops_nobody():
    diagram = process("start > x1", "x1 > run", "run > x2", "x2 > x1 if n > 1", "x2 > end by default")
    assert [fault.code for fault in faults_of(diagram, KNOWN)] == ["LOOP_WITHOUT_WAIT"]


def test_a_condition_of_another_kind_than_yes_or_no_is_none():
    diagram = process("start > x", "x > end if n + 1", "x > end2 by default")
    assert [fault.code for fault in faults_of(diagram, KNOWN)] == ["CONDITION_FAULTY"]


def test_without_known_fields_a_condition_is_only_read():
    diagram = process("start > x", "x > end if anything > 1", "x > end2 by default")
    assert faults_of(diagram, Vocabulary()) == []


@pytest.mark.parametrize(
    "lines",
    [
        LOOP,
        ("start > run", "run > timer", "timer > mail", "mail > end"),
        ("start > p1", "p1 > a", "p1 > b", "a > p2", "b > p2", "p2 > end"),
        ("start > p1", "p1 > a", "p1 > b", "a > end1", "b > end2"),
    ],
)
def test_a_sound_process_has_no_fault(lines):
    assert faults_of(process(*lines), KNOWN) == []


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(diagrams)
def test_what_is_put_together_from_sound_blocks_has_no_fault_but_its_size(diagram):
    assert {fault.code for fault in faults_of(diagram, Vocabulary())} <= {"STEPS_TOO_MANY"}


def test_a_hundred_branches_beside_each_other_are_no_pile():
    names = [f"t{number}" for number in range(100)]
    diagram = process(
        "start > p1", *(f"p1 > {name}" for name in names), *(f"{name} > p2" for name in names), "p2 > end"
    )
    assert faults_of(diagram, KNOWN) == []


def test_a_process_with_very_many_ways_to_fail_is_looked_through_in_a_moment():
    lines, begun = ["start > p0"], process_time()
    for number in range(1, 25):
        lines += [f"p0 > x{number}", f"x{number} > p100 if n > 1", f"x{number} > p200 by default"]
    diagram = process(*lines, "p100 > end1", "p200 > end2")
    assert [fault.element for fault in faults_of(diagram, KNOWN)] == ["p100", "p200"]
    assert process_time() - begun < 5
