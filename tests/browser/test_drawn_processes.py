"""Twelve processes drawn with the mouse, each of another shape: published, begun on a lead, and run to its end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from leadwright.diagrams.writing import write_diagram
from leadwright.leads import actions as leads
from leadwright.leads.models import Lead, OpportunityKind
from leadwright.notifications.models import Notification
from leadwright.people.models import User
from leadwright.processes import actions
from leadwright.processes.models import Instance, Token
from leadwright.processes.timing import fire_due
from leadwright.tasks import actions as tasks
from leadwright.tasks.models import Task
from tests.browser.drawing import END, EVENT, GATEWAY, MAIL, PARALLEL, TASK, TIMER, Canvas
from tests.diagrams.keeping import make_diagram
from tests.diagrams.making import process
from tests.mails.arriving import arrive
from tests.makers import NOON, House, fresh, make_contact, make_user

AT = "/company/settings/processes/"
SENDER = "jan@customer.example"
LATER = NOON + timedelta(days=30)


@pytest.fixture
def vera(house: House) -> User:
    """Return the administrator of the installation."""
    return make_user("vera", unit=house.dina.unit, profile="administrator")


@dataclass
class Course:
    """A lead on its way through a process that was drawn."""

    house: House
    lead: Lead
    walked: list[str] = field(default_factory=list)

    @property
    def waiting(self) -> set[str]:
        """What there is to do now."""
        return set(Task.objects.open().of_lead(self.lead.pk).values_list("subject", flat=True))

    def do(self, *names: str) -> None:
        """Complete tasks by their names, one after the other."""
        for name in names:
            task = Task.objects.open().of_lead(self.lead.pk).get(subject=name)
            data = {"results": "Done as asked", "completed_on": NOON.date().isoformat()}
            tasks.complete(task.pk, data, by=self.house.ann, at=NOON)

    def likely(self, rate: int) -> None:
        """Say how likely the lead is to be won."""
        version = fresh(self.lead).version
        leads.edit(self.lead.pk, {"success_rate": rate}, by=self.house.ann, at=NOON, version=version)


def begun(canvas: Canvas) -> str:
    """Put down the start of a process."""
    return canvas.create("Create start event", 300, 400)


def sequence(canvas: Canvas) -> None:
    canvas.append(canvas.tasks(begun(canvas), "Call", "Visit", "Send"), END)


def walk_sequence(course: Course) -> None:
    course.do("Call", "Visit", "Send")


def choice(canvas: Canvas) -> None:
    gateway = canvas.append(canvas.task(begun(canvas), "Call"), GATEWAY)
    board, clerk = canvas.task(gateway, "Ask the board"), canvas.task(gateway, "Ask the clerk")
    canvas.say(canvas.flow(gateway, board), condition="success_rate > 50")
    canvas.say(canvas.flow(gateway, clerk), default="yes")
    canvas.connect(clerk, canvas.append(board, END))


def walk_choice(course: Course) -> None:
    course.likely(80)
    course.do("Call", "Ask the board")


def default(canvas: Canvas) -> None:
    gateway = canvas.append(begun(canvas), GATEWAY)
    rows = [canvas.task(gateway, name) for name in ("High", "Middle", "Low")]
    for row, least in zip(rows, (70, 30), strict=False):
        canvas.say(canvas.flow(gateway, row), condition=f"success_rate > {least}")
    canvas.say(canvas.flow(gateway, rows[2]), default="yes")
    join = canvas.append(rows[0], GATEWAY)
    for row in rows[1:]:
        canvas.connect(row, join)
    canvas.append(canvas.task(join, "Send"), END)


def walk_default(course: Course) -> None:
    assert course.waiting == {"Low"}
    course.do("Low", "Send")


def parallel(canvas: Canvas) -> None:
    split = canvas.become(canvas.append(begun(canvas), GATEWAY), PARALLEL)
    price, visit = canvas.task(split, "Price"), canvas.task(split, "Visit")
    join = canvas.become(canvas.append(price, GATEWAY), PARALLEL)
    canvas.connect(visit, join)
    canvas.append(canvas.task(join, "Send"), END)


def walk_parallel(course: Course) -> None:
    assert course.waiting == {"Price", "Visit"}
    course.do("Visit", "Price", "Send")


def loop(canvas: Canvas) -> None:
    again = canvas.append(begun(canvas), GATEWAY)
    ask = canvas.task(again, "Ask")
    decided = canvas.append(ask, GATEWAY)
    send = canvas.task(decided, "Send")
    wait = canvas.become(canvas.append(decided, EVENT), TIMER)
    canvas.say(wait, wait="P2D")
    canvas.say(canvas.flow(decided, wait), condition="success_rate < 50")
    canvas.say(canvas.flow(decided, send), default="yes")
    canvas.connect(wait, again)
    canvas.append(send, END)


def walk_loop(course: Course) -> None:
    course.likely(10)
    course.do("Ask")
    assert (course.waiting, fire_due(LATER)) == (set(), 1)
    course.likely(90)
    course.do("Ask", "Send")


def timer(canvas: Canvas) -> None:
    wait = canvas.become(canvas.append(canvas.task(begun(canvas), "Call"), EVENT), TIMER)
    canvas.say(wait, name="A week", wait="P5D")
    canvas.append(canvas.task(wait, "Call again"), END)


def walk_timer(course: Course) -> None:
    course.do("Call")
    assert (fire_due(NOON), course.waiting, fire_due(LATER)) == (0, set(), 1)
    course.do("Call again")


def message(canvas: Canvas) -> None:
    wait = canvas.become(canvas.append(canvas.task(begun(canvas), "Write"), EVENT), MAIL)
    canvas.say(wait, name="Answer", message="mail")
    canvas.append(canvas.task(wait, "Read"), END)


def walk_message(course: Course) -> None:
    course.do("Write")
    assert course.waiting == set()
    arrive()
    course.do("Read")


def service(canvas: Canvas) -> None:
    step = canvas.append(canvas.task(begun(canvas), "Call"), TASK)
    canvas.say(step, kind="bpmn:ServiceTask", name="Offer is out", action="notify-owner")
    begin = canvas.append(step, TASK)
    canvas.say(begin, kind="bpmn:ServiceTask", name="Begin", action="start-progress")
    canvas.append(canvas.task(begin, "Ask"), END)


def walk_service(course: Course) -> None:
    course.do("Call")
    assert fresh(course.lead).state == "IN_PROGRESS"
    course.do("Ask")
    assert Notification.objects.filter(kind="step").count() == 0


def lanes(canvas: Canvas) -> None:
    pool = canvas.create("Create pool/participant", 700, 500)
    upper, lower = canvas.divided(pool)
    canvas.say(upper, name="Owner", role="owner")
    canvas.say(lower, name="U1")
    start = canvas.create_in(upper, "Create start event", 0.2)
    call = canvas.task(start, "Call", role="")
    check = canvas.create_in(lower, "Create task", 0.5)
    canvas.say(check, kind="bpmn:UserTask", name="Check")
    canvas.connect(call, check)
    canvas.append(check, END)


def walk_lanes(course: Course) -> None:
    course.do("Call")
    assert Task.objects.open().get().unit == course.house.u1
    course.do("Check")


def nested(canvas: Canvas) -> None:
    split = canvas.become(canvas.append(begun(canvas), GATEWAY), PARALLEL)
    price, inner = canvas.task(split, "Price"), canvas.become(canvas.append(split, GATEWAY), PARALLEL)
    visit, photo = canvas.task(inner, "Visit"), canvas.task(inner, "Photograph")
    inner_join = canvas.become(canvas.append(visit, GATEWAY), PARALLEL)
    canvas.connect(photo, inner_join)
    join = canvas.become(canvas.append(inner_join, GATEWAY), PARALLEL)
    canvas.connect(price, join)
    canvas.append(join, END)


def walk_nested(course: Course) -> None:
    assert course.waiting == {"Price", "Visit", "Photograph"}
    course.do("Photograph", "Price", "Visit")


def mixed(canvas: Canvas) -> None:
    split = canvas.become(canvas.append(begun(canvas), GATEWAY), PARALLEL)
    price, gateway = canvas.task(split, "Price"), canvas.append(split, GATEWAY)
    likely, unlikely = canvas.task(gateway, "Visit"), canvas.task(gateway, "Write")
    canvas.say(canvas.flow(gateway, likely), condition="priority >= 1 and success_rate > 50")
    canvas.say(canvas.flow(gateway, unlikely), default="yes")
    merge = canvas.append(likely, GATEWAY)
    canvas.connect(unlikely, merge)
    join = canvas.become(canvas.append(merge, GATEWAY), PARALLEL)
    canvas.connect(price, join)
    canvas.append(canvas.task(join, "Send"), END)


def walk_mixed(course: Course) -> None:
    assert course.waiting == {"Price", "Write"}
    course.do("Write", "Price", "Send")


def redrawn(canvas: Canvas) -> None:
    for name in ("qualification", "presentation", "preparation", "fulfilment"):
        canvas.remove(name)
    canvas.remove_flow("offer", "terms")
    gateway = canvas.append("offer", GATEWAY)
    canvas.move(gateway, -40, 130)
    canvas.say(canvas.connect(gateway, "terms"), default="yes")
    refine = canvas.task(gateway, "Refine")
    canvas.say(canvas.flow(gateway, refine), condition="success_rate < 50")
    canvas.connect(refine, "offer")


def walk_redrawn(course: Course) -> None:
    course.likely(20)
    course.do("Initial contact", "Preparing and refining the offer", "Refine")
    course.likely(70)
    course.do("Preparing and refining the offer", "Agreeing terms")


Shape = tuple[Callable[[Canvas], None], Callable[[Course], None]]
SHAPES: Sequence[Shape] = [
    (sequence, walk_sequence),
    (choice, walk_choice),
    (default, walk_default),
    (parallel, walk_parallel),
    (loop, walk_loop),
    (timer, walk_timer),
    (message, walk_message),
    (service, walk_service),
    (lanes, walk_lanes),
    (nested, walk_nested),
    (mixed, walk_mixed),
    (redrawn, walk_redrawn),
]
ALWAYS = default  # the others are drawn where all promises are shown


def begin(house: House, code: str) -> Course:
    """Begin a process on a lead."""
    values = {"labels": {"en": code}, "kind": "process", "diagram": code}
    OpportunityKind.objects.get_or_create(code=code, defaults=values)
    lead = house.accepted(contact=make_contact(house.dina, email=SENDER))
    leads.edit(lead.pk, {"kind": code}, by=house.ann, at=NOON, version=fresh(lead).version)
    actions.post(lead.pk, by=house.ann, at=NOON)
    return Course(house, lead)


@pytest.mark.parametrize(
    ("draw", "walk"),
    [
        pytest.param(draw, walk, id=draw.__name__, marks=() if draw is ALWAYS else pytest.mark.prove)
        for draw, walk in SHAPES
    ],
)
def test_a_process_is_drawn_with_the_mouse_published_and_run_to_its_end(house, vera, visit, draw, walk):
    code = "standard-sale" if draw is redrawn else "short"
    if draw is not redrawn:
        make_diagram(vera, bpmn=write_diagram(process()))
    canvas = Canvas(visit(f"{AT}{code}/draw/", by=vera))
    draw(canvas)
    canvas.save()
    course = begin(house, code)
    walk(course)
    instance = Instance.objects.get()
    assert (instance.state, fresh(course.lead).steps, Token.objects.count()) == ("ENDED", [], 0)
