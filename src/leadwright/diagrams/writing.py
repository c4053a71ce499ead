"""Writes a process as BPMN 2.0 with its drawing, so that other programs can open it.

What they have no word for (role, deliverable, due time, action) stands in attributes of our own namespace.
"""

from collections.abc import Iterable, Iterator

from leadwright.diagrams.drawn import edge_node, shape_node
from leadwright.diagrams.layout import laid_out
from leadwright.diagrams.model import Diagram, Element, Flow, Kind, Lane
from leadwright.diagrams.names import OWN_NAMES, PREFIXES, TAGS, XSI, bpmn, di, own
from leadwright.diagrams.trees import Node, Pairs, write_xml

TARGET = "https://leadwright.org/processes"


def write_diagram(diagram: Diagram) -> str:
    """Return a process as the text of a BPMN file; one that was never drawn is laid out from left to right."""
    drawn = laid_out(diagram)
    messages = _messages(drawn)
    new = [node for name, node in messages.items() if node not in drawn.around]
    head = (("id", "definitions"), ("targetNamespace", TARGET), *drawn.definitions)
    children = (*drawn.around, *new, _process(drawn, messages), _drawing(drawn))
    prefixes = dict(drawn.prefixes) | PREFIXES
    return write_xml(Node(bpmn("definitions"), head, children), prefixes)


def _messages(diagram: Diagram) -> dict[str, Node]:
    """Return the messages by their names: those of the file, and new ones for what else the process awaits."""
    tag = bpmn("message")
    result = {node.get("name") or node.get("id"): node for node in diagram.around if node.tag == tag}
    taken = {node.get("id") for node in diagram.around}
    for element in diagram.elements:
        if element.kind is Kind.MESSAGE and element.message and element.message not in result:
            name = next(name for n in range(len(taken) + 1) if (name := f"message-{n + 1}") not in taken)
            taken.add(name)
            result[element.message] = Node(tag, (("id", name), ("name", element.message)))
    return result


def _process(diagram: Diagram, messages: dict[str, Node]) -> Node:
    head = (("id", diagram.id), *_named(diagram.name), ("isExecutable", "true"), *diagram.attributes)
    lanes = (Node(bpmn("laneSet"), (), tuple(map(_lane, diagram.lanes))),) if diagram.lanes else ()
    elements = (_element(element, diagram, messages) for element in diagram.elements)
    extras = sorted(diagram.extras, key=lambda node: node.tag != bpmn("documentation"))
    first = [node for node in extras if node.tag in (bpmn("documentation"), bpmn("extensionElements"))]
    last = [node for node in extras if node not in first]
    return Node(bpmn("process"), head, (*first, *lanes, *elements, *map(_flow, diagram.flows), *last))


def _named(name: str) -> Pairs:
    return (("name", name),) if name else ()


def _lane(lane: Lane) -> Node:
    role = ((own("role"), lane.role),) if lane.role else ()
    references = (Node(bpmn("flowNodeRef"), (), (element,)) for element in lane.elements)
    return Node(
        bpmn("lane"),
        (("id", lane.id), *_named(lane.name), *role, *lane.attributes),
        (*lane.extras, *references),
    )


def _element(element: Element, diagram: Diagram, messages: dict[str, Node]) -> Node:
    """Write an element in the order that the schema asks for."""
    default = (("default", element.default),) if element.default else ()
    head = (("id", element.id), *_named(element.name), *default, *_own(element), *element.attributes)
    tag = element.tag or bpmn(TAGS[element.kind])
    extensions = [node for node in element.extras if node.tag == bpmn("extensionElements")]
    rest = [node for node in element.extras if node not in extensions]
    arrows = (
        *(Node(bpmn("incoming"), (), (flow.id,)) for flow in diagram.into[element.id]),
        *(Node(bpmn("outgoing"), (), (flow.id,)) for flow in diagram.out_of[element.id]),
    )
    texts = _documentation(element.instructions)
    return Node(tag, head, (*texts, *extensions, *arrows, *rest, *_caught(element, messages)))


def _documentation(text: str) -> tuple[Node, ...]:
    return (Node(bpmn("documentation"), (), (text,)),) if text else ()


def _own(element: Element) -> Iterator[tuple[str, str]]:
    for name, field in OWN_NAMES.items():
        value = getattr(element, field)
        if value and not (element.kind is Kind.TIMER and field == "duration"):
            yield own(name), value
    yield from ((own(name), text) for name, text in element.translations)


def _caught(element: Element, messages: dict[str, Node]) -> Iterable[Node]:
    if element.kind is Kind.TIMER:
        yield Node(bpmn("timerEventDefinition"), (), (_formal("timeDuration", element.duration),))
    if element.kind is Kind.MESSAGE:
        node = messages.get(element.message)
        yield Node(bpmn("messageEventDefinition"), (("messageRef", node.get("id")),) if node else ())


def _formal(name: str, text: str) -> Node:
    kind = ((_XSI_TYPE, "bpmn:tFormalExpression"),)
    return Node(bpmn(name), kind, (text,) if text else ())


_XSI_TYPE = "{" + XSI + "}type"


def _flow(flow: Flow) -> Node:
    head = (("id", flow.id), *_named(flow.name), ("sourceRef", flow.source), ("targetRef", flow.target))
    condition = (_formal("conditionExpression", flow.condition),) if flow.condition else ()
    return Node(bpmn("sequenceFlow"), head + flow.attributes, (*flow.extras, *condition))


def _drawing(diagram: Diagram) -> Node:
    children = (*map(shape_node, diagram.shapes), *map(edge_node, diagram.edges))
    plane = Node(di("BPMNPlane"), (("id", "plane"), ("bpmnElement", diagram.plane or diagram.id)), children)
    return Node(di("BPMNDiagram"), (("id", "diagram"),), (plane,))
