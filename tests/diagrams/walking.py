"""Engines side by side: ours, which keeps tokens; SpiffWorkflow, which keeps trees; and the parts that were drawn.

SpiffWorkflow 3.2 joins too early where parallel gateways lie in a loop: what is left of the first round counts in the
second. There the parts decide, which know neither flows nor tokens.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import count
from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from leadwright.diagrams import engine
from leadwright.diagrams.engine import Event, Step, Token
from leadwright.diagrams.model import Diagram, Kind
from leadwright.diagrams.writing import write_diagram
from leadwright.foundation.expressions import parse
from tests.diagrams.blocks import Part, drawn

Life = Sequence[tuple[int, Mapping[str, int]]]


class Ours:
    """Our engine with a caller that keeps its tokens: those that wait, each with a number."""

    def __init__(self, diagram: Diagram, values: Mapping[str, object]) -> None:
        self.diagram, self.numbers = diagram, count(1)
        self.tokens: list[Token] = []
        self.is_over = False
        self.follow(engine.begin(diagram, values))

    def follow(self, step: Step) -> None:
        """Keep what a step says."""
        for token in step.gone:
            self.tokens.remove(token)
        for token in step.come:
            self.tokens.append(Token(element=token.element, flow=token.flow, identity=next(self.numbers)))
        self.is_over = step.is_over

    @property
    def enabled(self) -> list[str]:
        """The tasks that can be done, by name."""
        kinds = self.diagram.by_id
        return sorted(token.element for token in self.tokens if kinds[token.element].kind is Kind.USER)

    def complete(self, name: str, values: Mapping[str, object]) -> None:
        """Complete the oldest token on a task."""
        token = next(token for token in self.tokens if token.element == name)
        event = Event(identity=token.identity or 0, kind=self.diagram.by_id[name].kind)
        self.follow(engine.advance(self.diagram, self.tokens, event, values))


class Conditions(PythonScriptEngine):
    """Lets the other engine read our conditions, with the values of the moment: what is compared is the walk."""

    values: Mapping[str, object] = {}

    def evaluate(self, task: Any, expression: str, external_context: Any = None) -> bool:
        """Tell whether a condition holds."""
        del task, external_context
        return parse(expression).value(self.values) is True


class Oracle:
    """SpiffWorkflow with the file that we wrote."""

    def __init__(self, diagram: Diagram, values: Mapping[str, object]) -> None:
        parser = BpmnParser()
        parser.add_bpmn_xml(etree.fromstring(write_diagram(diagram).encode()))
        self.conditions = Conditions()
        self.conditions.values = values
        self.workflow = BpmnWorkflow(parser.get_spec(diagram.id), script_engine=self.conditions)
        self.workflow.do_engine_steps()

    @property
    def _ready(self) -> list[Any]:
        return self.workflow.get_tasks(state=TaskState.READY, manual=True)

    @property
    def enabled(self) -> list[str]:
        """The tasks that can be done, by name."""
        return sorted(task.task_spec.name for task in self._ready)

    @property
    def is_over(self) -> bool:
        """Tell whether the process is at its end."""
        return bool(self.workflow.is_completed())

    def complete(self, name: str, values: Mapping[str, object]) -> None:
        """Complete a task."""
        self.conditions.values = values
        next(task for task in self._ready if task.task_spec.name == name).run()
        self.workflow.do_engine_steps()


class Unfolded:
    """A process as the parts that were drawn: what of each is under way, without flows and tokens."""

    def __init__(self, part: Part, values: Mapping[str, Any]) -> None:
        self.rest = _begun(part, values)

    @property
    def enabled(self) -> list[str]:
        """The tasks that can be done, by name."""
        return sorted(_tasks_in(self.rest))

    @property
    def is_over(self) -> bool:
        """Tell whether the process is at its end."""
        return self.rest == DONE

    def complete(self, name: str, values: Mapping[str, Any]) -> None:
        """Complete a task."""
        self.rest = _completed(self.rest, name, values)


# What is left to do: a task, ("then", what is left, the parts behind it), or ("beside", what is left of each).
Rest = Any
DONE: Rest = ("beside",)


def _begun(part: Part, values: Mapping[str, Any]) -> Rest:
    """Return what is left of a part that has just begun."""
    match part.kind:
        case "task":
            return part.tasks[0]
        case "parallel":
            return _beside(_begun(row, values) for row in part.inner)
        case "choice":
            number = len(part.inner)
            fitting = [row for place, row in enumerate(part.inner) if values[part.value] >= number - place]
            default = [] if part.has_skip else [part.inner[-1]]
            chosen = next(iter([*fitting, *default]), None)
            return _begun(chosen, values) if chosen else DONE
        case "loop":
            inside = Part("sequence", (part.inner[0], Part("task", tasks=part.tasks[:1])))
            return _then(_begun(inside, values), (Part("decision", (part,)),), values)
        case "decision":
            (loop,) = part.inner
            return _begun(loop, values) if values[loop.value] == 1 else loop.tasks[1]
    return _then(DONE, part.inner, values)


def _then(rest: Rest, behind: tuple[Part, ...], values: Mapping[str, Any]) -> Rest:
    while rest == DONE and behind:
        rest, behind = _begun(behind[0], values), behind[1:]
    return ("then", rest, behind) if behind else rest


def _beside(rests: Iterable[Rest]) -> Rest:
    return ("beside", *(rest for rest in rests if rest != DONE))


def _tasks_in(rest: Rest) -> Iterator[str]:
    if isinstance(rest, str):
        yield rest
    elif rest[0] == "then":
        yield from _tasks_in(rest[1])
    else:
        yield from (name for row in rest[1:] for name in _tasks_in(row))


def _completed(rest: Rest, name: str, values: Mapping[str, Any]) -> Rest:
    if isinstance(rest, str):
        return DONE if rest == name else rest
    if rest[0] == "then":
        inner = _completed(rest[1], name, values)
        return _then(inner, rest[2], values) if inner != rest[1] else rest
    return _beside(_completed(row, name, values) for row in rest[1:])


def difference(part: Part, life: Life, *, oracle: type[Oracle | Unfolded]) -> str:
    """Return where our engine differs from another through a life of a process, or nothing."""
    plain = [(place, {name: Decimal(value) for name, value in values.items()}) for place, values in life]
    diagram, first = drawn(part), plain[0][1]
    ours = Ours(diagram, first)
    other = Oracle(diagram, first) if oracle is Oracle else Unfolded(part, first)
    for place, values in (*plain, (0, {})):
        if (ours.enabled, ours.is_over) != (other.enabled, other.is_over):
            return f"{ours.enabled} {ours.is_over} differs from {other.enabled} {other.is_over}"
        if not ours.enabled or not values:
            break
        name = ours.enabled[place % len(ours.enabled)]
        ours.complete(name, values)
        other.complete(name, values)
    return ""
