"""What every verb of a task does at its end: store it, and say what changed."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from leadwright.fields.computing import compute
from leadwright.tasks import ladder
from leadwright.tasks.models import Task

TEXTS = ("subject", "deliverable", "instructions", "results")
WATCHED = (*TEXTS, "importance", "starts_at", "due_at", "owner_id", "unit_id", "role_id")


def store(task: Task, *, at: datetime, **values: Any) -> None:
    """Write changes of a locked task, and what is computed from them; its version rises by one."""
    for name, value in values.items():
        setattr(task, name, value)
    if compute(task):
        values["own_fields"] = task.own_fields
    if not task.is_open:
        values["notice_at"] = task.notice_at = None
    elif {"starts_at", "due_at"} & values.keys():
        values |= ladder.begun_anew(task, at=at)
    task.version, task.updated_at = task.version + 1, at
    task.save(update_fields=[*values, "version", "updated_at"])


def team_of(*users: int | None) -> list[int]:
    """Return the users who have to do with a task: who is in charge, who made it, who handed it on."""
    return sorted({pk for pk in users if pk is not None})


def watched(task: Task) -> dict[str, Any]:
    """Return what a verb can change, as it is now."""
    return {name: getattr(task, name) for name in WATCHED}


def differences(
    before: Mapping[str, Any], after: Mapping[str, Any], texts: Iterable[str] = TEXTS
) -> tuple[dict[str, Any], dict[str, str]]:
    """Return what changed: codes, ids and moments with old and new, and texts apart, since they can be erased."""
    personal = set(texts)
    moved = {name for name, old in before.items() if old != after[name]}
    changes = {
        name.removesuffix("_id"): [_plain(before[name]), _plain(after[name])]
        for name in sorted(moved - personal)
    }
    said: dict[str, str] = {}
    for name in sorted(moved & personal):
        said |= {f"{name}_from": str(before[name] or ""), f"{name}_to": str(after[name] or "")}
    return changes, {name: text for name, text in said.items() if text}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
