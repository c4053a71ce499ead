"""Two who post at once begin one process; two who complete a task at once go one step; a killed step is no step."""

from functools import partial

import pytest

from leadwright.diagrams.model import Element, Flow, Kind
from leadwright.leads import actions as leads
from leadwright.leads.models import Lead
from leadwright.processes import actions
from leadwright.processes.models import Instance, Mark
from leadwright.tasks.models import Task
from tests.makers import NOON, House, fresh
from tests.processes.conftest import posted
from tests.processes.drawing import drawn, published, task
from tests.races.serving import Visitor, at_once

DONE = {"results": "Done", "completed_on": NOON.date().isoformat()}


@pytest.fixture
def house(address: str) -> House:
    return House()


def sale(house: House) -> Lead:
    """Return a lead that is a standard sale, not posted yet."""
    lead = house.accepted()
    return leads.edit(lead.pk, {"kind": "standard-sale"}, by=house.ann, at=NOON, version=fresh(lead).version)


def test_two_who_post_at_once_begin_one_process(house: House, address: str, rounds: int) -> None:
    ann, bob = Visitor(address, house.ann), Visitor(address, house.bob)
    for _ in range(rounds):
        lead = sale(house)
        answers = at_once([partial(who.call, f"/leads/{lead.pk}/post") for who in (ann, bob)])
        assert {answer.status_code for answer in answers} <= {200, 403}
        assert (Instance.objects.filter(lead=lead).count(), Task.objects.filter(lead=lead).count()) == (1, 1)


def test_of_two_who_complete_a_task_at_once_one_goes_on_by_one_step(
    house: House, address: str, rounds: int
) -> None:
    ann, again = Visitor(address, house.ann), Visitor(address, house.ann)
    for _ in range(rounds):
        lead = actions.post(sale(house).pk, by=house.ann, at=NOON)
        first = Task.objects.get(lead=lead)
        answers = at_once([partial(who.call, f"/tasks/{first.pk}/complete", DONE) for who in (ann, again)])
        assert sorted(answer.status_code for answer in answers) == [200, 409]
        assert (fresh(lead).steps, Mark.objects.filter(instance__lead=lead).count()) == (["qualification"], 1)


def test_a_task_that_is_completed_while_its_lead_is_cancelled_leaves_nothing_open(
    house: House, address: str, rounds: int
) -> None:
    ann, again = Visitor(address, house.ann), Visitor(address, house.ann)
    for _ in range(rounds):
        lead = actions.post(sale(house).pk, by=house.ann, at=NOON)
        first = Task.objects.get(lead=lead)
        completing = partial(ann.call, f"/tasks/{first.pk}/complete", DONE)
        completed, cancelled = at_once([completing, partial(again.call, f"/leads/{lead.pk}/cancel")])
        assert (completed.status_code in (200, 409), cancelled.status_code) == (True, 200)
        assert (fresh(lead).steps, Task.objects.open().filter(lead=lead).count()) == ([], 0)
        assert Instance.objects.get(lead=lead).state == "CLOSED"


def test_two_branches_that_end_at_once_are_joined_once(house: House, address: str, rounds: int) -> None:
    split, join = Element(id="split", kind=Kind.PARALLEL), Element(id="join", kind=Kind.PARALLEL)
    branches = [task("price"), task("visit")]
    flows = (
        *(Flow(id=f"to-{row.id}", source="split", target=row.id) for row in branches),
        *(Flow(id=f"from-{row.id}", source=row.id, target="join") for row in branches),
    )
    line = (split, join, task("send"))
    kind = published(drawn(*line, branches=branches, flows=flows, gaps={("split", "join")}))
    ann, again = Visitor(address, house.ann), Visitor(address, house.ann)
    for _ in range(rounds):
        lead = posted(house.qualified(), house, kind)
        tasks = Task.objects.open().filter(lead=lead)
        answers = at_once(
            [
                partial(who.call, f"/tasks/{row.pk}/complete", DONE)
                for who, row in zip((ann, again), tasks, strict=True)
            ]
        )
        assert [answer.status_code for answer in answers] == [200, 200]
        assert (fresh(lead).steps, [row.step for row in tasks.all()]) == (["send"], ["send"])
