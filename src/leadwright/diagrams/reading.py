"""Reads a process from BPMN: what we walk becomes the model, all else is kept to be written back.

Refused with DIAGRAM_UNREADABLE is what is no BPMN with a single process, and what refers to what is not there.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leadwright.diagrams.drawn import edge_of, shape_of
from leadwright.diagrams.model import Diagram, Edge, Element, Flow, Kind, Lane, Shape
from leadwright.diagrams.names import KINDS, OWN_NAMES, PREFIXES, TRANSLATED, UNKNOWN, bpmn, di, own
from leadwright.diagrams.trees import Document, Node, Pairs, parse_xml, unreadable
from leadwright.foundation.text import fault_in_line, fault_in_text

MOST_ELEMENTS, LONGEST_ID, LONGEST_NAME, LONGEST_LINE, LONGEST_TEXT = 500, 100, 200, 250, 10_000
LONGEST_LIST = 2_000
_ID = re.compile(r"[A-Za-z_][\w.\-]*", re.ASCII)
SUPPLIED = {"isExecutable"}


def read_diagram(data: bytes) -> Diagram:
    """Return the process of a BPMN file."""
    document = parse_xml(data)
    root = document.root
    if root.tag != bpmn("definitions"):
        unreadable(_("it is no BPMN 2.0; its outermost element is not “definitions”"))
    if any(node.tag == bpmn("import") for node in root.nodes):
        unreadable(_("take the references to other files out"))
    processes = [node for node in root.nodes if node.tag == bpmn("process")]
    if len(processes) != 1:
        unreadable(_("it has {number} processes; there must be a single one").format(number=len(processes)))
    diagram = _Reader(document, processes[0]).diagram()
    _refuse_dangling(diagram)
    _refuse_unfit(diagram)
    return diagram


def _rest(node: Node, names: Collection[str]) -> Pairs:
    """Return the attributes that are not ours to understand."""
    return tuple((name, value) for name, value in node.attributes if name not in names)


def _others(node: Node, tags: Collection[str]) -> tuple[Node, ...]:
    """Return the children that are not ours to understand."""
    return tuple(child for child in node.nodes if child.tag not in tags)


def _documentation(node: Node) -> str:
    texts = (child.text.strip() for child in node.nodes if child.tag == bpmn("documentation"))
    return "\n\n".join(filter(None, texts))


def local(name: str) -> str:
    """Return a reference without the prefix that some programs write before it."""
    return name.rpartition(":")[2]


@dataclass
class _Reader:
    """Reads the parts of a file one by one."""

    document: Document
    process: Node

    def diagram(self) -> Diagram:
        """Return all of it."""
        root, process = self.document.root, self.process
        nodes = [node for node in process.nodes if self._is_element(node)]
        arrows = [node for node in process.nodes if node.tag == bpmn("sequenceFlow")]
        if len(nodes) + len(arrows) > MOST_ELEMENTS:
            unreadable(_("it has more than {most} elements and flows").format(most=MOST_ELEMENTS))
        plane = self._plane()
        drawn = [node for node in root.nodes if node.tag == di("BPMNDiagram")]
        understood = {bpmn("process"), bpmn("laneSet"), bpmn("sequenceFlow"), *(node.tag for node in nodes)}
        return Diagram(
            id=process.get("id") or "process",
            name=process.get("name"),
            elements=tuple(map(self._element, nodes)),
            flows=tuple(map(self._flow, arrows)),
            lanes=tuple(
                lane for node in process.nodes if node.tag == bpmn("laneSet") for lane in _lanes(node)
            ),
            shapes=self._shapes(plane),
            edges=self._edges(plane),
            plane=self._drawn_of(plane),
            attributes=_rest(process, {"id", "name", *SUPPLIED}),
            extras=_others(process, understood),
            definitions=_rest(root, {"id", "targetNamespace"}),
            around=tuple(node for node in root.nodes if node is not process and node not in drawn[:1]),
            prefixes=tuple(pair for pair in self.document.prefixes if pair[0] not in PREFIXES),
        )

    @staticmethod
    def _is_element(node: Node) -> bool:
        name = node.tag.rpartition("}")[2]
        return node.tag == bpmn(name) and (name in KINDS or name in UNKNOWN)

    def _element(self, node: Node) -> Element:
        kind, extra, values = self._kind(node)
        translations = _translations(node)
        known = {"id", "name", "default", *map(own, (*OWN_NAMES, *dict(translations)))}
        tags = {bpmn("incoming"), bpmn("outgoing"), bpmn("documentation")}
        extras = tuple(child for child in _others(node, tags) if child is not extra)
        own_parts = {field: node.get(own(name)).strip() for name, field in OWN_NAMES.items()}
        return Element(
            id=_identified(node),
            kind=kind,
            name=" ".join(node.get("name").split()),
            instructions=_documentation(node),
            default=node.get("default"),
            tag=node.tag if kind is Kind.UNKNOWN else "",
            translations=translations,
            attributes=_rest(node, known),
            extras=extras,
            **own_parts | values,
        )

    def _kind(self, node: Node) -> tuple[Kind, Node | None, dict[str, str]]:
        """Return what an element is, the child that says so, and what that says."""
        name = node.tag.rpartition("}")[2]
        events = [child for child in node.nodes if child.tag.endswith("EventDefinition")]
        if name == "intermediateCatchEvent" and len(events) == 1:
            return self._caught(events[0])
        repeats = any(child.tag.endswith("LoopCharacteristics") for child in node.nodes)
        if name not in KINDS or events or repeats:
            return Kind.UNKNOWN, None, {}
        return KINDS[name], None, {}

    def _caught(self, event: Node) -> tuple[Kind, Node | None, dict[str, str]]:
        duration = event.first(bpmn("timeDuration"))
        if event.tag == bpmn("timerEventDefinition") and duration is not None:
            return Kind.TIMER, event, {"duration": duration.text.strip()}
        if event.tag == bpmn("messageEventDefinition"):
            return Kind.MESSAGE, event, {"message": self._message(event.get("messageRef"))}
        return Kind.UNKNOWN, None, {}

    def _message(self, reference: str) -> str:
        """Return the name of a message; one that is only referred to is called by its id."""
        named = {
            node.get("id"): node.get("name")
            for node in self.document.root.nodes
            if node.tag == bpmn("message")
        }
        return named.get(local(reference)) or local(reference)

    def _flow(self, node: Node) -> Flow:
        condition = node.first(bpmn("conditionExpression"))
        return Flow(
            id=_identified(node),
            source=node.get("sourceRef"),
            target=node.get("targetRef"),
            name=" ".join(node.get("name").split()),
            condition=condition.text.strip() if condition else "",
            attributes=_rest(node, {"id", "name", "sourceRef", "targetRef"}),
            extras=_others(node, {bpmn("conditionExpression")}),
        )

    def _plane(self) -> Node:
        drawn = self.document.root.first(di("BPMNDiagram"))
        return (drawn and drawn.first(di("BPMNPlane"))) or Node("")

    def _drawn_of(self, plane: Node) -> str:
        """Return what the drawing is of, unless it is the process."""
        name = local(plane.get("bpmnElement"))
        known = {node.get("id") for node in self.document.root.nodes if node is not self.process}
        return name if name in known else ""

    @staticmethod
    def _shapes(plane: Node) -> tuple[Shape, ...]:
        return tuple(shape_of(node) for node in plane.nodes if node.tag == di("BPMNShape"))

    @staticmethod
    def _edges(plane: Node) -> tuple[Edge, ...]:
        return tuple(edge_of(node) for node in plane.nodes if node.tag == di("BPMNEdge"))


def _lanes(lane_set: Node) -> Iterable[Lane]:
    """Return the lanes of a set, and those within them after them: the inner one is in charge."""
    for node in lane_set.nodes:
        if node.tag != bpmn("lane"):
            continue
        inner = node.first(bpmn("childLaneSet"))
        references = (child.text.strip() for child in node.nodes if child.tag == bpmn("flowNodeRef"))
        yield Lane(
            id=_identified(node),
            name=" ".join(node.get("name").split()),
            role=node.get(own("role")).strip(),
            elements=tuple(map(local, references)),
            attributes=_rest(node, {"id", "name", own("role")}),
            extras=_others(node, {bpmn("flowNodeRef"), bpmn("childLaneSet")}),
        )
        yield from _lanes(inner) if inner else ()


def _translations(node: Node) -> Pairs:
    space = own("")
    names = (
        (name.removeprefix(space), text.strip()) for name, text in node.attributes if name.startswith(space)
    )
    return tuple((name, text) for name, text in names if TRANSLATED.fullmatch(name))


def _identified(node: Node) -> str:
    name = node.get("id")
    if not _ID.fullmatch(name) or len(name) > LONGEST_ID:
        unreadable(
            _("an element has no id, or one that is too long or holds other signs than letters and digits")
        )
    return name


def _refuse_dangling(diagram: Diagram) -> None:
    """Refuse ids that are used twice, and references to what is not there."""
    parts: tuple[Element | Flow | Lane, ...] = (*diagram.elements, *diagram.flows, *diagram.lanes)
    ids = [part.id for part in parts]
    if twice := sorted(name for name, number in Counter(ids).items() if number > 1):
        unreadable(_("the id “{id}” is used twice").format(id=twice[0]))
    for flow in diagram.flows:
        for end in (flow.source, flow.target):
            if end not in diagram.by_id:
                unreadable(_("the flow “{id}” leads from or to nothing").format(id=flow.id))


def _refuse_unfit(diagram: Diagram) -> None:
    """Refuse words with signs that nobody sees, and words without end."""
    _refuse_words("process", (diagram.id, diagram.name), fault_in_line, LONGEST_NAME)
    for element in diagram.elements:
        said = {part: [getattr(element, part)] for part in ("name", "deliverable", "instructions")}
        for name, text in element.translations:
            said[name.partition(".")[0]].append(text)
        lines = (*said["name"], element.role, element.message, element.action, element.duration)
        _refuse_words(element.id, lines, fault_in_line, LONGEST_NAME)
        _refuse_words(element.id, (element.fields, element.required), fault_in_line, LONGEST_LIST)
        _refuse_words(element.id, said["deliverable"], fault_in_line, LONGEST_LINE)
        _refuse_words(element.id, said["instructions"], fault_in_text, LONGEST_TEXT)
    parts: tuple[Flow | Lane, ...] = (*diagram.flows, *diagram.lanes)
    for part in parts:
        role = part.role if isinstance(part, Lane) else ""
        _refuse_words(part.id, (part.name, role), fault_in_line, LONGEST_NAME)


def _refuse_words(
    name: str, words: Iterable[str], fault_in: Callable[[str], str | None], longest: int
) -> None:
    for text in words:
        fault = fault_in(text)
        if len(text) > longest:
            fault = _("at most {number} characters").format(number=longest)
        if fault:
            unreadable(f"{name}: {fault}")
