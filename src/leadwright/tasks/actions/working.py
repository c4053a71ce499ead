"""Take a task, hand it on to somebody else, complete it."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from leadwright.foundation.batches import action
from leadwright.foundation.refusals import field_error, refuse_fields
from leadwright.history.facts import Party
from leadwright.history.record import record
from leadwright.leads.cleaning import tried
from leadwright.people.models import User
from leadwright.tasks import own
from leadwright.tasks.actions.keeping import differences, store, team_of, watched
from leadwright.tasks.cleaning import Around, InCharge, columns, day, line, refuse_unknown, user_named
from leadwright.tasks.facts import TaskCompleted, TaskDelegated, TaskTaken
from leadwright.tasks.lifecycle import Verb, check
from leadwright.tasks.locking import locked
from leadwright.tasks.models import Task
from leadwright.tasks.states import Address, TaskState


@action
def take(pk: int, *, by: User, at: datetime) -> Task:
    """Take a task that is for the own unit or a role that one has: the first who does is in charge."""
    task = locked(pk, by=by)
    check(task, Verb.TAKE, by=by)
    _take(task, by=by, at=at)
    record(TaskTaken(task=task, by=by.party(), at=at))
    return task


def _take(task: Task, *, by: User, at: datetime) -> None:
    """Put somebody in charge; a task for a role lies from then on where its holder works."""
    place = {} if task.addressed == Address.UNIT else {"unit": by.unit, "group": by.unit.group}
    store(task, owner=by, **place, team=team_of(by.pk, *task.team), at=at)


@action
def delegate(pk: int, data: Mapping[str, Any], *, by: User, at: datetime) -> Task:
    """Put a colleague in charge who can see the task with its lead; why can be said."""
    task = locked(pk, by=by)
    check(task, Verb.DELEGATE, by=by)
    around = Around(by=by, at=at, task=task)
    refuse_unknown(data, around, "user", "reason")
    user = tried(around.faults, lambda: user_named(data.get("user"), around)) if data.get("user") else None
    if not data.get("user"):
        around.faults.append(field_error("user", "FIELD_REQUIRED"))
    reason = tried(around.faults, partial(line, "reason", data.get("reason"))) or ""
    around.finished()
    if user is None or user.pk == task.owner_id:
        return task
    values = {"delegated_by": by, "team": team_of(user.pk, by.pk, task.created_by_id)}
    hand_on(task, user, by=by.party(), at=at, reason=reason, **values)
    return task


def hand_on(task: Task, user: User, *, by: Party, at: datetime, reason: str = "", **values: Any) -> None:
    """Put somebody else in charge of a task that is held: also for a room above, where something else asks for it."""
    before = watched(task)
    values = {"team": team_of(user.pk, *task.team)} | values
    store(task, **InCharge(user=user).columns(), **values, at=at)
    changes, _texts = differences(before, watched(task))
    record(TaskDelegated(task=task, changes=changes, reason=reason, by=by, at=at))


@action
def complete(pk: int, data: Mapping[str, Any], *, by: User, at: datetime) -> Task:
    """Say that a task is done, with its results and the day; results and answers that were saved before count.

    Whoever completes what nobody has taken is in charge of it from then on.
    """
    task = locked(pk, by=by)
    check(task, Verb.COMPLETE, by=by)
    around = Around(by=by, at=at, task=task)
    refuse_unknown(data, around, "results", "completed_on", "fields")
    results = columns({"results": data["results"]}, around)["results"] if "results" in data else task.results
    done_on = tried(around.faults, partial(day, "completed_on", data.get("completed_on"), around))
    answers = own.changed(data, task, around, is_done=True)
    wrong = {fault.field for fault in around.faults}
    missing = {"results": not results, "completed_on": done_on is None}
    around.faults += [
        field_error(name, "FIELD_REQUIRED")
        for name, is_missing in missing.items()
        if is_missing and name not in wrong
    ]
    refuse_fields(around.faults)
    if done_on is not None:
        finish(task, results=results, completed_on=done_on, by=by, at=at, **answers)
    return task


def finish(task: Task, *, results: str, completed_on: date, by: User, at: datetime, **answers: Any) -> None:
    """Store that a task that is held is done: also for a room above, where something else completes its step."""
    before = task.own_fields
    if task.owner is None:
        _take(task, by=by, at=at)
    store(
        task,
        state=TaskState.COMPLETED,
        results=results,
        completed_on=completed_on,
        completed_at=at,
        completed_by=by,
        at=at,
        **answers,
    )
    record(TaskCompleted(task=task, own=own.answers_of(task, before), by=by.party(), at=at))
