"""The process of a lead as it is read: its steps in their order, each with its state, its person and its day."""

from dataclasses import dataclass
from datetime import datetime

from leadwright.diagrams.model import Diagram, Element
from leadwright.diagrams.steps import as_read
from leadwright.leads.models import Lead
from leadwright.people.models import User
from leadwright.processes.charge import OWNER, home_of
from leadwright.processes.drawn import diagram_of, steps_of
from leadwright.processes.fetching import latest, require_to_know_process
from leadwright.processes.models import Instance, Mark
from leadwright.processes.states import StepState
from leadwright.tasks.field_words import because_in_words
from leadwright.tasks.models import Task
from leadwright.tasks.own import names_for_steps


@dataclass(frozen=True, kw_only=True)
class StepLine:
    """A step as it is read; `task` is the task that it has now, or with which it was done, if it is within reach.

    `asked` are the names of the own fields that it asks for, each with whether it has to be answered.
    """

    id: str
    name: str
    state: StepState
    deliverable: str
    person_in_charge: str
    instructions: str
    due_at: datetime | None = None
    done_at: datetime | None = None
    task: int | None = None
    asked: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Course:
    """The process of a lead: by which version of what it goes, its state, and its steps."""

    instance: Instance
    diagram: Diagram
    steps: tuple[StepLine, ...]

    @property
    def states(self) -> dict[str, str]:
        """The state of each step by its id, as the drawing takes it."""
        return {step.id: step.state.value for step in self.steps}

    @property
    def state_in_words(self) -> str:
        """Whether it is under way or how it ended, and what ended it early."""
        because = self.instance.closed_because
        parts = (str(self.instance.get_state_display()), because_in_words(because) if because else "")
        return ": ".join(part for part in parts if part)


def course_of(lead: Lead, by: User) -> Course | None:
    """Return the process that runs on a lead, else the last one, as far as a reader may know; four queries."""
    require_to_know_process(lead, by)
    instance = latest(lead)
    if instance is None:
        return None
    diagram = as_read(diagram_of(instance))
    tasks = {task.pk: task for task in Task.objects.filter(process=instance.pk).with_surroundings()}
    seen = set(Task.objects.within_reach(by).filter(pk__in=tasks).values_list("pk", flat=True))
    marks = {mark.element: mark for mark in instance.marks.all()}
    waiting = {token.element: token.task for token in instance.tokens.all()}
    names = names_for_steps()

    def line(element: Element) -> StepLine:
        mark, is_current = marks.get(element.id), element.id in waiting
        task = tasks.get(waiting.get(element.id) or (mark.task if mark else 0) or 0)
        return StepLine(
            id=element.id,
            name=element.label,
            state=_state(instance, mark, is_current=is_current),
            deliverable=element.deliverable,
            person_in_charge=task.in_charge if task else _in_charge(element, diagram, lead),
            instructions=element.instructions,
            due_at=task.due_at if task else None,
            done_at=mark.at if mark else None,
            task=task.pk if task and task.pk in seen else None,
            asked=tuple((names.get(key, key), key in element.needed) for key in element.asked),
        )

    return Course(instance=instance, diagram=diagram, steps=tuple(map(line, steps_of(diagram))))


def _state(instance: Instance, mark: Mark | None, *, is_current: bool) -> StepState:
    if is_current:
        return StepState.CURRENT
    if mark is not None:
        return StepState.DONE
    return StepState.NEXT if instance.is_running else StepState.SKIPPED


def _in_charge(element: Element, diagram: Diagram, lead: Lead) -> str:
    """Return who will be in charge: the owner by name, else the role or unit as the process calls it."""
    role = diagram.in_charge_of(element)
    if role not in ("", OWNER):
        return role
    return lead.owner.name if lead.owner is not None else home_of(lead).name
