"""What the product does by itself, also where no user is at it: begins work on a lead, or says why it could not."""

from datetime import timedelta

import pytest

from leadwright.diagrams.model import Element, Kind
from leadwright.history.models import Entry
from leadwright.leads.models import Lead, Transition
from leadwright.notifications.models import Notification
from leadwright.notifications.reading import lines_of
from leadwright.processes.timing import fire_due
from tests.mails.arriving import arrive
from tests.makers import NOON, House, fresh, make_contact
from tests.processes.conftest import open_task, posted
from tests.processes.drawing import drawn, published, task

LATER = NOON + timedelta(days=9)
BEGIN = Element(id="begin", kind=Kind.SERVICE, name="Begin", action="start-progress")


@pytest.fixture
def waiting(house: House) -> Lead:
    """Return a pending lead whose process begins work on it once a timer goes off."""
    wait = Element(id="wait", kind=Kind.TIMER, duration="P2D")
    return posted(house.accepted(), house, published(drawn(wait, BEGIN, task("ask"))))


def shut(lead: Lead) -> None:
    """Let nobody begin work on leads of a type."""
    Transition.objects.filter(type=lead.type, to_status__state="IN_PROGRESS").delete()


def test_a_timer_begins_work_on_a_pending_lead(house: House, waiting: Lead) -> None:
    assert fire_due(LATER) == 1
    assert (fresh(waiting).state, fresh(waiting).steps) == ("IN_PROGRESS", ["ask"])
    entry = Entry.objects.get(fact="lead.started")
    assert (entry.actor_kind, entry.details["to_status"]) == ("system", fresh(waiting).status.code)


def test_a_mail_begins_work_on_a_pending_lead(house: House) -> None:
    wait = Element(id="wait", kind=Kind.MESSAGE, message="mail")
    lead = house.accepted(contact=make_contact(house.dina, email="jan@customer.example"))
    posted(lead, house, published(drawn(wait, BEGIN, task("ask"))))
    arrive()
    assert (fresh(lead).state, open_task(lead).step) == ("IN_PROGRESS", "ask")


def test_where_the_life_cycle_allows_it_not_the_history_and_the_owner_know_why(
    house: House, waiting: Lead
) -> None:
    shut(waiting)
    assert fire_due(LATER) == 1
    assert (fresh(waiting).state, open_task(waiting).step) == ("PENDING", "ask")
    entry = Entry.objects.get(fact="process.step_not_done")
    assert (entry.details["step"], entry.details["reasons"][0]["code"]) == ("begin", "TRANSITION_NOT_ALLOWED")
    (line,) = lines_of(Notification.objects.filter(user=house.ann, kind="step"), reader=house.ann)
    assert line.text.startswith("“Begin” could not be done: ")


def test_a_lead_that_is_in_progress_already_stays_as_it_is(house: House) -> None:
    wait = Element(id="wait", kind=Kind.TIMER, duration="P2D")
    lead = posted(house.qualified(), house, published(drawn(wait, BEGIN, task("ask"))))
    assert fire_due(LATER) == 1
    assert not Entry.objects.filter(fact__in=["lead.started", "process.step_not_done"]).exists()
    assert fresh(lead).steps == ["ask"]
