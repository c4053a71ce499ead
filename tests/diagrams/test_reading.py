"""BPMN that comes in and goes out: nothing is lost, whatever wrote it."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadwright.diagrams.layout import laid_out
from leadwright.diagrams.model import Element, Flow, Kind, Lane
from leadwright.diagrams.reading import read_diagram
from leadwright.diagrams.writing import write_diagram
from tests.diagrams.blocks import diagrams
from tests.diagrams.making import process

FOREIGN = """<?xml version="1.0" encoding="UTF-8"?>
<semantic:definitions xmlns:semantic="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:d="http://www.omg.org/spec/BPMN/20100524/DI"
  xmlns:b="http://www.omg.org/spec/DD/20100524/DC" xmlns:l="http://www.omg.org/spec/DD/20100524/DI"
  xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d1" targetNamespace="urn:x"
  exporter="Else" exporterVersion="7">
  <semantic:message id="M1" name="answer"/>
  <semantic:signal id="S1" name="kept"/>
  <semantic:process id="P1" name="Foreign" camunda:versionTag="3">
    <semantic:laneSet id="set"><semantic:lane id="L1" name="Sales" camunda:tint="red">
      <semantic:flowNodeRef>A</semantic:flowNodeRef></semantic:lane></semantic:laneSet>
    <semantic:startEvent id="S"/>
    <semantic:userTask id="A" name="Ask   &amp; listen" camunda:assignee="ann">
      <semantic:documentation>First line.
Second line.</semantic:documentation>
      <semantic:extensionElements><camunda:formData><camunda:formField id="f" label="a  b"/></camunda:formData>
      </semantic:extensionElements>
    </semantic:userTask>
    <semantic:intermediateCatchEvent id="T"><semantic:timerEventDefinition>
      <semantic:timeDuration xsi:type="semantic:tFormalExpression">P2D</semantic:timeDuration>
    </semantic:timerEventDefinition></semantic:intermediateCatchEvent>
    <semantic:intermediateCatchEvent id="W">
      <semantic:messageEventDefinition messageRef="M1"/></semantic:intermediateCatchEvent>
    <semantic:exclusiveGateway id="X" default="f4"/>
    <semantic:scriptTask id="Z" scriptFormat="python"><semantic:script>exit()</semantic:script></semantic:scriptTask>
    <semantic:endEvent id="E"/>
    <semantic:sequenceFlow id="f1" sourceRef="S" targetRef="A"/>
    <semantic:sequenceFlow id="f2" sourceRef="A" targetRef="T"/>
    <semantic:sequenceFlow id="f3" sourceRef="T" targetRef="W"/>
    <semantic:sequenceFlow id="f5" sourceRef="W" targetRef="X"/>
    <semantic:sequenceFlow id="f4" sourceRef="X" targetRef="E"/>
    <semantic:sequenceFlow id="f6" sourceRef="X" targetRef="Z" name="large">
      <semantic:conditionExpression xsi:type="semantic:tFormalExpression">amount &gt; 5</semantic:conditionExpression>
    </semantic:sequenceFlow>
    <semantic:sequenceFlow id="f7" sourceRef="Z" targetRef="E"/>
    <semantic:textAnnotation id="N1"><semantic:text>Mind this</semantic:text></semantic:textAnnotation>
  </semantic:process>
  <d:BPMNDiagram id="di1"><d:BPMNPlane id="pl" bpmnElement="P1">
    <d:BPMNShape id="x1" bpmnElement="A" camunda:fill="blue"><b:Bounds x="10.5" y="20" width="100" height="80"/>
      <d:BPMNLabel><b:Bounds x="1" y="2" width="3" height="4"/></d:BPMNLabel></d:BPMNShape>
  </d:BPMNPlane></d:BPMNDiagram>
