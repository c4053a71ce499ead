"""The ladder of notices: who hears of a task before it is due, when it is, and later; counted in working time."""

from datetime import datetime
from typing import Any

from leadwright.clocks.models import calendar_of
from leadwright.clocks.worktime import moment_after
from leadwright.foundation.batches import known
from leadwright.leads.rules import rules_in_force
from leadwright.tasks.models import Task

Rung = tuple[int, str]


def rungs() -> tuple[Rung, ...]:
    """Return the ladder as it is configured, the earliest step first: hundredths of the time, and whom it is for."""
    return rules_in_force().task_notices


def next_notice(task: Task) -> datetime | None:
    """Return when the next step of a task is due; None at the end of the ladder."""
    return next((_moment(task, step) for step in rungs() if step[0] > task.noticed), None)


def _moment(task: Task, rung: Rung) -> datetime:
    home = task.organisation_id
    calendar = known(("calendar", home), lambda: calendar_of(home))
    return moment_after(calendar, task.starts_at, task.due_at, rung[0])


def begun_anew(task: Task, *, at: datetime) -> dict[str, Any]:
    """Return the place of a task on the ladder after its times were moved: what lies behind is not made up for."""
    task.noticed = max((step[0] for step in rungs() if _moment(task, step) <= at), default=0)
    task.notice_at = next_notice(task)
    return {"noticed": task.noticed, "notice_at": task.notice_at}


def climbed(task: Task, *, at: datetime) -> list[Rung]:
    """Return the steps that have come by now and put the task behind them; of each recipient the last one speaks."""
    reached = [step for step in rungs() if step[0] > task.noticed and _moment(task, step) <= at]
    task.noticed = max((percent for percent, _whom in reached), default=task.noticed)
    task.notice_at = next_notice(task)
    return list({whom: (percent, whom) for percent, whom in reached}.values())
