"""What is closed stays as it is: no face, no program and no colleague changes it."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, transaction

from leadwright.activities import actions
from leadwright.activities.models import Activity
from leadwright.activities.states import ActivityState
from leadwright.history.models import Entry
from leadwright.leads import actions as lead_actions
from tests.activities.making import TOMORROW, anew, complete, log, plan
from tests.makers import NOON, House, change_rights, fresh, make_lead, moment, refused

CHANGES: dict[str, Callable[[Activity, House], object]] = {
    "edit": lambda row, house: actions.edit(
        row.pk, {"notes": "x"}, by=house.ann, at=NOON, version=row.version
    ),
    "delete": lambda row, house: actions.delete(row.pk, by=house.ann, at=NOON),
    "complete": lambda row, house: complete(row, house.ann),
    "cancel": lambda row, house: actions.cancel(row.pk, by=house.ann, at=NOON, reason="late"),
    "start": lambda row, house: actions.start(row.pk, by=house.ann, at=NOON),
}


@pytest.mark.parametrize("verb", CHANGES)
def test_nobody_changes_what_is_closed_but_a_new_one_can_be_added(house: House, verb: str) -> None:
    lead = make_lead(house.ann)
    for closed in (
        log(lead, house.ann),
        actions.cancel(plan(lead, house.ann).pk, by=house.ann, at=NOON, reason="no"),
    ):
        with refused("ACTIVITY_CLOSED"):
            CHANGES[verb](closed, house)
        assert anew(closed).state == closed.state
    assert log(lead, house.ann).state == ActivityState.COMPLETED


@pytest.mark.parametrize(
    "change", [{"details": "better"}, {"state": "PENDING", "completed_at": None}, {"lead": None}]
)
def test_the_database_itself_keeps_what_is_closed(house: House, change: dict[str, object]) -> None:
    closed = log(make_lead(house.ann), house.ann, details="as it was")
    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        Activity.objects.filter(pk=closed.pk).update(**change)
    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        Activity.objects.filter(pk=closed.pk)._raw_delete("default")
    assert anew(closed).details == "as it was"


def test_an_activity_is_begun_completed_with_what_came_of_it_and_the_next_is_planned_at_once(
    house: House,
) -> None:
    lead = make_lead(house.ann)
    call = actions.start(plan(lead, house.ann, subject="Third site").pk, by=house.ann, at=NOON)
    with refused("STATE_NOT_ALLOWED"):
        actions.start(call.pk, by=house.ann, at=NOON)
    complete(call, house.ann, notes="board agreed", following={"kind": "meeting", "at": TOMORROW.isoformat()})
    then = Activity.objects.open().get(lead=lead.pk)
    assert (then.kind.code, then.subject, then.based_on_id) == ("meeting", "Third site", call.pk)
    assert (fresh(lead).next_activity, fresh(lead).latest_notes) == (then.pk, "board agreed")


def test_a_wrong_next_activity_completes_nothing_and_is_named_as_part_of_it(house: House) -> None:
    call = plan(make_lead(house.ann), house.ann)
    with refused("FIELD_REQUIRED", "next.kind", "next.at"):
        complete(call, house.ann, following={"subject": "again"})
    assert anew(call).state == ActivityState.PENDING


def test_cancelling_needs_a_reason(house: House) -> None:
    call = plan(None, house.ann)
    for reason in (None, "", "  "):
        with refused("REASON_REQUIRED", "reason"):
            actions.cancel(call.pk, by=house.ann, at=NOON, reason=reason)
    cancelled = actions.cancel(call.pk, by=house.ann, at=NOON, reason="on holiday")
    assert (cancelled.cancel_reason, cancelled.cancelled_at) == ("on holiday", NOON)


def test_a_change_is_made_on_the_version_that_was_seen_and_kept_with_old_and_new(house: House) -> None:
    call = plan(make_lead(house.ann), house.ann, subject="First")
    with refused("VERSION_REQUIRED"):
        actions.edit(call.pk, {"subject": "x"}, by=house.ann, at=NOON)
    actions.edit(call.pk, {"subject": "Second", "importance": "high"}, by=house.ann, at=NOON, version=1)
    with refused("VERSION_STALE"):
        actions.edit(call.pk, {"subject": "Third"}, by=house.bob, at=NOON, version=1)
    entry = Entry.objects.filter(fact="activity.edited").get()
    assert entry.details["changes"] == {"importance": ["normal", "high"]}
    assert (entry.texts()["subject_from"], entry.texts()["subject_to"]) == ("First", "Second")


def test_a_moved_activity_moves_what_is_next(house: House) -> None:
    lead = make_lead(house.ann)
    call, visit = plan(lead, house.ann), plan(lead, house.ann, "meeting", when="2026-03-04T10:00:00+01:00")
    actions.edit(call.pk, {"at": "2026-03-05T10:00:00+01:00"}, by=house.ann, at=NOON, version=1)
    assert (fresh(lead).next_activity, fresh(lead).next_activity_at) == (visit.pk, moment("2026-03-04 10:00"))


def test_what_was_planned_goes_with_the_lead(house: House) -> None:
    queued, own = house.queued(), make_lead(house.ann)
    first, second = plan(queued, house.dina), plan(own, house.ann)
    lead_actions.offer(queued.pk, by=house.dina, at=NOON, unit=house.u1.pk)
    lead_actions.delete(own.pk, by=house.ann, at=NOON, version=own.version)
    assert {anew(first).state, anew(second).state} == {ActivityState.CANCELLED}
    assert fresh(queued).open_activities == 0
    entries = Entry.objects.filter(fact="activity.cancelled").order_by("pk")
    assert [entry.details["because"] for entry in entries] == ["lead_offered", "lead_deleted"]


def test_who_may_not_schedule_plans_nothing_on_leads(house: House) -> None:
    lead, call = make_lead(house.ann), plan(make_lead(house.ann), house.ann)
    change_rights(house.ann, lead_schedule="none")
    house.ann.__dict__.pop("held", None)
    ann = type(house.ann).objects.get(pk=house.ann.pk)
    with refused("PERMISSION_DENIED"):
        plan(lead, ann)
    with refused("PERMISSION_DENIED"):
        complete(call, ann)
    assert anew(call).state == ActivityState.PENDING
