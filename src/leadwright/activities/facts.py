"""What happens to activities, in the past tense; an entry stands with the lead if there is one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from leadwright.activities.field_words import changed, stated
from leadwright.activities.models import Activity
from leadwright.contacts.models import Contact
from leadwright.files import tracing as files
from leadwright.files.models import File
from leadwright.history.facts import Fact, Json, Subject
from leadwright.history.lines import Change, Line, Names, ReadableEntry

ICONS = {"call": "phone", "mail": "mailbox", "meeting": "calendar", "other": "task"}


@dataclass(frozen=True, kw_only=True)
class ActivityFact(Fact):
    """Something happened to an activity; only its own company, and one that it is shared with, read of it.

    `own` is what history keeps of its own fields.
    """

    is_private: ClassVar[bool] = True
    stated_fields: ClassVar[tuple[str, ...]] = ("starts_at",)
    activity: Activity
    own: Mapping[str, str] = field(default_factory=dict)

    def subject(self) -> Subject:
        activity = self.activity
        if activity.lead is None:
            return Subject(kind="activity", id=activity.pk, name=activity.subject)
        contact = activity.lead.contact
        return Subject(kind="lead", id=activity.lead.pk, name=contact.name if contact else "")

    def organisations(self) -> tuple[int, ...]:
        activity = self.activity
        others = (activity.shared_with_id,) if activity.is_shared and activity.shared_with_id else ()
        return (activity.organisation_id, *others)

    def details(self) -> dict[str, Json]:
        activity = self.activity
        data: dict[str, Json] = {"activity": activity.pk, "kind": activity.kind.code}
        return data | {"approach": activity.kind.kind, "starts_at": activity.starts_at} | self.more()

    def more(self) -> dict[str, Json]:
        """Return what else is to be kept."""
        return {}

    def values(self) -> dict[str, str]:
        return ({"subject": self.activity.subject} if self.activity.subject else {}) | dict(self.own)

    @classmethod
    def line(cls, entry: ReadableEntry, names: Names) -> Line:
        """Say in the title what kind of activity it was."""
        kind = names.label("activity_kind", entry.details.get("kind"))
        line = super().line(entry, names)
        icon = ICONS.get(str(entry.details.get("approach")), cls.icon)
        return replace(line, icon=icon, title=line.title % {"kind": kind})

    @classmethod
    def remark(cls, entry: ReadableEntry) -> str:
        texts = (entry.texts.get(name, "") for name in ("subject", "details", "notes", "next_step", "reason"))
        return "\n".join(text for text in texts if text)

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        for name in cls.stated_fields:
            yield from stated(name, entry.details.get(name), names)
        yield from changed(entry, names)


def texts_of(activity: Activity) -> dict[str, str]:
    """Return what an activity says in free words, as far as it says anything."""
    texts = {name: getattr(activity, name) for name in ("subject", "details", "notes", "next_step", "place")}
    return {name: text for name, text in texts.items() if text}


@dataclass(frozen=True, kw_only=True)
class ActivityPlanned(ActivityFact):
    """An activity was planned."""

    name: ClassVar[str] = "activity.planned"
    icon = "calendar"
    title = _("%(kind)s planned")
    stated_fields = ("starts_at", "owner")

    def more(self) -> dict[str, Json]:
        return {"owner": self.activity.owner_id}


@dataclass(frozen=True, kw_only=True)
class ActivityLogged(ActivityFact):
    """Something that had been done already was entered."""

    name: ClassVar[str] = "activity.logged"
    icon = "task"
    tone = "good"
    title = _("%(kind)s entered")
    in_contact_history = True

    def values(self) -> dict[str, str]:
        return texts_of(self.activity) | dict(self.own)


@dataclass(frozen=True, kw_only=True)
class ActivityEdited(ActivityFact):
    """An activity that is still open was changed."""

    name: ClassVar[str] = "activity.edited"
    icon = "edit"
    title = _("%(kind)s changed")
    stated_fields = ()
    changes: dict[str, Json] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)

    def more(self) -> dict[str, Json]:
        return {"changes": dict(self.changes)}

    def values(self) -> dict[str, str]:
        return super().values() | dict(self.texts)


@dataclass(frozen=True, kw_only=True)
class ActivityStarted(ActivityFact):
    """Somebody began to do what was planned."""

    name: ClassVar[str] = "activity.started"
    icon = "flag"
    title = _("%(kind)s begun")
    stated_fields = ()


@dataclass(frozen=True, kw_only=True)
class ActivityCompleted(ActivityFact):
    """What was planned has been done."""

    name: ClassVar[str] = "activity.completed"
    icon = "check"
    tone = "good"
    title = _("%(kind)s done")
    in_contact_history = True

    def values(self) -> dict[str, str]:
        return texts_of(self.activity) | dict(self.own)


@dataclass(frozen=True, kw_only=True)
class ActivityCancelled(ActivityFact):
    """What was planned will not be done; why is told in words, or by a code where nobody said so."""

    name: ClassVar[str] = "activity.cancelled"
    icon = "close"
    tone = "warn"
    title = _("%(kind)s cancelled")
    stated_fields = ("starts_at", "because")
    because: str = ""

    def more(self) -> dict[str, Json]:
        return {"because": self.because} if self.because else {}

    def values(self) -> dict[str, str]:
        reason = self.activity.cancel_reason
        return super().values() | ({"reason": reason} if reason else {})


@dataclass(frozen=True, kw_only=True)
class ActivityDeleted(ActivityFact):
    """An open activity was taken out of all lists."""

    name: ClassVar[str] = "activity.deleted"
    icon = "close"
    tone = "warn"
    title = _("%(kind)s deleted")


@dataclass(frozen=True, kw_only=True)
class ActivityShared(ActivityFact):
    """The other company that has to do with the lead may read the activity, or no longer."""

    name: ClassVar[str] = "activity.shared"
    icon = "people"
    title = _("%(kind)s shared")
    stated_fields = ("shared",)

    def more(self) -> dict[str, Json]:
        return {"shared": self.activity.is_shared}


@dataclass(frozen=True, kw_only=True)
class ActivityFileFact(ActivityFact):
    """A file of an activity came or went; its name lies apart."""

    stated_fields = ()
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
class ActivityFileAdded(ActivityFileFact):
    """A file was attached to an activity, open or closed."""

    name: ClassVar[str] = "activity.file_added"
    icon = "clip"
    title = _("%(kind)s: file added")


@dataclass(frozen=True, kw_only=True)
class ActivityFileDeleted(ActivityFileFact):
    """A file of an open activity was deleted."""

    name: ClassVar[str] = "activity.file_deleted"
    icon = "clip"
    tone = "warn"
    title = _("%(kind)s: file deleted")
    is_removal = True


@dataclass(frozen=True, kw_only=True)
class ActivityInvited(ActivityFact):
    """Who takes part was invited by mail."""

    name: ClassVar[str] = "activity.invited"
    icon = "send"
    title = _("%(kind)s: invitations sent")
    stated_fields = ("invited",)
    number: int

    def more(self) -> dict[str, Json]:
        return {"invited": self.number}


@dataclass(frozen=True, kw_only=True)
class ActivityReplied(ActivityFact):
    """Somebody who was invited said whether he or she comes; whom an access group keeps to itself is not named."""

    name: ClassVar[str] = "activity.replied"
    icon = "calendar"
    title = _("%(kind)s: an invitation was answered")
    stated_fields = ("reply",)
    reply: str
    whom: str

    def more(self) -> dict[str, Json]:
        return {"reply": self.reply}

    def values(self) -> dict[str, str]:
        return super().values() | ({"details": self.whom} if self.whom else {})


@dataclass(frozen=True, kw_only=True)
class ActivityLed(ActivityFact):
    """A lead was made of an activity, which is part of its history from then on."""

    name: ClassVar[str] = "activity.led"
    icon = "flag"
    tone = "good"
    title = _("Lead made from: %(kind)s")
    in_contact_history = True

    def values(self) -> dict[str, str]:
        return texts_of(self.activity) | dict(self.own)


@dataclass(frozen=True, kw_only=True)
class ParticipantAdded(ActivityFact):
    """A contact takes part too; of an activity that is done, that it did."""

    name: ClassVar[str] = "activity.participant_added"
    icon = "people"
    title = _("%(kind)s: a participant was added")
    stated_fields = ("contacts",)
    contact: Contact

    def more(self) -> dict[str, Json]:
        return {"contacts": [self.contact.pk]}
