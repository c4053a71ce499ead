"""What is changed on a lead: its fields, its owner, and that the customer asked again."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import ClassVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leadwright.clocks.models import Clock
from leadwright.foundation import local
from leadwright.history.facts import Fact, Json
from leadwright.history.lines import Change, Line, Names, ReadableEntry
from leadwright.leads.facts.lead import LeadCreated, LeadFact
from leadwright.leads.facts.outcomes import LeadQualified
from leadwright.leads.field_words import change, field_name, stated
from leadwright.leads.models import Interest
from leadwright.people.models import Group, User


@dataclass(frozen=True, kw_only=True)
class LeadStillWorked(LeadFact):
    """The owner said from the mail of a reminder that the lead is still worked on; nothing else changed."""

    name: ClassVar[str] = "lead.still_worked"
    icon = "check"
    title = _("Still worked on")


@dataclass(frozen=True, kw_only=True)
class LeadEdited(LeadFact):
    """The lead was changed; impersonal fields hold old and new, texts lie apart."""

    name: ClassVar[str] = "lead.edited"
    icon = "edit"
    title = _("Lead changed")
    changes: dict[str, Json] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    former_owner_id: int | None = None

    def more(self) -> dict[str, Json]:
        return {"changes": dict(self.changes)}

    def values(self) -> dict[str, str]:
        return dict(self.texts)


@dataclass(frozen=True, kw_only=True)
class LeadAdoptedAgain(LeadEdited):
    """The file that a lead came from says something else now, and what nobody had changed here followed it."""

    name: ClassVar[str] = "lead.adopted_again"
    icon = "inflow"
    title = _("Brought in again with other values")


@dataclass(frozen=True, kw_only=True)
class LeadTakenBack(LeadFact):
    """The import that a lead came with was undone, and the lead went with it; its history stays."""

    name: ClassVar[str] = "lead.taken_back"
    icon = "minus"
    title = _("Taken back with its import")


@dataclass(frozen=True, kw_only=True)
class LeadAssigned(LeadFact):
    """The lead got another owner, unit or group."""

    name: ClassVar[str] = "lead.assigned"
    icon = "person"
    title = _("Lead assigned")
    own_texts = ("group",)
    former_owner_id: int | None = None
    former_unit_id: int | None = None
    former_group: Group | None = None

    def more(self) -> dict[str, Json]:
        data: dict[str, Json] = {
            "from_owner": self.former_owner_id,
            "to_owner": self.lead.owner_id,
            "from_unit": self.former_unit_id,
            "unit": self.lead.unit_id,
        }
        former = self.former_group
        if former is None or former == self.lead.group:
            return data
        return data | {"from_group": former.pk, "to_group": self.lead.group_id}

    def values(self) -> dict[str, str]:
        former = self.former_group
        if former is None or former == self.lead.group:
            return {}
        return {"group_from": former.name, "group_to": self.lead.group.name}

    @classmethod
    def line(cls, entry: ReadableEntry, names: Names) -> Line:
        """Say in the title that the owner is another one."""
        line = super().line(entry, names)
        is_handed_on = any(change.field == "owner" for change in line.changes)
        return replace(line, title=gettext("Owner changed")) if is_handed_on else line

    @classmethod
    def more_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        details, texts = entry.details, entry.texts
        owners, units = (details.get("from_owner"), details.get("to_owner")), _units(entry)
        if owners[0] != owners[1]:
            yield change("owner", *owners, names)
        if units[0] != units[1]:
            yield change("unit", *units, names)
        if "group_to" in texts or "to_group" in details:
            yield Change(
                field="group",
                label=field_name("group"),
                before=texts.get("group_from", ""),
                after=texts.get("group_to", ""),
            )


def _units(entry: ReadableEntry) -> tuple[int | None, int | None]:
    """Return the unit before and after; what was kept first did not say which one it was before."""
    after = entry.details.get("unit")
    return entry.details.get("from_unit", after), after


@dataclass(frozen=True, kw_only=True)
class LeadExtended(LeadFact):
    """The customer showed interest again."""

    name: ClassVar[str] = "lead.extended"
    icon = "plus"
    tone = "good"
    title = _("The customer showed interest again")
    in_contact_history = True
    interest: Interest
    changes: dict[str, Json] = field(default_factory=dict)

    def more(self) -> dict[str, Json]:
        source = self.interest.source
        data: dict[str, Json] = {"source": source.code} if source else {}
        return data | ({"changes": dict(self.changes)} if self.changes else {})

    def values(self) -> dict[str, str]:
        return {"description": self.interest.description}

    @classmethod
    def remark(cls, entry: ReadableEntry) -> str:
        return entry.texts.get("description", "")

    @classmethod
    def more_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        return stated("source", entry.details.get("source"), names)


@dataclass(frozen=True, kw_only=True)
class LeadPostponed(LeadFact):
    """The owner put a clock of the lead off, once and with a reason."""

    name: ClassVar[str] = "lead.postponed"
    icon = "clock"
    tone = "warn"
    title = _("Clock put off")
    clock: Clock
    before: datetime
    reason: str

    def more(self) -> dict[str, Json]:
        return {"kind": self.clock.kind, "due_at": [self.before, self.clock.due_at]}

    def values(self) -> dict[str, str]:
        return {"reason": self.reason}

    @classmethod
    def remark(cls, entry: ReadableEntry) -> str:
        return entry.texts.get("reason", "")

    @classmethod
    def more_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        label = names.label("clock", entry.details.get("kind"))
        before, after = (local.moment(text) for text in entry.details.get("due_at", ("", "")))
        yield Change(field="clocks", label=label, before=before, after=after)


NEW_OWNER = (LeadCreated, LeadAssigned, LeadEdited, LeadQualified)


def new_owner_of(fact: Fact) -> User | None:
    """Return the owner that a fact gave the lead, if it gave it another one than the doer."""
    if not isinstance(fact, NEW_OWNER) or fact.lead.owner_id in (None, fact.former_owner_id, fact.by.id):
        return None
    return fact.lead.owner
