"""What a step, the flowchart and the own tasks cost does not grow with what is done, nor with other processes."""

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext

from leadwright.processes.reading import course_of
from leadwright.tasks.mine import mine
from tests.makers import NOON, House, fresh
from tests.processes.conftest import complete, posted


def counted(act: Callable[[], object]) -> int:
    """Return how many statements something asks."""
    with CaptureQueriesContext(connection) as asked:
        act()
    return len(asked)


def test_completing_a_late_step_costs_what_an_early_one_does(house: House) -> None:
    lead = posted(house.qualified(), house)
    complete(lead, house)
    early = counted(lambda: complete(lead, house))
    complete(lead, house)
    assert counted(lambda: complete(lead, house)) == early


def test_own_tasks_and_flowchart_cost_the_same_among_many(house: House) -> None:
    leads = [posted(house.qualified(), house) for _ in range(2)]
    few = [counted(lambda: mine(house.ann, NOON)), counted(lambda: course_of(fresh(leads[0]), house.ann))]
    for _ in range(10):
        posted(house.qualified(), house)
    for _step in range(3):
        complete(leads[0], house)
    many = [counted(lambda: mine(house.ann, NOON)), counted(lambda: course_of(fresh(leads[0]), house.ann))]
    assert many == few
