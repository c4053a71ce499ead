"""Moved by hand, moved to another version, moved on by timers and mails, and by conditions on the lead."""

from datetime import timedelta

import pytest

from leadwright.diagrams.model import Element, Flow, Kind
from leadwright.leads import actions as leads
from leadwright.leads.models import Lead
from leadwright.notifications.models import Notification
from leadwright.people.models import Profile
from leadwright.processes import actions
from leadwright.processes.models import Instance, Mark
from leadwright.processes.reading import course_of
from leadwright.processes.timing import fire_due
from leadwright.tasks.models import Task
from tests.makers import NOON, House, fresh, refused
from tests.processes.conftest import complete, open_task, posted
from tests.processes.drawing import drawn, published, task


@pytest.fixture
def by_hand(house: House) -> Lead:
    return posted(house.qualified(), house, "by-hand")


def move(lead: Lead, house: House, step: object) -> Lead:
    return actions.move(lead.pk, by=house.ann, at=NOON, step=step)


def test_by_hand_nobody_gets_tasks_and_the_steps_before_count_as_done(house: House, by_hand: Lead) -> None:
    move(by_hand, house, "presentation")
    course = course_of(fresh(by_hand), house.ann)
    assert course is not None
    assert [step.state for step in course.steps] == [*["done"] * 3, "current", *["next"] * 3]
    assert (Task.objects.count(), fresh(by_hand).steps) == (0, ["presentation"])


def test_a_lead_that_moves_back_has_its_later_steps_before_it_again(house: House, by_hand: Lead) -> None:
    move(by_hand, house, "terms")
    move(by_hand, house, "offer")
    done = Mark.objects.order_by("element").values_list("element", flat=True)
    assert list(done) == ["initial-contact", "qualification"]


@pytest.mark.parametrize(("step", "code"), [("", "FIELD_REQUIRED"), ("nowhere", "FIELD_INVALID")])
def test_only_a_step_of_the_process_can_be_named(house: House, by_hand: Lead, step: str, code: str) -> None:
    with refused(code, "step"):
        move(by_hand, house, step)


def test_what_moves_by_its_process_skips_no_step(house: House) -> None:
    lead = posted(house.qualified(), house)
    with refused("MOVED_BY_PROCESS"):
        move(lead, house, "terms")


def test_a_timer_lets_the_process_go_on_when_it_is_due(house: House) -> None:
    wait = Element(id="wait", kind=Kind.TIMER, duration="P2D")
    lead = posted(house.qualified(), house, published(drawn(task("call"), wait, task("ask"))))
    complete(lead, house)
    assert (fresh(lead).steps, fire_due(NOON + timedelta(days=1))) == (["wait"], 0)
    assert (fire_due(NOON + timedelta(days=5)), fire_due(NOON + timedelta(days=5))) == (1, 0)
    assert (fresh(lead).steps, open_task(lead).subject) == (["ask"], "Ask")


def test_a_condition_on_the_lead_chooses_what_comes_next(house: House) -> None:
    choice = Element(id="size", kind=Kind.EXCLUSIVE, default="size-small")
    flows = (
        Flow(id="size-large", source="size", target="board", condition="success_rate > 50"),
        Flow(id="size-small", source="size", target="clerk"),
    )
    kind = published(drawn(task("call"), choice, branches=[task("board"), task("clerk")], flows=flows))
    likely, unlikely = (house.qualified() for _ in range(2))
    leads.edit(likely.pk, {"success_rate": 80}, by=house.ann, at=NOON, version=fresh(likely).version)
    for lead, step in ((likely, "board"), (unlikely, "clerk")):
        posted(lead, house, kind)
        complete(lead, house)
        assert fresh(lead).steps == [step]


def test_a_step_that_the_product_does_is_done_at_once(house: House) -> None:
    service = Element(id="note", kind=Kind.SERVICE, name="Offer is out", action="notify-owner")
    kind = published(drawn(task("call"), service, task("ask")))
    lead = posted(house.qualified(), house, kind)
    leads.assign(lead.pk, by=house.ann, at=NOON, owner=house.bob.email)
    complete(lead, house)
    assert fresh(lead).steps == ["ask"]
    assert Notification.objects.get(kind="step").user == house.bob


def test_two_branches_are_joined_before_it_goes_on(house: House) -> None:
    split, join = Element(id="split", kind=Kind.PARALLEL), Element(id="join", kind=Kind.PARALLEL)
    branches = [task("price"), task("visit")]
    flows = (
        *(Flow(id=f"to-{row.id}", source="split", target=row.id) for row in branches),
        *(Flow(id=f"from-{row.id}", source=row.id, target="join") for row in branches),
    )
    kind = published(
        drawn(split, join, task("send"), branches=branches, flows=flows, gaps={("split", "join")})
    )
    lead = posted(house.qualified(), house, kind)
    assert fresh(lead).steps == ["price", "visit"]
    for name, steps in (("price", ["visit"]), ("visit", ["send"])):
        complete(lead, house, step=name)
        assert fresh(lead).steps == steps


