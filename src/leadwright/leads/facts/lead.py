"""What happens to leads, in the past tense."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from leadwright.fields.tracing import is_own, said
from leadwright.history.facts import Fact, Json, Subject
from leadwright.history.lines import Change, Names, ReadableEntry
from leadwright.leads.field_words import change, changed, stated
from leadwright.leads.gaps import Gap
from leadwright.leads.models import Lead


@dataclass(frozen=True, kw_only=True)
class LeadFact(Fact):
    """Something happened to a lead; `from_status` is the code it had before, if that changed.

    `own_texts` are changed texts with words of their own. What `stays_with_its_side` is known to the company of who
    did it alone, unless the entry says that it is shared.
    """

    stays_with_its_side: ClassVar[bool] = False
    own_texts: ClassVar[tuple[str, ...]] = ()
    lead: Lead
    from_status: str = ""

    def subject(self) -> Subject:
        return Subject(kind="lead", id=self.lead.pk, name=self.lead.contact.name if self.lead.contact else "")

    def organisations(self) -> tuple[int, ...]:
        concerned = {self.lead.origin_id, self.lead.organisation_id, self.lead.sender_id}
        return tuple(sorted(row for row in concerned if row is not None))

    def details(self) -> dict[str, Json]:
        moved: dict[str, Json] = {}
        if self.from_status and self.from_status != self.lead.status.code:
            moved = {
                "from_status": self.from_status,
                "to_status": self.lead.status.code,
                "state": self.lead.state,
            }
        return moved | self.more()

    def more(self) -> dict[str, Json]:
        """Return what else is to be kept, beside the change of status."""
        return {}

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        """Say the change of status, then what the kind of fact holds, then fields and texts that were changed."""
        details = entry.details
        if details.get("to_status"):
            yield change("status", details.get("from_status"), details["to_status"], names)
        yield from cls.more_in(entry, names)
        yield from changed(details.get("changes", {}), names)
        for name, (before, after) in entry.changed_texts(but=cls.own_texts).items():
            yield said(name, before, after, names) if is_own(name) else change(name, before, after, names)

    @classmethod
    def more_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        """Return what `more` keeps, in words."""
        del entry, names
        return ()


def emptied(lead: Lead, former: dict[str, str]) -> dict[str, str]:
    """Return the lead's own address and number that went with the former contact, as they were."""
    return {f"{name}_from": old for name, old in former.items() if old and not getattr(lead, name)}


@dataclass(frozen=True, kw_only=True)
class LeadCreated(LeadFact):
    """A lead was saved for the first time."""

    name: ClassVar[str] = "lead.created"
    icon = "plus"
    title = _("Lead entered")
    stated_fields: ClassVar[tuple[str, ...]] = ("type", "status", "owner", "unit")
    former_owner_id: ClassVar[None] = None
    texts: Mapping[str, str] = field(default_factory=dict)

    def values(self) -> dict[str, str]:
        return dict(self.texts)

    def more(self) -> dict[str, Json]:
        lead = self.lead
        return {
            "type": lead.type.code,
            "status": lead.status.code,
            "owner": lead.owner_id,
            "unit": lead.unit_id,
        }

    @classmethod
    def more_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        for name in cls.stated_fields:
            yield from stated(name, entry.details.get(name), names)


@dataclass(frozen=True, kw_only=True)
class LeadAdopted(LeadCreated):
    """A lead was brought in from elsewhere, with its own dates, as they were there."""

    name: ClassVar[str] = "lead.adopted"
    icon = "inflow"
    title = _("Lead brought in from elsewhere")
    in_contact_history = True
    stated_fields = (
        *LeadCreated.stated_fields,
        "state",
        "started_at",
        "completed_at",
        "expected_completion_at",
        "gaps",
    )

    def more(self) -> dict[str, Json]:
        lead = self.lead
        began = None if Gap.START_DATE in lead.gaps else lead.started_at
        return super().more() | {
            "state": lead.state,
            "started_at": began,
            "completed_at": lead.completed_at,
            "expected_completion_at": lead.expected_completion_at,
            "gaps": lead.gaps,
        }


@dataclass(frozen=True, kw_only=True)
class LeadMigrated(LeadFact):
    """The type of a lead allows its status no longer, and an administrator chose another for it."""

    name: ClassVar[str] = "lead.migrated"
    icon = "swap"
    title = _("Status changed, because the settings changed")


@dataclass(frozen=True, kw_only=True)
class LeadRetyped(LeadFact):
    """An administrator handed the lead to another type, with all others of its type."""

    name: ClassVar[str] = "lead.retyped"
    icon = "swap"
    title = _("Lead given another type")
    from_type: str

    def more(self) -> dict[str, Json]:
        return {"changes": {"type": [self.from_type, self.lead.type.code]}}


@dataclass(frozen=True, kw_only=True)
class LeadStarted(LeadFact):
    """Work on the lead began."""

    name: ClassVar[str] = "lead.started"
    icon = "flag"
    tone = "good"
    title = _("Work started")


@dataclass(frozen=True, kw_only=True)
class LeadDeleted(LeadFact):
    """A pending lead was removed from all lists; its number is not used again."""

    name: ClassVar[str] = "lead.deleted"
    icon = "close"
    tone = "warn"
    title = _("Lead deleted")
