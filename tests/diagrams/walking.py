"""Two engines side by side: ours, which keeps tokens, and SpiffWorkflow, which keeps trees."""

from collections.abc import Mapping, Sequence
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


def difference(diagram: Diagram, life: Life) -> str:
    """Return where the two engines differ on the way through a process, or nothing."""
    plain = [(place, {name: Decimal(value) for name, value in values.items()}) for place, values in life]
    ours, oracle = Ours(diagram, plain[0][1]), Oracle(diagram, plain[0][1])
    for place, values in (*plain, (0, {})):
        if (ours.enabled, ours.is_over) != (oracle.enabled, oracle.is_over):
            return f"{ours.enabled} {ours.is_over} differs from {oracle.enabled} {oracle.is_over}"
        if not ours.enabled or not values:
            break
        name = ours.enabled[place % len(ours.enabled)]
        ours.complete(name, values)
        oracle.complete(name, values)
    return ""
