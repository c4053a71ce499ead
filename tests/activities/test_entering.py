"""Activities are planned or logged, with or without a lead, alone or based on another."""

import pytest

from leadwright.activities import actions
from leadwright.activities.models import Activity
from leadwright.activities.states import ActivityState
from leadwright.history.models import Entry
from leadwright.leads import actions as lead_actions
from tests.activities.making import TOMORROW, anew, complete, log, plan
from tests.makers import NOON, House, fresh, make_contact, make_lead, moment, refused

REQUIRED = "FIELD_REQUIRED"


def who(activity: Activity) -> list[str]:
    return [line.name for line in activity.participants.all()]


def test_contact_and_number_of_the_lead_are_carried_over(house: House) -> None:
    lead = make_lead(house.ann, contact=make_contact(house.ann, name="Janssens"))
    activity = plan(lead, house.ann, "appointment", place="at their office")
    assert (activity.lead_id, who(activity), activity.state) == (lead.pk, ["Janssens"], ActivityState.PENDING)
    assert (activity.owner, activity.starts_at, activity.place) == (house.ann, TOMORROW, "at their office")


def test_the_next_activity_stands_on_the_lead_until_it_is_done(house: House) -> None:
    lead = make_lead(house.ann)
    later = plan(lead, house.ann, "meeting")
    sooner = plan(lead, house.ann, "call", when="2026-03-02T16:00:00+01:00")
    assert (fresh(lead).next_activity, fresh(lead).open_activities) == (sooner.pk, 2)
    complete(sooner, house.ann)
    assert (fresh(lead).next_activity, fresh(lead).next_activity_kind.code) == (later.pk, "meeting")
    actions.delete(later.pk, by=house.ann, at=NOON)
    assert (fresh(lead).next_activity, fresh(lead).next_activity_at, fresh(lead).open_activities) == (
        None,
        None,
        0,
    )


def test_what_is_entered_reaches_the_lead_and_what_is_left_empty_changes_nothing(house: House) -> None:
    lead = make_lead(house.ann, target_amount={"amount": "1000"}, success_rate=20)
    log(lead, house.ann, notes="wants offer", target_amount={"amount": "5000"}, success_rate=60)
    changed = fresh(lead)
    assert (changed.latest_notes, changed.target_amount, changed.success_rate) == ("wants offer", 5000, 60)
    log(lead, house.ann, notes="called back")
    changed = fresh(lead)
    assert (changed.latest_notes, changed.target_amount, changed.success_rate) == ("called back", 5000, 60)


def test_a_call_makes_nobodys_edit_of_the_lead_stale(house: House) -> None:
    lead = make_lead(house.ann)
    log(lead, house.ann, notes="called back")
    plan(lead, house.ann)
    assert fresh(lead).version == lead.version
    lead_actions.edit(lead.pk, {"description": "forty"}, by=house.ann, at=NOON, version=lead.version)


def test_an_open_activity_blocks_win_lose_and_cancel_until_it_is_settled(house: House) -> None:
    lead = make_lead(house.ann)
    for settle in (
        lambda row: complete(row, house.ann),
        lambda row: actions.cancel(row.pk, by=house.ann, at=NOON, reason="not needed any more"),
        lambda row: actions.delete(row.pk, by=house.ann, at=NOON),
    ):
        activity = plan(lead, house.ann)
        for close in (lead_actions.win, lead_actions.lose, lead_actions.cancel):
            with refused("ACTIVITIES_OPEN"):
                close(lead.pk, by=house.ann, at=NOON)
        settle(activity)
    assert lead_actions.cancel(lead.pk, by=house.ann, at=NOON).state == "CANCELLED"


def test_nothing_is_planned_on_a_closed_lead_or_on_one_that_waits(house: House) -> None:
    closed, waiting = make_lead(house.ann), house.offered()
    lead_actions.cancel(closed.pk, by=house.ann, at=NOON)
    with refused("STATE_NOT_ALLOWED"):
        plan(closed, house.ann)
    with refused("ACCEPTANCE_PENDING"):
        plan(waiting, house.ann)


