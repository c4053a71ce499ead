"""An activity that is entered, edited or closed while somebody else ends its lead or it: one of them comes first."""

import pytest

from leadwright.activities.models import Activity
from leadwright.activities.states import ActivityState
from leadwright.foundation.clock import now
from leadwright.history.models import Entry
from leadwright.leads.states import State
from tests.activities.making import anew, plan
from tests.makers import House, fresh
from tests.races.serving import Visitor, at_once

pytestmark = pytest.mark.usefixtures("committed")
VALUE = {"amount": "900", "currency": "EUR"}
DEAL = {"deal_segment": "office", "deal_types": ["printer"], "deal_value": VALUE}


@pytest.fixture
def house(committed: None) -> House:
    """Return a vendor and its partners, committed."""
    return House()


def facts_of(activity: Activity) -> list[str]:
    rows = Entry.objects.filter(details__activity=activity.pk).order_by("pk")
    return list(rows.values_list("fact", flat=True))


def test_a_lead_is_not_won_while_an_activity_is_planned_on_it(
    address: str, house: House, rounds: int
) -> None:
    ann, bob = Visitor(address, house.ann), Visitor(address, house.bob)
    for _ in range(rounds):
        lead = house.qualified(at=now())
        call = {"kind": "call", "at": now().isoformat(), "state": "planned"}
        won, planned = at_once(
            [
                lambda number=lead.pk: ann.call(f"/leads/{number}/win", DEAL),
                lambda number=lead.pk, call=call: bob.call(f"/leads/{number}/activities", call),
            ]
        )
        assert sorted((won.status_code < 300, planned.status_code < 300)) == [False, True], (
            won.text,
            planned.text,
        )
        is_won = fresh(lead).state == State.WON
        assert (is_won, Activity.objects.filter(lead=lead).exists()) in ((True, False), (False, True))


def test_what_is_closed_is_not_edited_even_at_the_same_moment(
    address: str, house: House, rounds: int
) -> None:
    ann, bob = Visitor(address, house.ann), Visitor(address, house.bob)
    for _ in range(rounds):
        call = plan(house.qualified(at=now()), house.ann, subject="before")
        mark = ann.call(f"/activities/{call.pk}", method="GET").headers["ETag"]
        at_once(
            [
                lambda pk=call.pk: ann.call(f"/activities/{pk}/complete", {"notes": "said"}),
                lambda pk=call.pk, mark=mark: bob.call(
                    f"/activities/{pk}", {"subject": "after"}, method="PATCH", If_Match=mark
                ),
            ]
        )
        stored = anew(call)
        facts = facts_of(call)
        assert stored.state == ActivityState.COMPLETED
        assert (stored.subject == "after") == ("activity.edited" in facts)
        assert facts[-1] == "activity.completed"


def test_of_two_who_complete_at_once_one_does(address: str, house: House, rounds: int) -> None:
    ann, bob = Visitor(address, house.ann), Visitor(address, house.bob)
    for _ in range(rounds):
        call = plan(house.qualified(at=now()), house.ann)
        answers = at_once(
            [lambda who=who, pk=call.pk: who.call(f"/activities/{pk}/complete", {}) for who in (ann, bob)]
        )
        assert sorted(answer.status_code for answer in answers) == [200, 409]
        assert facts_of(call).count("activity.completed") == 1