</semantic:definitions>
"""


def foreign():
    return read_diagram(FOREIGN.encode())


def test_each_part_of_a_foreign_file_is_read():
    diagram = foreign()
    kinds = [element.kind for element in diagram.elements]
    assert kinds == [Kind.START, Kind.USER, Kind.TIMER, Kind.MESSAGE, Kind.EXCLUSIVE, Kind.UNKNOWN, Kind.END]
    task, timer, message = (diagram.by_id[name] for name in "ATW")
    assert (task.name, task.instructions) == ("Ask & listen", "First line.\nSecond line.")
    assert (timer.days, message.message, diagram.by_id["X"].default) == (2, "answer", "f4")
    assert diagram.in_charge_of(task) == "Sales"
    assert next(flow.condition for flow in diagram.flows if flow.id == "f6") == "amount > 5"


def test_what_others_wrote_into_a_file_is_written_back():
    text = write_diagram(foreign())
    for kept in [
        "camunda:assignee",
        "camunda:formField",
        "a  b",
        "camunda:versionTag",
        "camunda:tint",
        "Mind this",
        "exporterVersion",
        'name="kept"',
        "exit()",
        "scriptFormat",
    ]:
        assert kept in text


def test_how_others_coloured_a_shape_is_written_back():
    text = write_diagram(process("start > a", "a > end"))
    coloured = text.replace('bpmnElement="a"', 'bpmnElement="a" xmlns:bioc="urn:bioc" bioc:fill="red"')
    assert 'bpmnElement="a" bioc:fill="red"' in write_diagram(read_diagram(coloured.encode()))


def test_a_drawing_of_pools_stays_a_drawing_of_pools():
    text = write_diagram(process("start > a", "a > end"))
    pool = '<bpmn:collaboration id="c"><bpmn:participant id="pool" processRef="made" /></bpmn:collaboration>'
    shape = '<bpmndi:BPMNShape bpmnElement="pool"><dc:Bounds x="0" y="0" width="900" height="200" /></bpmndi:BPMNShape>'
    plane = '<bpmndi:BPMNPlane id="plane" bpmnElement="made">'
    pooled = text.replace("<bpmn:process", pool + "<bpmn:process", 1).replace(
        plane, plane.replace("made", "c") + shape
    )
    again = write_diagram(read_diagram(pooled.encode()))
    assert ('bpmnElement="c"' in again, 'bpmnElement="pool"' in again, 'processRef="made"' in again) == (
        True,
    ) * 3
    assert write_diagram(read_diagram(again.encode())) == again


def test_a_file_read_written_and_read_is_the_same_process():
    first = read_diagram(write_diagram(foreign()).encode())
    again = read_diagram(write_diagram(first).encode())
    assert first == again
    assert write_diagram(first) == write_diagram(again)
    assert (first.elements, first.flows, first.lanes) == (
        foreign().elements,
        foreign().flows,
        foreign().lanes,
    )


@pytest.mark.parametrize("prefix", ["bpmn2:", "x-1:", ""])
def test_the_prefixes_of_a_file_do_not_matter(prefix):
    declared = FOREIGN.replace("xmlns:semantic=", f"xmlns:{prefix}=".replace(":=", "="))
    other = read_diagram(declared.replace("semantic:", prefix).encode())
    assert (other.elements, other.flows, other.shapes) == (
        foreign().elements,
        foreign().flows,
        foreign().shapes,
    )


@settings(max_examples=40)
@given(diagrams)
def test_what_is_drawn_by_code_comes_back_the_same(diagram):
    assert read_diagram(write_diagram(diagram).encode()) == laid_out(diagram)


plain = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), max_size=60).map(
    str.strip
)


@settings(max_examples=60)
@given(name=plain, role=plain, deliverable=plain, instructions=plain, condition=plain)
def test_any_words_come_back_as_they_were(name, role, deliverable, instructions, condition):
    named = " ".join(name.split())
    task = Element(
        id="a", kind=Kind.USER, name=named, role=role, deliverable=deliverable, instructions=instructions
    )
    diagram = replace(process("start > a", "a > end"), lanes=(Lane(id="lane", name=named, elements=("a",)),))
    elements = tuple(task if element.id == "a" else element for element in diagram.elements)
    flow = Flow(id="more", source="a", target="end", condition=condition)
    diagram = laid_out(replace(diagram, elements=elements, flows=(*diagram.flows, flow)))
    assert read_diagram(write_diagram(diagram).encode()) == diagram


def test_our_own_words_stand_in_our_own_namespace():
    text = write_diagram(process("start > a", "a > end", a={"deliverable": "An offer", "duration": "P5D"}))
    assert re.search(
        r'<bpmn:userTask id="a" name="a" lw:role="owner" lw:deliverable="An offer" lw:due="P5D">', text
    )


def test_the_fields_that_a_step_asks_for_are_kept_as_they_were_written():
    asked = {"fields": "budget  mood", "required": "mood taste"}
    diagram = laid_out(process("start > a", "a > end", a=asked))
    text = write_diagram(diagram)
    assert 'lw:fields="budget  mood" lw:fields.required="mood taste">' in text
    read = read_diagram(text.encode())
    assert (read, write_diagram(read)) == (diagram, text)
    assert (read.by_id["a"].asked, read.by_id["a"].needed) == (("budget", "mood", "taste"), ("mood", "taste"))


def test_words_in_other_languages_are_kept_and_said():
    diagram = process(
        "start > a", "a > end", a={"translations": (("deliverable.nl", "Offerte"), ("name.nl", "Vraag"))}
    )
    read = read_diagram(write_diagram(diagram).encode())
    assert [read.in_language(language).by_id["a"].name for language in ("nl", "en")] == ["Vraag", "a"]
    assert read.in_language("nl").by_id["a"].deliverable == "Offerte"


def test_what_was_never_drawn_is_laid_out_from_left_to_right():
    diagram = laid_out(
        process("start > a", "a > x", "x > b if n > 1", "x > c by default", "b > end", "c > end")
    )
    left = {shape.element: shape.box.x for shape in diagram.shapes}
    assert left["start"] < left["a"] < left["x"] < left["b"] == left["c"] < left["end"]
    assert {edge.flow for edge in diagram.edges} == {flow.id for flow in diagram.flows}


def test_nothing_lies_on_anything_else_where_it_is_laid_out():
    diagram = laid_out(
        process("start > p1", *(f"p1 > t{n}" for n in range(9)), *(f"t{n} > end" for n in range(9)))
    )
    assert len({(shape.box.x, shape.box.y) for shape in diagram.shapes}) == len(diagram.elements)


def test_a_due_time_is_a_number_of_working_days():
    durations = {
        "P3D": 3,
        "P1D": 1,
        "P0D": None,
        "PT4H": None,
        "3": None,
        "": None,
        "P1000D": None,
        "P٣D": None,
    }
    read = {text: Element(id="a", kind=Kind.USER, duration=text).days for text in durations}
    assert read == durations


@pytest.mark.parametrize("marker", ["multiInstanceLoopCharacteristics", "standardLoopCharacteristics"])
def test_a_task_that_repeats_is_not_walked_as_one_that_is_done_once(marker):
    text = write_diagram(process("start > a", "a > end"))
    marked = text.replace("</bpmn:userTask>", f"<bpmn:{marker} /></bpmn:userTask>")
    diagram = read_diagram(marked.encode())
    assert diagram.by_id["a"].kind is Kind.UNKNOWN
    assert f"bpmn:{marker}" in write_diagram(diagram)
