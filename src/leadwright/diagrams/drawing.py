"""A process as a picture and as a list of steps: plain data that pages draw, with what was done and what is next."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from textwrap import shorten, wrap

from leadwright.diagrams.drawn import plain
from leadwright.diagrams.layout import columns_of, laid_out
from leadwright.diagrams.model import WAITING, Box, Diagram, Element, Kind

MARGIN, SIGN, LINES, BELOW = 24.0, 7.0, 4, 22


@dataclass(frozen=True, kw_only=True)
class Figure:
    """An element in the picture: its box, its words in lines, and where each line stands."""

    id: str
    kind: str
    label: str
    box: Box
    lines: tuple[tuple[str, str, str], ...] = ()
    state: str = ""
    link: str = ""


@dataclass(frozen=True, kw_only=True)
class Arrow:
    """A flow in the picture: its path, and its words with their place."""

    id: str
    path: str
    label: str
    x: str
    y: str


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A step in the list: what is to be done, by whom, until when, what it asks for, and what follows.

    `asked` are the own fields that it asks for, each with whether it has to be answered.
    """

    id: str
    kind: str
    label: str
    role: str
    deliverable: str
    instructions: str
    days: int | None
    follows: tuple[tuple[str, str], ...]
    asked: tuple[tuple[str, bool], ...] = ()
    state: str = ""
    link: str = ""


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A process drawn: the part of the plane that it takes (`view`), and it again as a list."""

    view: str
    width: str
    height: str
    lanes: tuple[Figure, ...]
    arrows: tuple[Arrow, ...]
    figures: tuple[Figure, ...]
    stages: tuple[Stage, ...]


@dataclass(frozen=True)
class _Marks:
    states: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)

    def of(self, name: str) -> dict[str, str]:
        """Return state and link of an element."""
        return {"state": str(self.states.get(name, "")), "link": self.links.get(name, "")}


def picture_of(
    diagram: Diagram,
    *,
    states: Mapping[str, str] | None = None,
    links: Mapping[str, str] | None = None,
    fields: Mapping[str, str] | None = None,
) -> Picture:
    """Draw a process; `states` and `links` say by element where one that runs stands, and where a click leads.

    `fields` are the names of own fields by their keys.
    """
    drawn, marks = laid_out(diagram), _Marks(states or {}, links or {})
    boxes = {shape.element: shape.box for shape in drawn.shapes}
    left, top, right, bottom = _edges_of(drawn)
    return Picture(
        view=" ".join(map(plain, (left, top, right - left, bottom - top))),
        width=plain(right - left),
        height=plain(bottom - top),
        lanes=tuple(
            Figure(id=lane.id, kind="lane", label=lane.name, box=boxes[lane.id])
            for lane in drawn.lanes
            if lane.id in boxes
        ),
        arrows=tuple(_arrows(drawn)),
        figures=tuple(_figure(element, boxes[element.id], marks) for element in drawn.elements),
        stages=stages_of(diagram, states=states, links=links, fields=fields),
    )


def _edges_of(drawn: Diagram) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of all that is drawn."""
    boxes = [shape.box for shape in drawn.shapes]
    points = [point for edge in drawn.edges for point in edge.points]
    across = [x for box in boxes for x in (box.x, box.x + box.width)] + [x for x, _y in points]
    down = [y for box in boxes for y in (box.y, box.y + box.height + BELOW)] + [y for _x, y in points]
    sides = (min(across, default=0), min(down, default=0), max(across, default=0), max(down, default=0))
    return sides[0] - MARGIN, sides[1] - MARGIN, sides[2] + MARGIN, sides[3] + MARGIN


def _arrows(drawn: Diagram) -> list[Arrow]:
    flows = {flow.id: flow for flow in drawn.flows}
    return [
        Arrow(
            id=edge.flow,
            path="M" + "L".join(f"{plain(x)} {plain(y)}" for x, y in edge.points),
            label=shorten(flows[edge.flow].name, 40, placeholder="…"),
            x=plain((edge.points[0][0] + edge.points[1][0]) / 2),
            y=plain((edge.points[0][1] + edge.points[1][1]) / 2 - 6),
        )
        for edge in drawn.edges
        if edge.flow in flows
    ]


def _figure(element: Element, box: Box, marks: _Marks) -> Figure:
    is_within = element.kind in (Kind.USER, Kind.SERVICE, Kind.UNKNOWN)
    width = max(int(box.width / SIGN), 8) if is_within else BELOW
    lines = wrap(element.name, width, max_lines=LINES if is_within else 2, placeholder="…")
    middle = box.x + box.width / 2
    first = box.y + box.height / 2 - (len(lines) - 1) * 7 + 4 if is_within else box.y + box.height + 14
    return Figure(
        id=element.id,
        kind=element.kind,
        label=element.label,
        box=box,
        lines=tuple((line, plain(middle), plain(first + 14 * n)) for n, line in enumerate(lines)),
        **marks.of(element.id),
    )


def stages_of(
    diagram: Diagram,
    *,
    states: Mapping[str, str] | None = None,
    links: Mapping[str, str] | None = None,
    fields: Mapping[str, str] | None = None,
) -> tuple[Stage, ...]:
    """Return the steps that somebody or something waits at, from the start on."""
    columns, marks, names = columns_of(diagram), _Marks(states or {}, links or {}), fields or {}
    steps = [
        element for element in diagram.elements if element.kind in WAITING or element.kind is Kind.UNKNOWN
    ]
    return tuple(
        Stage(
            id=step.id,
            kind=step.kind,
            label=step.label,
            role=diagram.in_charge_of(step),
            deliverable=step.deliverable,
            instructions=step.instructions,
            days=step.days,
            follows=_follows(diagram, step),
            asked=tuple((names.get(key, key), key in step.needed) for key in step.asked),
            **marks.of(step.id),
        )
        for step in sorted(steps, key=lambda step: columns[step.id])
    )


def _follows(diagram: Diagram, step: Element) -> tuple[tuple[str, str], ...]:
    """Return what comes after a step beyond gateways: its name, and under which condition."""
    result: dict[tuple[str, str], None] = {}
    ahead, seen = [(flow, flow.condition) for flow in diagram.out_of[step.id]], set()
    while ahead:
        flow, condition = ahead.pop(0)
        element = diagram.by_id[flow.target]
        if element.kind in WAITING or element.kind in (Kind.END, Kind.UNKNOWN):
            result[element.label, condition] = None
        elif element.id not in seen:
            seen.add(element.id)
            ahead += [(after, after.condition or condition) for after in diagram.out_of[element.id]]
    return tuple(result)
