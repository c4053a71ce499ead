"""Draws processes at random: sequences, choices, parallel blocks and loops, put into each other."""

from dataclasses import dataclass, field
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


blocks = st.recursive(st.just(("task",)), _larger, max_leaves=9)


@dataclass
class Drawing:
    """A process that is being drawn: each block is put behind an element and returns its last."""

    elements: list[Element] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)
    pairs: int = 0

    def element(self, kind: Kind, **values: str) -> str:
        """Add an element."""
        name = f"{kind}-{len(self.elements)}"
        role = "sales" if kind is Kind.USER else ""
        self.elements.append(Element(id=name, kind=kind, name=name, role=role, **values))
        return name

    def flow(self, source: str, target: str, condition: str = "") -> str:
        """Add a flow."""
        name = f"flow-{len(self.flows)}"
        self.flows.append(Flow(id=name, source=source, target=target, condition=condition))
        return name

    def put(self, block: Block, before: str, condition: str = "") -> str:
        """Add a block behind an element, entered under a condition."""
        kind, *rest = block
        if kind == "parallel":
            self.pairs += 1
            kind = "parallel" if self.pairs <= MOST_PAIRS else "sequence"
        return getattr(self, kind)(*rest, before=before, condition=condition)

    def task(self, *, before: str, condition: str) -> str:
        """Add a task."""
        name = self.element(Kind.USER)
        self.flow(before, name, condition)
        return name

    def sequence(self, inner: tuple[Block, ...], *, before: str, condition: str) -> str:
        """Add blocks behind each other."""
        for block in inner:
            before, condition = self.put(block, before, condition), ""
        return before

    def parallel(self, inner: tuple[Block, ...], *, before: str, condition: str) -> str:
        """Add blocks beside each other, split and joined."""
        split = self.element(Kind.PARALLEL)
        self.flow(before, split, condition)
        ends = [self.put(block, split) for block in inner]
        return self._gathered(Kind.PARALLEL, ends)

    def choice(self, inner: tuple[Block, ...], has_skip: bool, *, before: str, condition: str) -> str:
        """Add blocks of which the first whose condition holds is taken, else the default: the last, or nothing."""
        gateway = self.element(Kind.EXCLUSIVE)
        self.flow(before, gateway, condition)
        last = len(inner) - 1
        ends, default = [], ""
        for place, block in enumerate(inner):
            is_default = place == last and not has_skip
            wanted = "" if is_default else f"{self.variable(gateway)} >= {place + 1}"
            default = f"flow-{len(self.flows)}" if is_default else default
            ends.append(self.put(block, gateway, wanted))
        end = self._gathered(Kind.EXCLUSIVE, ends)
        self._set_default(gateway, default or self.flow(gateway, end))
        return end

    def loop(self, inner: Block, *, before: str, condition: str) -> str:
        """Add a block that is gone through again while a value says so; it has a task that waits."""
        again = self.element(Kind.EXCLUSIVE)
        self.flow(before, again, condition)
        decided = self.element(Kind.EXCLUSIVE)
        self.flow(self.put(("sequence", (inner, ("task",))), again), decided)
        self.flow(decided, again, f"{self.variable(decided)} = 1")
        onward = self.element(Kind.USER)
        self._set_default(decided, self.flow(decided, onward))
        return onward

    @staticmethod
    def variable(gateway: str) -> str:
        """Return the value that a gateway asks for: there are three, so that gateways share them."""
        return f"v{int(gateway.rpartition('-')[2]) % 3}"

    def _gathered(self, kind: Kind, ends: list[str]) -> str:
        gateway = self.element(kind)
        for end in ends:
            self.flow(end, gateway)
        return gateway

    def _set_default(self, gateway: str, flow: str) -> None:
        place = next(n for n, element in enumerate(self.elements) if element.id == gateway)
        old = self.elements[place]
        self.elements[place] = Element(id=old.id, kind=old.kind, name=old.name, default=flow)


def drawn(block: Block) -> Diagram:
    """Return a process that consists of a block."""
    drawing = Drawing()
    last = drawing.put(block, drawing.element(Kind.START))
    drawing.flow(last, drawing.element(Kind.END))
    return Diagram(id="drawn", name="Drawn", elements=tuple(drawing.elements), flows=tuple(drawing.flows))


diagrams = blocks.map(drawn)
values = st.fixed_dictionaries({f"v{n}": st.integers(0, MOST_VALUE) for n in range(3)})
lives = st.lists(st.tuples(st.integers(0, 9), values), min_size=1, max_size=12)