def test_a_process_goes_by_another_version_step_by_step(house: House) -> None:
    kind = published(drawn(task("call"), task("ask")))
    lead = posted(house.qualified(), house, kind)
    published(drawn(task("visit"), task("ask")), kind)
    preview = actions.migrate(lead.pk, by=house.ann, at=NOON, version=2, dry_run=True)
    assert (dict(preview.steps), Instance.objects.get().version.number) == ({"call": None}, 1)
    with refused("STEPS_UNMAPPED", "steps"):
        actions.migrate(lead.pk, by=house.ann, at=NOON, version=2)
    actions.migrate(lead.pk, by=house.ann, at=NOON, version=2, steps={"call": "visit"})
    assert fresh(lead).steps == ["visit"]
    complete(lead, house)
    assert fresh(lead).steps == ["ask"]


def test_another_step_closes_the_task_of_the_old_one_and_begins_its_own(house: House) -> None:
    kind = published(drawn(task("call"), task("ask")))
    lead = posted(house.qualified(), house, kind)
    published(drawn(task("visit"), task("ask")), kind)
    actions.migrate(lead.pk, by=house.ann, at=NOON, version=2, steps={"call": "visit"})
    rows = Task.objects.of_lead(lead.pk).order_by("pk").values_list("subject", "state", "closed_because")
    assert list(rows) == [("Call", "CLOSED", "version_changed"), ("Visit", "OPEN", "")]
    leads.assign(lead.pk, by=house.ann, at=NOON, owner=house.bob.email)
    assert Task.objects.open().get().owner == house.bob


def test_a_step_that_is_in_both_versions_keeps_its_task(house: House) -> None:
    kind = published(drawn(task("call"), task("ask")))
    lead = posted(house.qualified(), house, kind)
    before = Task.objects.open().get()
    published(drawn(task("call"), task("other")), kind)
    actions.migrate(lead.pk, by=house.ann, at=NOON, version=2)
    assert (Task.objects.get(), Instance.objects.get().version.number) == (before, 2)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"steps": {"ask": "visit"}}, "steps"),
        ({"steps": ["visit"]}, "steps"),
        ({"dry_run": "yes"}, "dry_run"),
        ({"dry_run": 1}, "dry_run"),
    ],
)
def test_what_is_said_of_a_move_is_read_or_refused(house: House, said: dict[str, object], field: str) -> None:
    kind = published(drawn(task("call"), task("ask")))
    lead = posted(house.qualified(), house, kind)
    published(drawn(task("call"), task("visit")), kind)
    with refused("FIELD_INVALID", field):
        actions.migrate(lead.pk, by=house.ann, at=NOON, version=2, **said)
    assert Instance.objects.get().version.number == 1


def test_branches_that_wait_for_each_other_go_on_waiting_in_another_version(house: House) -> None:
    split, join = Element(id="split", kind=Kind.PARALLEL), Element(id="join", kind=Kind.PARALLEL)
    branches = [task("price"), task("visit")]
    flows = (
        *(Flow(id=f"to-{row.id}", source="split", target=row.id) for row in branches),
        *(Flow(id=f"from-{row.id}", source=row.id, target="join") for row in branches),
    )
    parts = {"branches": branches, "flows": flows, "gaps": {("split", "join")}}
    kind = published(drawn(split, join, task("send"), **parts))
    lead = posted(house.qualified(), house, kind)
    complete(lead, house, step="price")
    published(drawn(split, join, task("send"), task("call"), **parts), kind)
    actions.migrate(lead.pk, by=house.ann, at=NOON, version=2)
    complete(lead, house, step="visit")
    assert fresh(lead).steps == ["send"]


def test_what_runs_keeps_to_its_version(house: House) -> None:
    kind = published(drawn(task("call"), task("ask")))
    lead = posted(house.qualified(), house, kind)
    published(drawn(task("visit"), task("other")), kind)
    complete(lead, house)
    assert fresh(lead).steps == ["ask"]


def test_a_step_of_a_role_is_for_its_holders_and_one_of_nobody_is_refused(house: House) -> None:
    kind = published(drawn(task("call", role="company-admin")))
    lead = posted(house.qualified(), house, kind)
    assert Task.objects.get(process__isnull=False).addressed == "role"
    unknown = published(drawn(task("call", role="wizard")), "wizards")
    with refused("ROLE_UNKNOWN"):
        posted(house.qualified(), house, unknown)
    assert Instance.objects.exclude(lead=lead.pk).count() == 0


def test_a_role_of_another_company_is_nobody_here(house: House) -> None:
    Profile.objects.create(organisation=house.dina.organisation, code="own-hunter", name="Hunter")
    kind = published(drawn(task("call", role="Hunter")))
    with refused("ROLE_UNKNOWN"):
        posted(house.qualified(), house, kind)
    Profile.objects.create(organisation=house.ann.organisation, code="own-hunter-2", name="Hunter")
    posted(house.qualified(), house, kind)
    assert Task.objects.get().role.organisation == house.ann.organisation
