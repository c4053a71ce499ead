"""Give notice of tasks that are due soon, due or late: each step once, also where two workers look at once."""

from datetime import datetime, timedelta

from django.conf import settings

from leadwright.foundation.batches import action
from leadwright.history.facts import SYSTEM
from leadwright.history.record import record
from leadwright.messages.actions import queue
from leadwright.people.models import User
from leadwright.tasks.facts import TaskNoticed
from leadwright.tasks.ladder import climbed
from leadwright.tasks.lifecycle import is_in_charge
from leadwright.tasks.models import Task
from leadwright.tasks.people import recipients

SET = 200
# After an outage nobody is told of a step that came so long ago; where the task stands is seen in the lists.
TOO_LATE = timedelta(days=31)


def notice_due(at: datetime) -> int:
    """Climb the steps that are due by now; returns for how many tasks."""
    number = 0
    while some := _notice_some(at):
        number += some
        if some < SET:
            break
    return number


@action
def _notice_some(at: datetime) -> int:
    """Climb for some tasks; one that somebody holds is left for the next time. No lead is held: none is changed."""
    due = Task.objects.open().filter(notice_at__lte=at).order_by("notice_at", "pk")
    held = list(due.with_surroundings().select_for_update(of=("self",), skip_locked=True)[:SET])
    for task in held:
        is_fresh = task.notice_at is not None and task.notice_at > at - TOO_LATE
        for _percent, whom in climbed(task, at=at):
            if is_fresh:
                _tell(task, whom, at)
        task.save(update_fields=["noticed", "notice_at"])
    return len(held)


def _tell(task: Task, whom: str, at: datetime) -> None:
    for user in recipients(task, whom):
        _write(task, user, at)
    record(TaskNoticed(task=task, whom=whom, by=SYSTEM, at=at))


def _write(task: Task, user: User, at: datetime) -> None:
    if not user.may_sign_in or "task_due" in user.unwanted_notices:
        return
    queue(
        key=f"task:{task.pk}:{task.noticed}:{task.due_at:%Y%m%d%H%M%S}:user:{user.pk}",
        kind="task_due",
        to=user,
        template="task_due",
        context={
            "title": task.subject,
            "due_at": task.due_at,
            "is_late": task.due_at <= at,
            "in_charge": "" if is_in_charge(task, user) else task.in_charge,
            "link": f"{settings.BASE_URL}/tasks/{task.pk}/",
        },
        at=at,
        subject_kind="task",
        subject_id=task.pk,
    )
