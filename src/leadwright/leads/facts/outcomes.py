"""What a lead turned out to be, and how it ended."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leadwright.history.facts import Json
from leadwright.history.lines import Change, Line, Names, ReadableEntry, Tone
from leadwright.leads.facts.lead import LeadFact, emptied
from leadwright.leads.field_words import stated
from leadwright.leads.states import Qualification

TONES: dict[str, Tone] = {Qualification.NURTURE: "warn", Qualification.INVALID: "bad"}
TITLES: dict[str, Promise] = {
    Qualification.OPPORTUNITY: _("Qualified as opportunity"),
    Qualification.NURTURE: _("Qualified: nurture"),
    Qualification.INVALID: _("Qualified: invalid"),
}


@dataclass(frozen=True, kw_only=True)
class LeadQualified(LeadFact):
    """The lead was found to be an opportunity, something to nurture, or invalid."""

    name: ClassVar[str] = "lead.qualified"
    icon = "swap"
    tone = "good"
    title = _("Qualified")
    in_contact_history = True
    outcome: str
    reason: str = ""
    text: str = ""
    review_days: int | None = None
    former_owner_id: int | None = None
    former_channels: dict[str, str] = field(default_factory=dict)

    def more(self) -> dict[str, Json]:
        data: dict[str, Json] = {"outcome": self.outcome, "owner": self.lead.owner_id}
        data |= {"review_days": self.review_days} if self.review_days else {}
        return data | ({"reason": self.reason} if self.reason else {})

    def values(self) -> dict[str, str]:
        words = {"description": self.lead.description, "reason_text": self.text}
        kept = {name: text for name, text in words.items() if text}
        return kept | emptied(self.lead, self.former_channels)

    @classmethod
    def line(cls, entry: ReadableEntry, names: Names) -> Line:
        """Say in title and tone what the lead was found to be."""
        outcome = str(entry.details.get("outcome", ""))
        line = super().line(entry, names)
        return replace(line, title=str(TITLES.get(outcome, cls.title)), tone=TONES.get(outcome, cls.tone))

    @classmethod
    def remark(cls, entry: ReadableEntry) -> str:
        words = (entry.texts.get(name, "") for name in ("description", "reason_text"))
        return "\n".join(text for text in words if text)

    @classmethod
    def more_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        yield from stated("reason", entry.details.get("reason"), names)
        yield from stated("review_days", entry.details.get("review_days"), names)
        yield from stated("owner", entry.details.get("owner"), names)


@dataclass(frozen=True, kw_only=True)
class LeadClosed(LeadFact):
    """The lead came to an end."""

    in_contact_history = True
    reason: str = ""
    deal_types: tuple[str, ...] = ()

    def more(self) -> dict[str, Json]:
        data: dict[str, Json] = {"reason": self.reason} if self.reason else {}
        if self.lead.deal_segment is not None:
            data["deal_segment"] = self.lead.deal_segment.code
        if self.deal_types:
            data["deal_types"] = sorted(self.deal_types)
        if self.lead.deal_value is not None:
            data["deal_value"] = {"amount": str(self.lead.deal_value), "currency": self.lead.deal_currency}
        return data

    def values(self) -> dict[str, str]:
        return {"reason_text": self.lead.reason_text} if self.lead.reason_text else {}

    @classmethod
    def remark(cls, entry: ReadableEntry) -> str:
        return entry.texts.get("reason_text", "")

    @classmethod
    def more_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        yield from stated("reason", entry.details.get("reason"), names)
        for field_of_deal in ("deal_segment", "deal_types", "deal_value", "account"):
            yield from stated(field_of_deal, entry.details.get(field_of_deal), names)


@dataclass(frozen=True, kw_only=True)
class LeadWon(LeadClosed):
    """The lead brought business, and with conversion a customer."""

    name: ClassVar[str] = "lead.won"
    icon = "check"
    tone = "good"
    title = _("Lead won")

    def more(self) -> dict[str, Json]:
        account = self.lead.account_id
        return super().more() | ({"account": account} if account else {})


@dataclass(frozen=True, kw_only=True)
class LeadConverted(LeadFact):
    """A lead that was won made its contact a customer, or got the account of the one that it was already."""

    name: ClassVar[str] = "lead.converted"
    icon = "person"
    tone = "good"
    title = _("The contact became a customer")
    in_contact_history = True

    def more(self) -> dict[str, Json]:
        return {"account": self.lead.account_id}

    @classmethod
    def more_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        return stated("account", entry.details.get("account"), names)


@dataclass(frozen=True, kw_only=True)
class LeadLost(LeadClosed):
    """The lead brought no business."""

    name: ClassVar[str] = "lead.lost"
    icon = "close"
    tone = "bad"
    title = _("Lead lost")


@dataclass(frozen=True, kw_only=True)
class LeadCancelled(LeadClosed):
    """The lead should not have been."""

    name: ClassVar[str] = "lead.cancelled"
    icon = "close"
    tone = "bad"
    title = _("Lead cancelled")


Closing = type[LeadWon] | type[LeadLost] | type[LeadCancelled]
