"""The process of a lead as pages draw it: its steps with their clocks, and a strip of them on the lead."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leadwright.foundation.formats import day, locale_of
from leadwright.leads.models import Lead
from leadwright.leads.telling import visible_to
from leadwright.people.models import User
from leadwright.processes.reading import Course, StepLine, course_of
from leadwright.processes.states import StepState
from leadwright.web.parts.clock_face import ClockFace, face
from leadwright.web.parts.shapes import Step

MARKS = {StepState.DONE: "done", StepState.CURRENT: "now"}


@dataclass(frozen=True, kw_only=True)
class DrawnStep:
    """A step as a page shows it: with its state in words, its clock while it waits, and its task."""

    id: str
    name: str
    state: str
    state_words: str
    deliverable: str
    person_in_charge: str
    instructions: str
    when: str
    face: ClockFace | None
    task_address: str
    asked: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, kw_only=True)
class ProcessCard:
    """The process of a lead on its page: what it is called, its steps in short, and where all of it is."""

    id: int
    label: str
    state_words: str
    path: tuple[Step, ...]
    current: tuple[DrawnStep, ...]
    address: str


def step_lines(course: Course, at: datetime) -> tuple[DrawnStep, ...]:
    """Return the steps of a process as they are drawn."""
    return tuple(_line(step, at) for step in course.steps)


def process_card(lead: Lead, *, by: User, at: datetime) -> ProcessCard | None:
    """Return the process of a lead for its page; none for a lead that has none, or whose process the reader is not to
    know.
    """
    if lead.posted_at is None or "steps" not in visible_to(by, lead):
        return None
    course = course_of(lead, by)
    if course is None:
        return None
    lines = step_lines(course, at)
    return ProcessCard(
        id=course.instance.pk,
        label=course.instance.version.diagram.label,
        state_words=course.state_in_words,
        path=tuple(Step(label=step.name, mark=MARKS.get(step.state, "")) for step in course.steps),
        current=tuple(line for line in lines if line.state == StepState.CURRENT),
        address=reverse("process", args=[lead.pk]),
    )


def _line(step: StepLine, at: datetime) -> DrawnStep:
    waits = step.state == StepState.CURRENT and step.due_at is not None
    return DrawnStep(
        id=step.id,
        name=step.name,
        state=step.state.value,
        state_words=str(step.state.label),
        deliverable=step.deliverable,
        person_in_charge=step.person_in_charge,
        instructions=step.instructions,
        when=_when(step),
        face=face(kind="task", due_at=step.due_at, now=at) if waits else None,
        task_address=reverse("task", args=[step.task]) if step.task else "",
        asked=step.asked,
    )


def _when(step: StepLine) -> str:
    """Say when a step was done, or when it is due."""
    moment = step.done_at if step.state == StepState.DONE else step.due_at
    if moment is None:
        return ""
    written = day(moment, locale_of(get_language() or "en"), timezone.get_current_timezone())
    return _("done %(day)s") % {"day": written} if step.state == StepState.DONE else written
