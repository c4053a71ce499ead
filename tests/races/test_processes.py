"""Two who post at once begin one process; two who complete a task at once go one step; a killed step is no step."""

from functools import partial

import pytest

from leadwright.leads import actions as leads
from leadwright.leads.models import Lead
from leadwright.processes import actions
from leadwright.processes.models import Instance, Mark
from leadwright.tasks.models import Task
from tests.makers import NOON, House, fresh
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
        task = Task.objects.get(lead=lead)
        answers = at_once([partial(who.call, f"/tasks/{task.pk}/complete", DONE) for who in (ann, again)])
        assert sorted(answer.status_code for answer in answers) == [200, 409]
        assert (fresh(lead).steps, Mark.objects.filter(instance__lead=lead).count()) == (["qualification"], 1)
