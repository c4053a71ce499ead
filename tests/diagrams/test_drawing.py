"""A process as a picture and as a list: nothing overlaps or is left out, states and links are in place."""

from dataclasses import replace

from django.template import engines
from hypothesis import HealthCheck, given, settings

from leadwright.diagrams.drawing import picture_of, stages_of
from leadwright.diagrams.layout import laid_out
from leadwright.diagrams.model import Box, Lane, Shape
from tests.diagrams.blocks import diagrams
from tests.diagrams.making import process

CHOICE = process("start > a", "a > x", "x > b if n > 5", "x > c by default", "b > end", "c > end")


def inside(box: Box, view: str) -> bool:
    left, top, width, height = map(float, view.split())
    return (
        left <= box.x
        and top <= box.y
        and box.x + box.width <= left + width
        and box.y + box.height <= top + height
    )


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(diagrams)
def test_each_element_and_flow_is_in_the_picture_and_nothing_lies_on_anything(diagram):
    picture = picture_of(diagram)
    assert {figure.id for figure in picture.figures} == set(diagram.by_id)
    assert {arrow.id for arrow in picture.arrows} == {flow.id for flow in diagram.flows}
    assert all(inside(figure.box, picture.view) for figure in picture.figures)
    places = {(figure.box.x, figure.box.y) for figure in picture.figures}
    assert len(places) == len(picture.figures)


def test_what_somebody_drew_stays_where_it_is():
    drawn = laid_out(CHOICE)
    moved = tuple(replace(shape, box=replace(shape.box, y=shape.box.y + 500)) for shape in drawn.shapes)
    figures = picture_of(replace(drawn, shapes=moved)).figures
    assert [figure.box for figure in figures] == [shape.box for shape in moved]


def test_states_and_links_of_a_process_that_runs_are_on_its_boxes_and_in_its_list():
    states = {"a": "done", "b": "current", "c": "skipped"}
    picture = picture_of(CHOICE, states=states, links={"b": "/tasks/7/"})
    assert {figure.id: figure.state for figure in picture.figures if figure.state} == states
    assert [(stage.id, stage.state, stage.link) for stage in picture.stages] == [
        ("a", "done", ""),
        ("b", "current", "/tasks/7/"),
        ("c", "skipped", ""),
    ]


def test_the_list_says_what_follows_under_which_condition():
    (first, *_rest) = stages_of(CHOICE)
    assert first.follows == (("b", "n > 5"), ("c", ""))


def test_a_loop_is_listed_from_its_start_and_said_once():
    loop = process("start > x1", "x1 > a", "a > x2", "x2 > x1 if n > 1", "x2 > b by default", "b > end")
    assert [(stage.id, stage.follows) for stage in stages_of(loop)] == [
        ("a", (("b", ""), ("a", "n > 1"))),
        ("b", (("end", ""),)),
    ]


def test_a_long_name_is_cut_in_the_picture_and_told_in_full():
    words = "Prepare everything that the customer has ever asked for and then some more of it"
    picture = picture_of(process("start > a", "a > end", a={"name": words}))
    figure = next(row for row in picture.figures if row.id == "a")
    assert (len(figure.lines), figure.label) == (4, words)
    assert figure.lines[-1][0].endswith("…")


def test_lanes_are_drawn_as_the_file_says():
    drawn = laid_out(CHOICE)
    band = Shape(element="lane", box=Box(x=0, y=0, width=900, height=300))
    lanes = replace(
        drawn, lanes=(Lane(id="lane", name="Sales", elements=("a",)),), shapes=(*drawn.shapes, band)
    )
    assert [(lane.label, lane.box.width) for lane in picture_of(lanes).lanes] == [("Sales", 900)]


def test_the_picture_needs_neither_inline_style_nor_script_and_says_its_states():
    states, links = {"a": "done", "b": "current"}, {"b": "/tasks/7/"}
    macros = engines["jinja2"].env.globals["ui"].process
    html = macros.picture(picture_of(CHOICE, states=states, links=links), "title")
    assert '<a href="/tasks/7/">' in html
    assert ("b – Now" in " ".join(html.split()), "style=" in html, "<script" in html) == (True, False, False)
    assert 'aria-current="step"' in macros.steps(picture_of(CHOICE, states=states, links=links))
