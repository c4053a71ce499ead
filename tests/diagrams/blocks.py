"""Draws processes at random: sequences, choices, parallel blocks and loops, put into each other."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from hypothesis import strategies as st

from leadwright.diagrams.model import Diagram, Element, Flow, Kind

MOST_PAIRS, MOST_VALUE = 5, 3
Block = tuple[Any, ...]


def _larger(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    some = st.lists(inner, min_size=1, max_size=3).map(tuple)
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        st.tuples(st.just("sequence"), some),
        st.tuples(st.just("parallel"), several),
        st.tuples(st.just("choice"), several, st.booleans()),
        st.tuples(st.just("loop"), inner),
    )


@dataclass(frozen=True)
class Part:
    """A block with the names of its tasks and of the value that it asks for, and the parts within it."""

    kind: str
    inner: "tuple[Part, ...]" = ()
    tasks: tuple[str, ...] = ()
    value: str = ""
    has_skip: bool = False

    def walk(self) -> "Iterator[Part]":
        """Return it and all parts below."""
        yield self
        for part in self.inner:
            yield from part.walk()


def part_of(block: Block) -> Part:
    """Name the tasks and values of a block; a sixth pair of parallel gateways becomes a sequence."""
    return _Names().part(block)


class _Names:
    def __init__(self) -> None:
        self.tasks, self.values, self.pairs = count(1), count(), 0

    def part(self, block: Block) -> Part:
        kind, *rest = block
        self.pairs += kind == "parallel"
        if kind == "parallel" and self.pairs > MOST_PAIRS:
            kind = "sequence"
        if kind == "task":
            return Part(kind, tasks=(self._task(),))
        value = f"v{next(self.values) % 3}" if kind in ("choice", "loop") else ""
        blocks = rest[0] if kind != "loop" else (rest[0],)
        inner = tuple(self.part(one) for one in blocks)
        tasks = (self._task(), self._task()) if kind == "loop" else ()
        return Part(kind, inner, tasks, value, has_skip=kind == "choice" and rest[1])

    def _task(self) -> str:
        return f"task-{next(self.tasks)}"


parts = st.recursive(st.just(("task",)), _larger, max_leaves=9).map(part_of)
values = st.fixed_dictionaries({f"v{n}": st.integers(0, MOST_VALUE) for n in range(3)})
lives = st.lists(st.tuples(st.integers(0, 9), values), min_size=1, max_size=12)


def joins_in_a_loop(part: Part) -> bool:
    """Tell whether a pair of parallel gateways lies within a loop."""
    loops = (row for row in part.walk() if row.kind == "loop")
    return any(row.kind == "parallel" for loop in loops for row in loop.walk())


@dataclass
class Drawing:
    """A process that is being drawn: each part is put behind an element and returns its last."""

    elements: dict[str, Element] = field(default_factory=dict)
    flows: list[Flow] = field(default_factory=list)

    def element(self, kind: Kind, name: str = "") -> str:
        """Add an element."""
        name = name or f"{kind}-{len(self.elements)}"
        role = "sales" if kind is Kind.USER else ""
        self.elements[name] = Element(id=name, kind=kind, name=name, role=role)
        return name

    def flow(self, source: str, target: str, condition: str = "") -> str:
        """Add a flow."""
        name = f"flow-{len(self.flows)}"
        self.flows.append(Flow(id=name, source=source, target=target, condition=condition))
        return name

    def put(self, part: Part, before: str, condition: str = "") -> str:
        """Add a part behind an element, entered under a condition."""
        return getattr(self, part.kind)(part, before, condition)

    def task(self, part: Part, before: str, condition: str) -> str:
        """Add a task."""
        name = self.element(Kind.USER, part.tasks[0])
        self.flow(before, name, condition)
        return name

    def sequence(self, part: Part, before: str, condition: str) -> str:
        """Add parts behind each other."""
        for row in part.inner:
            before, condition = self.put(row, before, condition), ""
        return before

    def parallel(self, part: Part, before: str, condition: str) -> str:
        """Add parts beside each other, split and joined."""
        split = self.element(Kind.PARALLEL)
        self.flow(before, split, condition)
        return self._gathered(Kind.PARALLEL, [self.put(row, split) for row in part.inner])

    def choice(self, part: Part, before: str, condition: str) -> str:
        """Add parts of which the first whose condition holds is taken, else the default: the last, or nothing."""
        gateway = self.element(Kind.EXCLUSIVE)
        self.flow(before, gateway, condition)
        ends, default, number = [], "", len(part.inner)
        for place, row in enumerate(part.inner):
            is_default = place == number - 1 and not part.has_skip
            default = f"flow-{len(self.flows)}" if is_default else default
            ends.append(self.put(row, gateway, "" if is_default else f"{part.value} >= {number - place}"))
        end = self._gathered(Kind.EXCLUSIVE, ends)
        self._set_default(gateway, default or self.flow(gateway, end))
        return end

    def loop(self, part: Part, before: str, condition: str) -> str:
        """Add a part and a task that are gone through again while a value says so, and a task behind them."""
        again = self.element(Kind.EXCLUSIVE)
        self.flow(before, again, condition)
        last = self.element(Kind.USER, part.tasks[0])
        self.flow(self.put(part.inner[0], again), last)
        decided, onward = self.element(Kind.EXCLUSIVE), self.element(Kind.USER, part.tasks[1])
        self.flow(last, decided)
        self.flow(decided, again, f"{part.value} = 1")
        self._set_default(decided, self.flow(decided, onward))
        return onward

    def _gathered(self, kind: Kind, ends: list[str]) -> str:
        gateway = self.element(kind)
        for end in ends:
            self.flow(end, gateway)
        return gateway

    def _set_default(self, gateway: str, flow: str) -> None:
        self.elements[gateway] = replace(self.elements[gateway], default=flow)


def drawn(part: Part) -> Diagram:
    """Return a process that consists of a part."""
    drawing = Drawing()
    last = drawing.put(part, drawing.element(Kind.START))
    drawing.flow(last, drawing.element(Kind.END))
    elements = tuple(drawing.elements.values())
    return Diagram(id="drawn", name="Drawn", elements=elements, flows=tuple(drawing.flows))


diagrams = parts.map(drawn)
