"""A task is taken, worked on, handed on, completed or closed; what has ended stays as it is for good."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from leadwright.history import record as recording
from leadwright.history.models import Entry
from leadwright.leads import actions as leads
from leadwright.tasks import actions
from leadwright.tasks.models import Comment, Task
from leadwright.tasks.states import TaskState
from tests.makers import NOON, House, fresh, make_lead, make_user, moment, qualify, refused
from tests.tasks.making import anew, complete, make_task

DEAL = {"deal_segment": "office", "deal_value": {"amount": "900"}}


def facts(task: Task) -> list[str]:
    rows = Entry.objects.filter(details__task=task.pk) | Entry.objects.about("task", task.pk)
    return list(rows.order_by("pk").values_list("fact", flat=True))


def test_whoever_comes_first_takes_what_is_for_the_unit(house: House) -> None:
    task, other = make_task(house.bob, unit=house.u1.pk), make_user("eva", unit=house.u1)
    taken = actions.take(task.pk, by=house.ann, at=NOON)
    assert (taken.owner, facts(task)) == (house.ann, ["task.made", "task.taken"])
    with refused("TASK_TAKEN"):
        actions.take(task.pk, by=other, at=NOON)


def test_who_is_not_of_the_unit_nor_has_the_role_takes_nothing(house: House) -> None:
    with refused("STATE_NOT_ALLOWED"):
        actions.take(make_task(house.ann, unit=house.u1.pk).pk, by=house.bob, at=NOON)
    task = make_task(house.ann, role="company-admin")
    with refused("STATE_NOT_ALLOWED"):
        actions.take(task.pk, by=house.ann, at=NOON)
    assert actions.take(task.pk, by=house.adm, at=NOON).unit == house.u1


def test_without_results_or_a_day_it_is_not_completed_and_each_is_named(house: House) -> None:
    task = make_task(house.ann)
    with refused("FIELD_REQUIRED", "results", "completed_on"):
        actions.complete(task.pk, {}, by=house.ann, at=NOON)
    with refused("FIELD_REQUIRED", "completed_on"):
        actions.complete(task.pk, {"results": "done"}, by=house.ann, at=NOON)
    assert anew(task).state == TaskState.OPEN


def test_results_that_were_saved_count_when_it_is_completed(house: House) -> None:
    task = make_task(house.ann)
    saved = actions.edit(task.pk, {"results": "half of it"}, by=house.ann, at=NOON, version=1)
    assert (saved.results, saved.state) == ("half of it", TaskState.OPEN)
    ended = actions.complete(task.pk, {"completed_on": "2026-03-02"}, by=house.ann, at=NOON)
    assert (ended.state, ended.results, ended.completed_by) == (TaskState.COMPLETED, "half of it", house.ann)
    assert facts(task) == ["task.made", "task.progressed", "task.completed"]


def test_the_day_of_completion_lies_behind(house: House) -> None:
    for day in ("2026-03-03", "yesterday", "1999-01-01"):
        with refused("FIELD_INVALID", "completed_on"):
            complete(make_task(house.ann), house.ann, completed_on=day)


def test_what_is_completed_is_not_completed_again_nor_changed_by_anything(house: House) -> None:
    task = complete(make_task(house.ann), house.ann)
    with refused("TASK_DONE"):
        complete(task, house.ann)
    with refused("TASK_DONE"):
        actions.edit(task.pk, {"subject": "other"}, by=house.ann, at=NOON, version=2)
    with pytest.raises(DatabaseError), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(results="rewritten")
    with pytest.raises(DatabaseError), transaction.atomic():
        Task.objects.filter(pk=task.pk).delete()


def test_whoever_completes_what_nobody_took_is_in_charge_of_it(house: House) -> None:
    assert complete(make_task(house.bob, unit=house.u1.pk), house.ann).owner == house.ann


def test_it_is_delegated_to_a_colleague_with_a_reason(house: House) -> None:
    task = actions.delegate(
        make_task(house.ann).pk, {"user": house.bob.email, "reason": "on leave"}, by=house.ann, at=NOON
    )
    assert (task.owner, task.delegated_by, task.unit) == (house.bob, house.ann, house.u2)
    entry = Entry.objects.get(fact="task.delegated")
    assert entry.texts()["reason"] == "on leave"
    assert entry.details["changes"]["owner"] == [house.ann.pk, house.bob.pk]


def test_it_is_not_delegated_to_nobody_nor_to_another_company(house: House) -> None:
    task = make_task(house.ann)
    with refused("FIELD_REQUIRED", "user"):
        actions.delegate(task.pk, {}, by=house.ann, at=NOON)
    with refused("FIELD_INVALID", "user"):
        actions.delegate(task.pk, {"user": house.cas.email}, by=house.ann, at=NOON)


def test_a_comment_is_added_also_when_it_is_done_and_never_changed(house: House) -> None:
    task = complete(make_task(house.ann), house.ann)
    row = actions.comment(task.pk, {"text": "Well done."}, by=house.bob, at=NOON)
    with refused("FIELD_REQUIRED", "text"):
        actions.comment(task.pk, {"text": "  "}, by=house.bob, at=NOON)
    with pytest.raises(DatabaseError), transaction.atomic():
        Comment.objects.filter(pk=row.pk).update(text="Badly done.")


def test_two_who_edit_at_once_do_not_overwrite_each_other(house: House) -> None:
    task = make_task(house.ann)
    actions.edit(task.pk, {"instructions": "Ask Eva."}, by=house.ann, at=NOON, version=1)
    with refused("VERSION_STALE"):
        actions.edit(task.pk, {"instructions": "Ask Olaf."}, by=house.bob, at=NOON, version=1)
    with refused("VERSION_REQUIRED"):
        actions.edit(task.pk, {"instructions": "Ask Olaf."}, by=house.bob, at=NOON)


def test_a_change_that_changes_nothing_is_no_entry_of_history(house: House) -> None:
    task = make_task(house.ann)
    actions.edit(task.pk, {"subject": task.subject}, by=house.ann, at=NOON, version=1)
    assert facts(task) == ["task.made"]


def test_it_is_closed_with_a_reason_by_whoever_oversees_it(house: House) -> None:
    task = make_task(house.ann)
    with refused("REASON_REQUIRED", "reason"):
        actions.close(task.pk, by=house.ann, at=NOON)
    closed = actions.close(task.pk, reason="no need any more", by=house.ann, at=NOON)
    assert (closed.state, closed.close_reason) == (TaskState.CLOSED, "no need any more")


@pytest.mark.parametrize("end", ["won", "lost", "cancelled", "invalid", "withdrawn"])
def test_open_tasks_end_with_their_lead_and_never_stand_in_its_way(house: House, end: str) -> None:
    lead = (
        house.accepted()
        if end == "invalid"
        else make_lead(house.ann)
        if end == "withdrawn"
        else house.qualified()
    )
    done, task = complete(make_task(house.ann, lead=lead), house.ann), make_task(house.ann, lead=lead)
    _end(house, lead, end)
    codes = {"invalid": "lead_lost", "withdrawn": "lead_deleted"}
    assert (anew(task).state, anew(task).closed_because) == (TaskState.CLOSED, codes.get(end, f"lead_{end}"))
    assert (anew(done).state, facts(task)[-1]) == (TaskState.COMPLETED, "task.closed")


def _end(house: House, lead: object, end: str) -> None:
    by = {"by": house.ann, "at": NOON}
    match end:
        case "won":
            leads.win(lead.pk, **by, **DEAL)
        case "lost":
            leads.lose(lead.pk, **by, **DEAL, reason="price")
        case "cancelled":
            leads.cancel(lead.pk, **by)
        case "invalid":
            qualify(lead, "invalid", by=house.ann, reason="bad-data")
        case _:
            leads.delete(lead.pk, **by, version=fresh(lead).version)


def test_what_follows_on_completion_is_stored_with_it_or_neither_is(house: House, monkeypatch) -> None:
    task = make_task(house.ann)

    def fail(fact: object) -> None:
        raise RuntimeError("the next step cannot begin")

    monkeypatch.setitem(recording._reactions, "task.completed", (fail,))
    with pytest.raises(RuntimeError), transaction.atomic():
        complete(task, house.ann)
    assert anew(task).state == TaskState.OPEN


def test_overdue_is_what_was_due_before_and_is_open(house: House) -> None:
    task = make_task(house.ann, due=moment("2026-03-02 18:00"))
    later = NOON + timedelta(days=1)
    assert (task.is_overdue(NOON), task.is_overdue(later)) == (False, True)
    assert not complete(task, house.ann, at=later, completed_on="2026-03-03").is_overdue(later)