def test_a_type_takes_only_the_kinds_that_it_lists(house: House) -> None:
    lead = make_lead(house.ann)
    lead.type.activity_kinds.set(type(log(None, house.ann).kind).objects.filter(code__in=["call", "email"]))
    with refused("FIELD_INVALID"):
        plan(lead, house.ann, "proposal")
    assert plan(lead, house.ann, "email").kind.code == "email"


def test_an_interaction_needs_no_lead_and_is_complete_at_once(house: House) -> None:
    contact = make_contact(house.dina, name="Acme")
    call = log(None, house.dina, subject="first contact", participants=[{"contact": contact.pk}])
    assert (call.lead, call.state, who(call)) == (None, ActivityState.COMPLETED, ["Acme"])
    entry = Entry.objects.about("activity", call.pk).get()
    assert (entry.fact, entry.texts()["subject"]) == ("activity.logged", "first contact")


def test_what_is_based_on_another_has_its_subject_its_people_and_its_chain(house: House) -> None:
    contact = make_contact(house.ann)
    first = log(None, house.ann, subject="Fleet renewal", participants=[{"contact": contact.pk}])
    second = plan(None, house.ann, "meeting", based_on=first.pk)
    third = actions.follow_up(second.pk, {"kind": "call", "at": TOMORROW.isoformat()}, by=house.ann, at=NOON)
    again = actions.follow_up(second.pk, {"kind": "email", "at": TOMORROW.isoformat()}, by=house.ann, at=NOON)
    assert {row.subject for row in (second, third, again)} == {"Fleet renewal"}
    assert [row.chain for row in (first, second, third, again)] == [None, first.pk, first.pk, first.pk]
    assert who(third) == [contact.name]


def test_all_that_is_wrong_is_named_in_one_answer(house: House) -> None:
    sent = {
        "kind": "juggling",
        "at": "tomorrow",
        "direction": "up",
        "state": "maybe",
        "success_rate": 101,
        "color": 1,
    }
    with refused("FIELD_UNKNOWN", "kind", "at", "direction", "state", "success_rate", "color"):
        actions.enter(sent, by=house.ann, at=NOON)
    assert not Activity.objects.exists()


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({}, "kind"),
        ({"kind": "call", "state": "planned"}, "at"),
        ({"kind": "call", "state": "done", "at": "2026-03-05T10:00:00+01:00"}, "at"),
        ({"kind": "call", "at": "2026-03-05T10:00:00"}, "at"),
        ({"kind": "call", "at": "2026-03-05T10:00:00+01:00", "end": "2026-03-05T09:00:00+01:00"}, "end"),
        ({"kind": "call", "at": "2126-03-05T10:00:00+01:00"}, "at"),
        ({"kind": "call", "lead": 999999}, "lead"),
        ({"kind": "call", "based_on": 999999}, "based_on"),
        ({"kind": "call", "subject": "a\nb"}, "subject"),
        ({"kind": "call", "participants": {"contact": 1}}, "participants"),
        ({"kind": "call", "participants": [{"contact": 999999}]}, "participants.0.contact"),
        ({"kind": "call", "participants": [{"user": "nobody@example.org"}]}, "participants.0.user"),
        ({"kind": "call", "remind": -1}, "remind"),
        ({"kind": "call", "owner": "nobody@example.org"}, "owner"),
    ],
)
def test_each_wrong_value_is_refused_by_its_field(house: House, sent: dict[str, object], field: str) -> None:
    code = (
        "FIELD_INVALID"
        if sent.keys() - {"state"} and sent != {"kind": "call", "state": "planned"}
        else REQUIRED
    )
    with refused(code, field):
        actions.enter(sent, by=house.ann, at=NOON)
    assert not Activity.objects.exists()


def test_who_plans_without_a_time_that_lies_ahead_says_that_it_is_done(house: House) -> None:
    past = actions.enter({"kind": "call", "at": "2026-03-01T10:00:00+01:00"}, by=house.ann, at=NOON)
    ahead = actions.enter({"kind": "call", "at": "2026-03-05T10:00:00+01:00"}, by=house.ann, at=NOON)
    assert (past.state, ahead.state) == (ActivityState.COMPLETED, ActivityState.PENDING)
    assert past.starts_at == moment("2026-03-01 10:00")
    assert anew(past).version == 1
