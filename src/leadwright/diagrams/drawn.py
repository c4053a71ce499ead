"""Where things are drawn: the shapes and edges of the interchange part, read and written."""

from collections.abc import Collection
from math import isfinite

from django.utils.translation import gettext as _

from leadwright.diagrams.model import Box, Edge, Shape
from leadwright.diagrams.names import di
from leadwright.diagrams.trees import Node, Pairs, unreadable

FARTHEST, MOST_POINTS = 100_000.0, 100
SIDES = ("x", "y", "width", "height")


def shape_of(node: Node) -> Shape:
    """Read a shape."""
    return Shape(
        element=_reference(node),
        box=_box(node.first(di("Bounds"))) or Box(x=0, y=0, width=0, height=0),
        label=_label(node),
        attributes=_rest(node),
        extras=_others(node, {di("Bounds"), di("BPMNLabel")}),
    )


def edge_of(node: Node) -> Edge:
    """Read the line of a flow."""
    points = [child for child in node.nodes if child.tag == di("waypoint")]
    if len(points) > MOST_POINTS:
        unreadable(_("a line has more than {most} points").format(most=MOST_POINTS))
    return Edge(
        flow=_reference(node),
        points=tuple((_number(point, "x"), _number(point, "y")) for point in points),
        label=_label(node),
        attributes=_rest(node),
        extras=_others(node, {di("waypoint"), di("BPMNLabel")}),
    )


def _reference(node: Node) -> str:
    return node.get("bpmnElement").rpartition(":")[2]


def _rest(node: Node) -> Pairs:
    return tuple(pair for pair in node.attributes if pair[0] not in ("id", "bpmnElement"))


def _others(node: Node, tags: Collection[str]) -> tuple[Node, ...]:
    return tuple(child for child in node.nodes if child.tag not in tags)


def _label(node: Node) -> Box | None:
    label = node.first(di("BPMNLabel"))
    return _box(label.first(di("Bounds"))) if label else None


def _box(node: Node | None) -> Box | None:
    if node is None:
        return None
    box = Box(**{side: _number(node, side) for side in SIDES})
    if box.width < 0 or box.height < 0:
        unreadable(_("a shape has a width or height below zero"))
    return box


def _number(node: Node, name: str) -> float:
    """Read a place in the drawing; programs write them with decimals."""
    try:
        number = float(node.get(name))
    except ValueError:
        number = float("nan")
    if not isfinite(number) or abs(number) > FARTHEST:
        unreadable(_("a shape or a line lies at no place that can be drawn"))
    return round(number, 2)


def shape_node(shape: Shape) -> Node:
    """Write a shape."""
    children = (_bounds(shape.box), *_label_nodes(shape.label), *shape.extras)
    return Node(di("BPMNShape"), _drawn(shape.element) + shape.attributes, children)


def edge_node(edge: Edge) -> Node:
    """Write the line of a flow."""
    points = (Node(di("waypoint"), (("x", plain(x)), ("y", plain(y)))) for x, y in edge.points)
    children = (*points, *_label_nodes(edge.label), *edge.extras)
    return Node(di("BPMNEdge"), _drawn(edge.flow) + edge.attributes, children)


def _drawn(element: str) -> Pairs:
    return (("id", f"{element}_di"), ("bpmnElement", element))


def _label_nodes(label: Box | None) -> tuple[Node, ...]:
    return () if label is None else (Node(di("BPMNLabel"), (), (_bounds(label),)),)


def _bounds(box: Box) -> Node:
    return Node(di("Bounds"), tuple((side, plain(getattr(box, side))) for side in SIDES))


def plain(number: float) -> str:
    """Return a number without decimals that say nothing."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
