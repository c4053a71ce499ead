"""A process goes on with its tasks, knows what its steps mean for the lead, and ends with it."""

import pytest

from leadwright.history.models import Entry
from leadwright.leads import actions as leads
from leadwright.leads.models import Lead
from leadwright.processes.models import Instance, Token
from leadwright.processes.reading import course_of
from leadwright.tasks import actions as tasks
from leadwright.tasks.models import Task
from tests.makers import NOON, House, fresh, qualify, refused
from tests.processes.conftest import complete, open_task, posted

ALL = ["initial-contact", "qualification", "offer", "presentation", "terms", "preparation", "fulfilment"]
DEAL = {"description": "Done", "deal_segment": "office", "deal_value": {"amount": "8000", "currency": "EUR"}}


@pytest.fixture
def lead(house: House) -> Lead:
    return posted(house.accepted(), house)


def test_the_first_task_begins_work_and_opens_the_next(house: House, lead: Lead) -> None:
    complete(lead, house)
    assert (fresh(lead).state, fresh(lead).steps) == ("IN_PROGRESS", ["qualification"])
    assert open_task(lead).subject == "Qualification"


def test_without_results_or_a_day_nothing_goes_on(house: House, lead: Lead) -> None:
    with refused("FIELD_REQUIRED", "results", "completed_on"):
        tasks.complete(open_task(lead).pk, {}, by=house.ann, at=NOON)
    assert fresh(lead).steps == ["initial-contact"]


def test_qualification_is_completed_by_qualifying_alone(house: House, lead: Lead) -> None:
    complete(lead, house)
    with refused("STEP_BY_QUALIFY"):
        complete(lead, house)
    qualify(lead, "opportunity", by=house.ann)
    assert (fresh(lead).steps, open_task(lead).step) == (["offer"], "offer")
    assert Task.objects.get(step="qualification").state == "COMPLETED"


def test_what_is_an_opportunity_already_is_not_qualified_again(house: House) -> None:
    lead = posted(house.qualified(), house)
    complete(lead, house)
    assert fresh(lead).steps == ["offer"]


def test_all_seven_steps_are_walked_to_the_end(house: House, lead: Lead) -> None:
    complete(lead, house)
    qualify(lead, "opportunity", by=house.ann)
    for _step in ALL[2:]:
        complete(lead, house)
    instance = Instance.objects.get()
    assert (instance.state, fresh(lead).steps, Token.objects.count()) == ("ENDED", [], 0)
    course = course_of(fresh(lead), house.ann)
    assert course is not None
    assert [(step.id, step.state) for step in course.steps] == [(name, "done") for name in ALL]


def test_the_steps_are_told_in_their_order_with_deliverable_and_person(house: House, lead: Lead) -> None:
    course = course_of(fresh(lead), house.ann)
    assert course is not None
    assert [step.id for step in course.steps] == ALL
    assert [step.state for step in course.steps] == ["current", *["next"] * 6]
    assert all(step.deliverable and step.person_in_charge == "Ann" for step in course.steps)


def test_a_lost_lead_keeps_the_step_at_which_the_customer_dropped_off(house: House, lead: Lead) -> None:
    complete(lead, house)
    leads.lose(lead.pk, by=house.ann, at=NOON, reason="price", **DEAL)
    closed = fresh(lead)
    assert (closed.step_when_lost, closed.steps) == ("qualification", [])
    assert (Instance.objects.get().closed_because, Task.objects.open().count()) == ("lead_lost", 0)


def test_winning_waits_for_no_step_unless_the_kind_asks_for_it(house: House) -> None:
    lead = posted(house.qualified(), house)
    lead.kind.waits_for_end = True
    lead.kind.save()
    with refused("STATE_NOT_ALLOWED"):
        leads.win(lead.pk, by=house.ann, at=NOON, **DEAL)
    lead.kind.waits_for_end = False
    lead.kind.save()
    leads.win(lead.pk, by=house.ann, at=NOON, **DEAL)
    entry = Entry.objects.get(fact="process.closed")
    assert (entry.details["because"], entry.details["former"]) == ("lead_won", ["initial-contact"])


def test_an_invalid_lead_ends_its_process(house: House, lead: Lead) -> None:
    complete(lead, house)
    qualify(lead, "invalid", by=house.ann, reason="no-current-project")
    assert (Instance.objects.get().state, fresh(lead).step_when_lost) == ("CLOSED", "qualification")


def test_the_sender_knows_nothing_of_the_process(house: House, lead: Lead) -> None:
    with refused("PERMISSION_DENIED"):
        course_of(fresh(lead), house.dina)
    entries = Entry.objects.filter(fact__startswith="process.")
    assert all(entry.organisations == [house.ann.organisation_id] for entry in entries)


def test_two_leads_at_the_same_step_go_on_apart(house: House, lead: Lead) -> None:
    other = posted(house.accepted(), house)
    complete(lead, house)
    assert (fresh(lead).steps, fresh(other).steps) == (["qualification"], ["initial-contact"])
    assert open_task(other).step == "initial-contact"


def test_the_next_owner_is_in_charge_of_the_owners_steps(house: House, lead: Lead) -> None:
    leads.assign(lead.pk, by=house.ann, at=NOON, owner=house.bob.email)
    assert open_task(lead).owner == house.bob
    assert Entry.objects.filter(fact="task.delegated").count() == 1
