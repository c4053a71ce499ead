"""A process as plain values: its elements, the flows between them, its lanes, and where each is drawn.

Pure: no database, no clock. What a file held besides is kept as `attributes` and `extras`, and written back.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

from leadwright.diagrams.trees import Node, Pairs

_DAYS = re.compile(r"P([1-9][0-9]{0,2})D")


class Kind(StrEnum):
    """What an element is; `UNKNOWN` is what BPMN has and we do not walk."""

    START = "start"
    END = "end"
    USER = "user"
    SERVICE = "service"
    EXCLUSIVE = "exclusive"
    PARALLEL = "parallel"
    TIMER = "timer"
    MESSAGE = "message"
    UNKNOWN = "unknown"


WAITING = frozenset([Kind.USER, Kind.SERVICE, Kind.TIMER, Kind.MESSAGE])
GATEWAYS = frozenset([Kind.EXCLUSIVE, Kind.PARALLEL])


@dataclass(frozen=True, kw_only=True)
class Element:
    """A node of the process. `duration` is working days as `P3D`: until a task is due, or how long a timer waits.

    `action` is what a service step runs; `fields` are the keys of the own fields that a task asks for, and `required`
    of those without which it is not completed; `translations` are words in other languages, such as `name.nl`.
    """

    id: str
    kind: Kind
    name: str = ""
    role: str = ""
    deliverable: str = ""
    instructions: str = ""
    duration: str = ""
    action: str = ""
    fields: str = ""
    required: str = ""
    message: str = ""
    default: str = ""
    tag: str = ""
    translations: Pairs = ()
    attributes: Pairs = ()
    extras: tuple[Node, ...] = ()

    @property
    def days(self) -> int | None:
        """The duration in working days; None where there is none, or none that can be read."""
        match = _DAYS.fullmatch(self.duration)
        return int(match[1]) if match else None

    @property
    def asked(self) -> tuple[str, ...]:
        """The keys of the fields that it asks for, in their order; what is required is asked for too."""
        return tuple(dict.fromkeys([*self.fields.split(), *self.needed]))

    @property
    def needed(self) -> tuple[str, ...]:
        """The keys of the fields that have to be answered before it is completed."""
        return tuple(dict.fromkeys(self.required.split()))

    @property
    def label(self) -> str:
        """What people call it: its name, else its id."""
        return self.name or self.id

    def in_language(self, language: str) -> "Element":
        """Return it with its words in a language, as far as they are translated (`name.nl`)."""
        parts = ((name.rpartition("."), text) for name, text in self.translations)
        words: dict[str, Any] = {name: text for (name, _dot, code), text in parts if code == language}
        return replace(self, **words) if words else self


@dataclass(frozen=True, kw_only=True)
class Flow:
    """An arrow from an element to the next, with the condition under which an exclusive gateway takes it."""

    id: str
    source: str
    target: str
    name: str = ""
    condition: str = ""
    attributes: Pairs = ()
    extras: tuple[Node, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Lane:
    """A band of the drawing: who is in charge of the elements within."""

    id: str
    name: str = ""
    role: str = ""
    elements: tuple[str, ...] = ()
    attributes: Pairs = ()
    extras: tuple[Node, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Box:
    """Where something lies: left, top, width and height."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, kw_only=True)
class Shape:
    """The place of an element, a lane or something that only the drawing has, and of its label."""

    element: str
    box: Box
    label: Box | None = None
    attributes: Pairs = ()
    extras: tuple[Node, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Edge:
    """The line of a flow, from point to point, and the place of its label."""

    flow: str
    points: tuple[tuple[float, float], ...]
    label: Box | None = None
    attributes: Pairs = ()
    extras: tuple[Node, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Diagram:
    """A process, its drawing, and what the file held besides: in the process, around it, and on its own tag.

    `plane` is what the drawing is of where that is not the process itself, such as a collaboration with pools.
    """

    id: str
    elements: tuple[Element, ...]
    flows: tuple[Flow, ...]
    name: str = ""
    lanes: tuple[Lane, ...] = ()
    shapes: tuple[Shape, ...] = ()
    edges: tuple[Edge, ...] = ()
    plane: str = ""
    attributes: Pairs = ()
    extras: tuple[Node, ...] = ()
    definitions: Pairs = ()
    around: tuple[Node, ...] = ()
    prefixes: Pairs = ()

    @cached_property
    def by_id(self) -> Mapping[str, Element]:
        """Its elements by their ids."""
        return {element.id: element for element in self.elements}

    @cached_property
    def out_of(self) -> Mapping[str, tuple[Flow, ...]]:
        """The flows out of each element, in the order of the file."""
        return _grouped(self.by_id, ((flow.source, flow) for flow in self.flows))

    @cached_property
    def into(self) -> Mapping[str, tuple[Flow, ...]]:
        """The flows into each element, in the order of the file."""
        return _grouped(self.by_id, ((flow.target, flow) for flow in self.flows))

    @cached_property
    def starts(self) -> tuple[Element, ...]:
        """Where it can begin; a sound process has a single start."""
        return tuple(element for element in self.elements if element.kind is Kind.START)

    @cached_property
    def _lane_of(self) -> Mapping[str, Lane]:
        return {element: lane for lane in self.lanes for element in lane.elements}

    def in_language(self, language: str) -> "Diagram":
        """Return it with the words of its elements in a language, as far as they are translated."""
        return replace(self, elements=tuple(element.in_language(language) for element in self.elements))

    def in_charge_of(self, element: Element) -> str:
        """Return the role in charge: the element's own, else that of its lane, else the name of its lane."""
        lane = self._lane_of.get(element.id)
        return element.role or (lane.role or lane.name if lane else "")


def _grouped(ids: Iterable[str], pairs: Iterable[tuple[str, Flow]]) -> Mapping[str, tuple[Flow, ...]]:
    groups: dict[str, list[Flow]] = {name: [] for name in ids}
    for name, flow in pairs:
        groups[name].append(flow)
    return {name: tuple(flows) for name, flows in groups.items()}
