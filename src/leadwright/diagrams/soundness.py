"""Where a process can stop for ever or never stop: every choice is tried, and what is left is named. Pure.

Tokens do not compete for anything, so that it is enough to move one that can move, the nearest to an end first: what
runs beside each other does not multiply what is tried.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from leadwright.diagrams.model import Diagram, Flow, Kind

MOST_STATES, MOST_ON_A_FLOW = 5_000, 10
State = tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """What was seen: gateways at which tokens stay for ever or pile up, and from where on there is no end."""

    stuck: tuple[str, ...] = ()
    piled: tuple[str, ...] = ()
    endless: tuple[str, ...] = ()


def outcome_of(diagram: Diagram) -> Outcome:
    """Try every choice of a process, up to a bound of states, and return what would go wrong."""
    search = _Search(diagram, {flow.id: flow for flow in diagram.flows}, _distances(diagram))
    search.run()
    order = list(diagram.by_id)
    stuck, piled = (tuple(sorted(names, key=order.index)) for names in (search.stuck, search.piled))
    return Outcome(stuck=stuck, piled=piled, endless=() if piled else search.endless())


def _distances(diagram: Diagram) -> Mapping[str, int]:
    """Return how far each element lies from an end."""
    distances = {element.id: 0 for element in diagram.elements if element.kind is Kind.END}
    ahead = deque(distances)
    while ahead:
        name = ahead.popleft()
        for flow in diagram.into[name]:
            if flow.source not in distances:
                distances[flow.source] = distances[name] + 1
                ahead.append(flow.source)
    return distances


@dataclass
class _Search:
    diagram: Diagram
    flows: Mapping[str, Flow]
    distances: Mapping[str, int]
    stuck: set[str] = field(default_factory=set)
    piled: set[str] = field(default_factory=set)
    over: list[State] = field(default_factory=list)
    before: defaultdict[State, list[State]] = field(default_factory=lambda: defaultdict(list))
    seen: dict[State, None] = field(default_factory=dict)

    def run(self) -> None:
        """Visit each state that can be reached; a state is the flows on which tokens are."""
        first = tuple(
            sorted(flow.id for start in self.diagram.starts for flow in self.diagram.out_of[start.id])
        )
        ahead = [first]
        self.seen[first] = None
        while ahead and len(self.seen) < MOST_STATES:
            state = ahead.pop()
            ((fullest, number),) = Counter(state).most_common(1) or [("", 0)]
            if number > MOST_ON_A_FLOW:
                self.piled.add(self.flows[fullest].target)
                return
            for after in self._after(state):
                self.before[after].append(state)
                if after not in self.seen:
                    self.seen[after] = None
                    ahead.append(after)

    def endless(self) -> tuple[str, ...]:
        """Return where the process is in the first state from which it never stops, if there is any."""
        ahead, stopping = list(self.over), set(self.over)
        while ahead:
            new = [state for state in self.before[ahead.pop()] if state not in stopping]
            stopping.update(new)
            ahead += new
        state = next((state for state in self.seen if state not in stopping), ())
        return tuple(self.flows[flow_id].target for flow_id in state[:1] if len(self.seen) < MOST_STATES)

    def _after(self, state: State) -> Iterator[State]:
        """Return the states after a token has moved; if none can, note where they stay."""
        for flow_id in sorted(set(state), key=lambda name: (self.distances[self.flows[name].target], name)):
            moves = self._moves(state, flow_id)
            if moves is not None:
                yield from moves
                return
        self.over.append(state)
        self.stuck.update(self.flows[flow_id].target for flow_id in state)

    def _moves(self, state: State, flow_id: str) -> list[State] | None:
        element = self.diagram.by_id[self.flows[flow_id].target]
        out = [flow.id for flow in self.diagram.out_of[element.id]]
        if element.kind is Kind.PARALLEL:
            into = [flow.id for flow in self.diagram.into[element.id]]
            return [_moved(state, into, out)] if set(into) <= set(state) else None
        if element.kind is Kind.EXCLUSIVE:
            return [_moved(state, [flow_id], [target]) for target in out]
        return [_moved(state, [flow_id], out)]


def _moved(state: State, gone: list[str], come: list[str]) -> State:
    rest = list(state)
    for flow_id in gone:
        rest.remove(flow_id)
    return tuple(sorted(rest + come))
