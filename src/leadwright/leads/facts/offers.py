"""What happens to the offers of a lead."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leadwright.history.facts import Json
from leadwright.history.lines import Change, Line, Names, ReadableEntry
from leadwright.leads.facts.lead import LeadFact
from leadwright.leads.field_words import stated
from leadwright.leads.models import Offer


@dataclass(frozen=True, kw_only=True)
class LeadOffered(LeadFact):
    """A lead was offered to a unit."""

    name: ClassVar[str] = "lead.offered"
    icon = "send"
    title = _("Lead offered")
    in_contact_history = True
    offer: Offer

    def more(self) -> dict[str, Json]:
        return {
            "organisation": self.offer.organisation_id,
            "unit": self.offer.unit_id,
            "user": self.offer.user_id,
        }

    @classmethod
    def line(cls, entry: ReadableEntry, names: Names) -> Line:
        """Say in the title whom the lead was offered to."""
        name = names.label("organisation", entry.details.get("organisation"))
        title = gettext("Offered to %(name)s") % {"name": name} if name else str(cls.title)
        return replace(super().line(entry, names), title=title)

    @classmethod
    def more_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        yield from stated("unit", entry.details.get("unit"), names)
        yield from stated("offered_to", entry.details.get("user"), names)


@dataclass(frozen=True, kw_only=True)
class LeadWithdrawn(LeadFact):
    """An offer was taken back before it was answered."""

    name: ClassVar[str] = "lead.withdrawn"
    icon = "send"
    tone = "warn"
    title = _("Offer withdrawn")
    in_contact_history = True
    offer: Offer

    def organisations(self) -> tuple[int, ...]:
        return tuple(sorted({*super().organisations(), self.offer.organisation_id}))

    def more(self) -> dict[str, Json]:
        return {"organisation": self.offer.organisation_id}

    @classmethod
    def more_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        return stated("organisation", entry.details.get("organisation"), names)


@dataclass(frozen=True, kw_only=True)
class LeadAccepted(LeadFact):
    """Somebody took the lead on."""

    name: ClassVar[str] = "lead.accepted"
    icon = "check"
    tone = "good"
    title = _("Lead accepted")
    in_contact_history = True
    offer: Offer | None = None

    def more(self) -> dict[str, Json]:
        return {"owner": self.lead.owner_id, "unit": self.lead.unit_id}

    @classmethod
    def more_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        yield from stated("owner", entry.details.get("owner"), names)
        yield from stated("unit", entry.details.get("unit"), names)


@dataclass(frozen=True, kw_only=True)
class LeadRejected(LeadFact):
    """The offered lead was turned down and went back to its sender."""

    name: ClassVar[str] = "lead.rejected"
    icon = "close"
    tone = "bad"
    title = _("Lead rejected")
    in_contact_history = True
    offer: Offer
    reason: str = ""

    def organisations(self) -> tuple[int, ...]:
        return tuple(sorted({*super().organisations(), self.offer.organisation_id}))

    def more(self) -> dict[str, Json]:
        return {"organisation": self.offer.organisation_id}

    def values(self) -> dict[str, str]:
        return {"reason": self.reason} if self.reason else {}

    @classmethod
    def remark(cls, entry: ReadableEntry) -> str:
        return entry.texts.get("reason", "")

    @classmethod
    def more_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        return stated("organisation", entry.details.get("organisation"), names)
