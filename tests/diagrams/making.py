"""Makes processes from a short notation: `start > a`, `g > b if n > 1`, `g > c by default`."""

from dataclasses import replace

from leadwright.diagrams.engine import Event, Step, Token
from leadwright.diagrams.model import Diagram, Element, Flow, Kind

PREFIXES = {
    "start": Kind.START,
    "end": Kind.END,
    "x": Kind.EXCLUSIVE,
    "p": Kind.PARALLEL,
    "timer": Kind.TIMER,
    "mail": Kind.MESSAGE,
    "run": Kind.SERVICE,
    "other": Kind.UNKNOWN,
}
PARTS = {
    Kind.USER: {"role": "owner"},
    Kind.TIMER: {"duration": "P3D"},
    Kind.MESSAGE: {"message": "answer"},
    Kind.SERVICE: {"action": "start"},
    Kind.UNKNOWN: {"tag": "{http://www.omg.org/spec/BPMN/20100524/MODEL}scriptTask"},
}


def kind_of(name: str) -> Kind:
    """Return what an element is by the letters before its number; any other name is a user task."""
    return PREFIXES.get(name.rstrip("0123456789"), Kind.USER)


def process(*lines: str, **changes: dict[str, str]) -> Diagram:
    """Return a process of the flows given; `changes` are parts of elements by their ids."""
    flows, defaults = [], {}
    for number, line in enumerate(lines, 1):
        source, _sign, rest = line.partition(" > ")
        is_default = rest.endswith(" by default")
        target, _if, condition = rest.removesuffix(" by default").partition(" if ")
        flows.append(Flow(id=f"f{number}", source=source, target=target, condition=condition))
        if is_default:
            defaults[source] = f"f{number}"
    names = dict.fromkeys(name for flow in flows for name in (flow.source, flow.target))
    elements = tuple(_element(name, defaults.get(name, ""), changes.get(name, {})) for name in names)
    return Diagram(id="made", name="Made", elements=elements, flows=tuple(flows))


def _element(name: str, default: str, changes: dict[str, str]) -> Element:
    kind = kind_of(name)
    element = Element(id=name, kind=kind, name=name, default=default, **PARTS.get(kind, {}))
    return replace(element, **changes)


def kept(step: Step, before: tuple[Token, ...] = (), first: int = 1) -> tuple[Token, ...]:
    """Return the tokens after a step as a caller would keep them, those that came numbered from `first`."""
    stayed = [token for token in before if token not in step.gone]
    return (*stayed, *(replace(token, identity=first + n) for n, token in enumerate(step.come)))


def places(tokens: tuple[Token, ...]) -> list[str]:
    """Return where tokens are."""
    return [token.element for token in tokens]


def done(identity: int | None, kind: Kind = Kind.USER) -> Event:
    """Return the event that completes a token."""
    return Event(identity=identity or 0, kind=kind)
