"""Lays out what was never drawn: from left to right by the steps from the start, what runs beside each other below.

Pure and the same each time. Where a single element has no place, all are laid out anew: beside what somebody drew there
may be no room.
"""

from collections import Counter, deque
from collections.abc import Collection
from dataclasses import replace

from leadwright.diagrams.model import GATEWAYS, Box, Diagram, Edge, Element, Kind, Shape

COLUMN, ROW, LEFT, TOP = 160.0, 120.0, 80.0, 60.0
TASK, EVENT, GATEWAY = (110.0, 80.0), (36.0, 36.0), (50.0, 50.0)
EVENTS = frozenset([Kind.START, Kind.END, Kind.TIMER, Kind.MESSAGE])


def laid_out(diagram: Diagram) -> Diagram:
    """Return a diagram in which each element and each flow has its place."""
    if not {shape.element for shape in diagram.shapes}.issuperset(diagram.by_id):
        places = _places(diagram)
        shapes = tuple(_shape(element, *places[element.id]) for element in diagram.elements)
        diagram = replace(diagram, shapes=shapes, edges=(), plane="")
    return _with_edges(diagram)


def _places(diagram: Diagram) -> dict[str, tuple[int, int]]:
    """Return column and row of each element; what shares a column lies in rows."""
    rows: Counter[int] = Counter()
    places: dict[str, tuple[int, int]] = {}
    for name, column in columns_of(diagram).items():
        places[name] = (column, rows[column])
        rows[column] += 1
    return places


def columns_of(diagram: Diagram) -> dict[str, int]:
    """Return how far each element lies from the start: by the longest path to it that does not lead back."""
    back = _leading_back(diagram)
    awaited = {name: sum(flow.id not in back for flow in diagram.into[name]) for name in diagram.by_id}
    longest = dict.fromkeys(diagram.by_id, 0)
    ahead = deque(name for name, number in awaited.items() if number == 0)
    columns: dict[str, int] = {}
    while ahead:
        name = ahead.popleft()
        columns[name] = longest[name]
        for target in (flow.target for flow in diagram.out_of[name] if flow.id not in back):
            longest[target] = max(longest[target], longest[name] + 1)
            awaited[target] -= 1
            ahead.extend([target] if awaited[target] == 0 else [])
    return columns


def _leading_back(diagram: Diagram) -> Collection[str]:
    """Return the flows that lead back to where one came from."""
    back, entered, left = set(), set(), set()
    for root in (*diagram.starts, *diagram.elements):
        stack = [(root.id, "")]
        while stack:
            name, flow_id = stack.pop()
            if flow_id == "left":
                left.add(name)
                continue
            if name in entered:
                if name not in left and flow_id:
                    back.add(flow_id)
                continue
            entered.add(name)
            stack.append((name, "left"))
            stack.extend((flow.target, flow.id) for flow in reversed(diagram.out_of[name]))
    return back


def size_of(element: Element) -> tuple[float, float]:
    """Return the width and height of what an element is drawn as."""
    if element.kind in GATEWAYS:
        return GATEWAY
    return EVENT if element.kind in EVENTS else TASK


def _shape(element: Element, column: int, row: int) -> Shape:
    width, height = size_of(element)
    x, y = LEFT + column * COLUMN - width / 2, TOP + row * ROW - height / 2
    return Shape(element=element.id, box=Box(x=x, y=y, width=width, height=height))


def _with_edges(diagram: Diagram) -> Diagram:
    """Draw a line for each flow that has none."""
    kept = tuple(edge for edge in diagram.edges if len(edge.points) > 1)
    drawn = {edge.flow for edge in kept}
    boxes = {shape.element: shape.box for shape in diagram.shapes}
    new = (
        Edge(flow=flow.id, points=_line(boxes[flow.source], boxes[flow.target]))
        for flow in diagram.flows
        if flow.id not in drawn
    )
    return replace(diagram, edges=(*kept, *new))


def _line(source: Box, target: Box) -> tuple[tuple[float, float], ...]:
    """Return the points of a line: straight, down behind the first or up before the second, or back around."""
    start = (source.x + source.width, source.y + source.height / 2)
    end = (target.x, target.y + target.height / 2)
    if end[0] <= start[0]:
        below = max(source.y + source.height, target.y + target.height) + 20
        middle, goal = source.x + source.width / 2, target.x + target.width / 2
        down, up = (middle, source.y + source.height), (goal, target.y + target.height)
        return (down, (middle, below), (goal, below), up)
    if start[1] == end[1]:
        return (start, end)
    turn = start[0] + 20 if end[1] > start[1] else end[0] - 20
    return (start, (turn, start[1]), (turn, end[1]), end)
