"""A task that two take, complete or end at the same moment: one of them comes first, and the other is told so."""

import pytest

from leadwright.foundation.clock import now
from leadwright.history.models import Entry
from leadwright.tasks.models import Task
from leadwright.tasks.states import TaskState
from tests.makers import House, make_user
from tests.races.serving import Visitor, at_once
from tests.tasks.making import anew, make_task

pytestmark = pytest.mark.usefixtures("committed")
VALUE = {"amount": "900", "currency": "EUR"}
DEAL = {"deal_segment": "office", "deal_value": VALUE}


@pytest.fixture
def house(committed: None) -> House:
    """Return a vendor and its partners, committed."""
    return House()


def facts_of(task: Task) -> list[str]:
    rows = Entry.objects.filter(details__task=task.pk).order_by("pk")
    return list(rows.values_list("fact", flat=True))


def done() -> dict[str, str]:
    return {"results": "It is sent.", "completed_on": now().date().isoformat()}


def test_of_two_who_complete_at_once_one_does(address: str, house: House, rounds: int) -> None:
    ann, bob = Visitor(address, house.ann), Visitor(address, house.bob)
    for _ in range(rounds):
        task = make_task(house.ann, lead=house.qualified(at=now()), at=now(), due=now())
        answers = at_once(
            [lambda who=who, pk=task.pk: who.call(f"/tasks/{pk}/complete", done()) for who in (ann, bob)]
        )
        assert sorted(answer.status_code for answer in answers) == [200, 409]
        assert facts_of(task) == ["task.made", "task.completed"]


def test_of_two_who_take_at_once_one_is_in_charge(address: str, house: House, rounds: int) -> None:
    eva = make_user("eva", unit=house.u1)
    visitors = {user.pk: Visitor(address, user) for user in (house.ann, eva)}
    for _ in range(rounds):
        task = make_task(house.bob, unit=house.u1.pk, at=now(), due=now())
        answers = at_once(
            [lambda who=who, pk=task.pk: who.call(f"/tasks/{pk}/take", {}) for who in visitors.values()]
        )
        assert sorted(answer.status_code for answer in answers) == [200, 409]
        winner = next(answer.json()["user"] for answer in answers if answer.status_code == 200)
        assert [user.email for user in (house.ann, eva) if user == anew(task).owner] == [winner]


def test_a_lead_that_is_won_while_a_task_is_made_leaves_no_open_task(
    address: str, house: House, rounds: int
) -> None:
    ann, bob = Visitor(address, house.ann), Visitor(address, house.bob)
    for _ in range(rounds):
        lead = house.qualified(at=now())
        task = {"subject": "Call", "lead": lead.pk, "working_days": 2}
        won, made = at_once(
            [
                lambda number=lead.pk: ann.call(f"/leads/{number}/win", DEAL),
                lambda task=task: bob.call("/tasks", task),
            ]
        )
        assert won.status_code == 200, won.text
        assert made.status_code in (201, 409), made.text
        assert not Task.objects.filter(lead=lead, state=TaskState.OPEN).exists()
        assert Task.objects.filter(lead=lead).exists() == (made.status_code == 201)
