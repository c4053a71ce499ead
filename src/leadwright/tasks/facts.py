"""What happens to tasks, in the past tense; an entry stands with the lead if there is one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from leadwright.files import tracing as files
from leadwright.files.models import File
from leadwright.history.facts import Fact, Json, Subject
from leadwright.history.lines import Change, Names, ReadableEntry
from leadwright.tasks.field_words import changed, stated
from leadwright.tasks.models import Comment, Task
from leadwright.tasks.states import Address

REMARKS = ("subject", "instructions", "results", "comment", "reason")


def in_charge_of(task: Task) -> dict[str, Json]:
    """Return by ids who is in charge of a task, and whom it is addressed to beside that."""
    data: dict[str, Json] = {"owner": task.owner_id} if task.owner_id else {}
    if task.addressed == Address.UNIT:
        data["unit"] = task.unit_id
    if task.addressed == Address.ROLE:
        data["role"] = task.role_id
    return data


@dataclass(frozen=True, kw_only=True)
class TaskFact(Fact):
    """Something happened to a task; only its own company reads of it. `own` is what history keeps of own fields."""

    is_private: ClassVar[bool] = True
    stated_fields: ClassVar[tuple[str, ...]] = ()
    task: Task
    own: Mapping[str, str] = field(default_factory=dict)

    def subject(self) -> Subject:
        task = self.task
        if task.lead is None:
            return Subject(kind="task", id=task.pk, name=task.subject)
        contact = task.lead.contact
        return Subject(kind="lead", id=task.lead.pk, name=contact.name if contact else "")

    def organisations(self) -> tuple[int, ...]:
        return (self.task.organisation_id,)

    def details(self) -> dict[str, Json]:
        return {"task": self.task.pk} | self.more()

    def more(self) -> dict[str, Json]:
        """Return what else is to be kept."""
        return {}

    def values(self) -> dict[str, str]:
        return ({"subject": self.task.subject} if self.task.subject else {}) | dict(self.own)

    @classmethod
    def remark(cls, entry: ReadableEntry) -> str:
        return "\n".join(text for name in REMARKS if (text := entry.texts.get(name, "")))

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        for name in cls.stated_fields:
            yield from stated(name, entry.details.get(name), names)
        yield from changed(entry, names)


@dataclass(frozen=True, kw_only=True)
class TaskMade(TaskFact):
    """A task was made for somebody, a unit or a role."""

    name: ClassVar[str] = "task.made"
    icon = "task"
    title = _("Task made")
    stated_fields = ("owner", "unit", "role", "due_at")

    def more(self) -> dict[str, Json]:
        return in_charge_of(self.task) | {"due_at": self.task.due_at}

    def values(self) -> dict[str, str]:
        instructions = self.task.instructions
        return super().values() | ({"instructions": instructions} if instructions else {})


@dataclass(frozen=True, kw_only=True)
class TaskEdited(TaskFact):
    """What is asked of a task that is still open was changed."""

    name: ClassVar[str] = "task.edited"
    icon = "edit"
    title = _("Task changed")
    changes: dict[str, Json] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)

    def more(self) -> dict[str, Json]:
        return {"changes": dict(self.changes)}

    def values(self) -> dict[str, str]:
        return super().values() | dict(self.texts)


@dataclass(frozen=True, kw_only=True)
class TaskProgressed(TaskEdited):
    """What came of a task so far was written down."""

    name: ClassVar[str] = "task.progressed"
    icon = "note"
    title = _("Progress of a task saved")


@dataclass(frozen=True, kw_only=True)
class TaskTaken(TaskFact):
    """Somebody of the unit or the role that it was for took a task."""

    name: ClassVar[str] = "task.taken"
    icon = "flag"
    title = _("Task taken")
    stated_fields = ("owner",)

    def more(self) -> dict[str, Json]:
        return {"owner": self.task.owner_id}


@dataclass(frozen=True, kw_only=True)
class TaskDelegated(TaskFact):
    """Somebody else is in charge of a task now."""

    name: ClassVar[str] = "task.delegated"
    icon = "send"
    title = _("Task delegated")
    changes: dict[str, Json]
    reason: str = ""

    def more(self) -> dict[str, Json]:
        return {"changes": dict(self.changes)}

    def values(self) -> dict[str, str]:
        return super().values() | ({"reason": self.reason} if self.reason else {})


@dataclass(frozen=True, kw_only=True)
class TaskCommented(TaskFact):
    """Somebody remarked on a task."""

    name: ClassVar[str] = "task.commented"
    icon = "note"
    title = _("Comment on a task")
    comment: Comment

    def more(self) -> dict[str, Json]:
        return {"comment": self.comment.pk}

    def values(self) -> dict[str, str]:
        return super().values() | {"comment": self.comment.text}


@dataclass(frozen=True, kw_only=True)
class TaskCompleted(TaskFact):
    """A task was done, with its results; a room above goes on from here in the same transaction."""

    name: ClassVar[str] = "task.completed"
    icon = "check"
    tone = "good"
    title = _("Task completed")
    stated_fields = ("completed_on",)

    def more(self) -> dict[str, Json]:
        return {"completed_on": self.task.completed_on}

    def values(self) -> dict[str, str]:
        return super().values() | ({"results": self.task.results} if self.task.results else {})


@dataclass(frozen=True, kw_only=True)
class TaskClosed(TaskFact):
    """A task will not be done; why is told in words, or by a code where it ended with something else."""

    name: ClassVar[str] = "task.closed"
    icon = "close"
    tone = "warn"
    title = _("Task closed")
    stated_fields = ("because",)

    def more(self) -> dict[str, Json]:
        because = self.task.closed_because
        return {"because": because} if because else {}

    def values(self) -> dict[str, str]:
        reason = self.task.close_reason
        return super().values() | ({"reason": reason} if reason else {})


@dataclass(frozen=True, kw_only=True)
class TaskNoticed(TaskFact):
    """A step of the ladder was reached: who hears of a task that is due soon, due, or overdue."""

    name: ClassVar[str] = "task.noticed"
    icon = "clock"
    tone = "warn"
    title = _("Notice of a task sent")
    stated_fields = ("whom", "due_at")
    whom: str

    def more(self) -> dict[str, Json]:
        return {"whom": self.whom, "due_at": self.task.due_at}


@dataclass(frozen=True, kw_only=True)
class TaskFileFact(TaskFact):
    """A file of a task came or went; its name lies apart."""

    is_removal: ClassVar[bool] = False
    file: File

    def more(self) -> dict[str, Json]:
        return files.details_of(self.file)

    def values(self) -> dict[str, str]:
        return super().values() | files.texts_of(self.file)

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        del names
        return files.changes_in(entry, is_removal=cls.is_removal)


@dataclass(frozen=True, kw_only=True)
class TaskFileAdded(TaskFileFact):
    """A file was attached to a task, open or ended."""

    name: ClassVar[str] = "task.file_added"
    icon = "clip"
    title = _("Task: file added")


@dataclass(frozen=True, kw_only=True)
class TaskFileDeleted(TaskFileFact):
    """A file of an open task was deleted."""

    name: ClassVar[str] = "task.file_deleted"
    icon = "clip"
    tone = "warn"
    title = _("Task: file deleted")
    is_removal = True
