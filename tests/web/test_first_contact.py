"""The flowchart of an interaction: each step of the first contact is lit by what is recorded."""

from datetime import timedelta

import pytest

from leadwright.activities import actions as activities
from leadwright.activities.models import Activity
from leadwright.diagrams.models import Diagram
from leadwright.leads import actions as leads
from leadwright.people.models import User
from leadwright.processes.first_contact import first_contact
from tests.activities.making import anew, log, plan
from tests.makers import NOON, House, make_contact

STEPS = [
    "interaction",
    "more-information",
    "contact-kept",
    "opportunity",
    "responsible",
    "demand",
    "confirmed",
]


@pytest.fixture
def call(house: House) -> Activity:
    """Return a call in which nobody is named and of which no lead was made."""
    return log(None, house.ann, subject="20 printers")


def states(activity: Activity, by: User) -> dict[str, str]:
    """Return the state of each step."""
    course = first_contact(anew(activity), by=by)
    assert course is not None
    return dict(course.states)


def done(activity: Activity, by: User) -> list[str]:
    """Return the steps that are done."""
    return [name for name, state in states(activity, by).items() if state == "done"]


def test_what_is_planned_is_not_recorded_yet(house: House) -> None:
    assert states(plan(None, house.ann), house.ann)["interaction"] == "current"


def test_a_call_alone_is_the_first_step_and_the_second_is_next(house: House, call: Activity) -> None:
    assert list(states(call, house.ann)) == STEPS
    assert done(call, house.ann) == ["interaction"]
    assert states(call, house.ann)["more-information"] == "current"


def test_a_follow_up_is_more_information(house: House, call: Activity) -> None:
    later = {"kind": "call", "at": (NOON + timedelta(days=1)).isoformat(), "state": "planned"}
    activities.follow_up(call.pk, later, by=house.ann, at=NOON)
    assert done(call, house.ann) == ["interaction", "more-information"]


def test_a_lead_with_owner_and_demand_that_is_begun_lights_the_rest(house: House) -> None:
    contact = make_contact(house.ann)
    call = log(None, house.ann, participants=[{"contact": contact.pk}])
    data = {"type": "partner-lead", "contact": {"id": contact.pk}, "owner": house.ann.email}
    lead = activities.make_lead(call.pk, data | {"description": "20 printers"}, by=house.ann, at=NOON)
    assert done(call, house.ann) == ["interaction", "contact-kept", "opportunity", "responsible"]
    assert states(call, house.ann)["more-information"] == "skipped"
    leads.add_demand(lead.pk, {"text": "20 printers"}, by=house.ann, at=NOON)
    leads.start(lead.pk, by=house.ann, at=NOON)
    assert done(call, house.ann) == [name for name in STEPS if name != "more-information"]


def test_the_sender_does_not_learn_of_the_demand(house: House) -> None:
    lead = house.accepted()
    call = log(lead, house.ann)
    leads.add_demand(lead.pk, {"text": "20 printers"}, by=house.ann, at=NOON)
    activities.share(call.pk, by=house.ann, at=NOON)
    assert "demand" in done(call, house.ann)
    assert "demand" not in done(call, house.dina)


def test_the_page_draws_it_folded_with_the_lead_behind_its_step(house: House, enter, call: Activity) -> None:
    contact = make_contact(house.ann)
    data = {"type": "partner-lead", "contact": {"id": contact.pk}, "owner": house.ann.email}
    lead = activities.make_lead(call.pk, data, by=house.ann, at=NOON)
    page = enter(house.ann).get(f"/activities/{call.pk}/").text
    panel = page.split('id="first-contact"')[1].split("</section>")[0]
    assert '<details class="fold">' in panel
    assert "of 7 steps are there" in panel
    assert f'<a href="/leads/{lead.pk}/">' in panel


def test_a_retired_process_is_not_drawn(house: House, enter, call: Activity) -> None:
    Diagram.objects.filter(code="initial-contact").update(is_retired=True)
    assert 'id="first-contact"' not in enter(house.ann).get(f"/activities/{call.pk}/").text
