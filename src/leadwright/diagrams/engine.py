"""Walks a process: pure functions from the tokens that wait and an event to the tokens that go and come.

A token waits at a task, a timer or a message until an event completes it, or at a parallel gateway until there is a
token for each flow into it. Nothing is remembered: what a step costs depends on the tokens that wait, never on those
that are gone. What is not in the words of docs/reference/processes.md is refused, and then nothing has changed.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from leadwright.diagrams.model import WAITING, Diagram, Element, Flow, Kind
from leadwright.foundation.expressions import ExpressionError, parse
from leadwright.foundation.refusals import refuse

MOST_MOVES = 2_000
Values = Mapping[str, object]


@dataclass(frozen=True, kw_only=True)
class Token:
    """Where the process stands: the element, the flow by which it came there, and what the caller keeps it as.

    The identity is the caller's, such as the key of a row; a token that has just come has none yet.
    """

    element: str
    flow: str = ""
    identity: int | None = None


@dataclass(frozen=True, kw_only=True)
class Event:
    """What completes a waiting token: a task was done, a service step has run, a timer fired, a message came."""

    identity: int
    kind: Kind


@dataclass(frozen=True, kw_only=True)
class Step:
    """What a step changed: the tokens that go and that come, those of them that run a service, and whether it is over.

    A service step is run by the caller, who then says so with an event; its token waits until that.
    """

    gone: tuple[Token, ...]
    come: tuple[Token, ...]
    services: tuple[Token, ...]
    is_over: bool


def begin(diagram: Diagram, values: Values) -> Step:
    """Put a token on the start and let it go until everything waits."""
    walk = _Walk(diagram, values)
    walk.leave(diagram.starts[0])
    return walk.step()


def advance(diagram: Diagram, tokens: Sequence[Token], event: Event, values: Values) -> Step:
    """Complete a waiting token and let it go on until everything waits.

    `tokens` are all that wait, in the order in which they came. An event for a token that is not among them is
    refused with TOKEN_GONE, one that does not fit its element with EVENT_UNFIT.
    """
    token = next((row for row in tokens if row.identity == event.identity), None)
    if token is None:
        refuse("TOKEN_GONE")
    element = diagram.by_id.get(token.element)
    if element is None or event.kind is not element.kind or event.kind not in WAITING:
        refuse("EVENT_UNFIT", name=element.label if element else token.element)
    walk = _Walk(diagram, values, waiting=list(tokens))
    walk.take(token)
    walk.leave(element)
    return walk.step()


@dataclass
class _Walk:
    """The tokens of a step under way: those that wait, those that move, and those that were taken."""

    diagram: Diagram
    values: Values
    waiting: list[Token] = field(default_factory=list)
    moving: deque[Flow] = field(default_factory=deque)
    gone: list[Token] = field(default_factory=list)

    def step(self) -> Step:
        """Move until everything waits, and say what changed."""
        moves = 0
        while self.moving:
            moves += 1
            flow = self.moving.popleft()
            element = self.diagram.by_id[flow.target]
            if moves > MOST_MOVES:
                refuse("PROCESS_LOOPS", name=element.label)
            self.arrive(element, flow)
        come = tuple(token for token in self.waiting if token.identity is None)
        services = tuple(token for token in come if self.diagram.by_id[token.element].kind is Kind.SERVICE)
        return Step(gone=tuple(self.gone), come=come, services=services, is_over=not self.waiting)

    def take(self, token: Token) -> None:
        """Let a token go; one that came in this very step was never handed out."""
        self.waiting.remove(token)
        if token.identity is not None:
            self.gone.append(token)

    def arrive(self, element: Element, flow: Flow) -> None:
        """Put a token on an element: it waits there, is joined, goes on, or ends."""
        if element.kind is Kind.UNKNOWN:
            refuse("STEP_UNKNOWN", name=element.label)
        if element.kind in WAITING:
            self.waiting.append(Token(element=element.id, flow=flow.id))
        elif element.kind is Kind.PARALLEL:
            self.waiting.append(Token(element=element.id, flow=flow.id))
            self.join(element)
        elif element.kind is not Kind.END:
            self.leave(element)

    def join(self, element: Element) -> None:
        """Let a parallel gateway go on, once there is a token for each flow into it: the oldest of each."""
        if (joined := _joined(self.diagram, element, self.waiting)) is not None:
            for token in joined:
                self.take(token)
            self.leave(element)

    def leave(self, element: Element) -> None:
        """Send tokens along the flows that an element chooses."""
        self.moving.extend(_chosen(self.diagram, element, self.values))


def _joined(diagram: Diagram, element: Element, waiting: Sequence[Token]) -> list[Token] | None:
    here = [token for token in waiting if token.element == element.id]
    oldest = {token.flow: token for token in reversed(here)}
    flows = [flow.id for flow in diagram.into[element.id]]
    return [oldest[flow] for flow in flows] if all(flow in oldest for flow in flows) else None


def _chosen(diagram: Diagram, element: Element, values: Values) -> Sequence[Flow]:
    """Return the flows along which tokens leave: of an exclusive gateway the first that holds, else all."""
    flows = diagram.out_of[element.id]
    if element.kind is not Kind.EXCLUSIVE or not flows:
        return flows
    others = (flow for flow in flows if flow.id != element.default)
    default = next((flow for flow in flows if flow.id == element.default), None)
    flow = next((flow for flow in others if _holds(flow, values)), default)
    return refuse("NO_FLOW_HOLDS", name=element.label) if flow is None else (flow,)


def _holds(flow: Flow, values: Values) -> bool:
    """Tell whether a flow is taken; one without a condition always is."""
    if not flow.condition:
        return True
    try:
        return parse(flow.condition).value(values) is True
    except ExpressionError as no:
        return refuse("CONDITION_FAULTY", name=flow.name or flow.id, reason=no.sentence)
