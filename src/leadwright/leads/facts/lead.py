"""What happens to leads, in the past tense."""

from dataclasses import dataclass, field
from typing import ClassVar

from leadwright.history.facts import Fact, Json, Subject
from leadwright.leads.gaps import Gap
from leadwright.leads.models import Interest, Lead, Offer
from leadwright.people.models import Group, User


@dataclass(frozen=True, kw_only=True)
class LeadFact(Fact):
    """Something happened to a lead; `from_status` is the code it had before, if that changed."""

    lead: Lead
    from_status: str = ""

    def subject(self) -> Subject:
        return Subject(kind="lead", id=self.lead.pk, name=self.lead.contact.name if self.lead.contact else "")

    def organisations(self) -> tuple[int, ...]:
        concerned = {self.lead.origin_id, self.lead.organisation_id, self.lead.sender_id}
        return tuple(sorted(one for one in concerned if one is not None))

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
        """Return what else is to be told, beside the change of status."""
        return {}


def emptied(lead: Lead, former: dict[str, str]) -> dict[str, str]:
    """Return the lead's own address and number that went with the former contact, as they were."""
    return {f"{name}_from": old for name, old in former.items() if old and not getattr(lead, name)}


@dataclass(frozen=True, kw_only=True)
class LeadCreated(LeadFact):
    """A lead was saved for the first time."""

    name: ClassVar[str] = "lead.created"

    def more(self) -> dict[str, Json]:
        return {"type": self.lead.type.code, "status": self.lead.status.code, "owner": self.lead.owner_id}


@dataclass(frozen=True, kw_only=True)
class LeadAdopted(LeadCreated):
    """A lead was brought in from elsewhere, with its own dates, as they were there."""

    name: ClassVar[str] = "lead.adopted"

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


@dataclass(frozen=True, kw_only=True)
class LeadOffered(LeadFact):
    """A lead was offered to a unit."""

    name: ClassVar[str] = "lead.offered"
    offer: Offer

    def more(self) -> dict[str, Json]:
        return {
            "organisation": self.offer.organisation_id,
            "unit": self.offer.unit_id,
            "user": self.offer.user_id,
        }


@dataclass(frozen=True, kw_only=True)
class LeadWithdrawn(LeadFact):
    """An offer was taken back before it was answered."""

    name: ClassVar[str] = "lead.withdrawn"
    offer: Offer

    def organisations(self) -> tuple[int, ...]:
        return tuple(sorted({*super().organisations(), self.offer.organisation_id}))


@dataclass(frozen=True, kw_only=True)
class LeadAccepted(LeadFact):
    """Somebody took the lead on."""

    name: ClassVar[str] = "lead.accepted"
    offer: Offer | None = None

    def more(self) -> dict[str, Json]:
        return {"owner": self.lead.owner_id, "unit": self.lead.unit_id}


@dataclass(frozen=True, kw_only=True)
class LeadRejected(LeadFact):
    """The offered lead was turned down and went back to its sender."""

    name: ClassVar[str] = "lead.rejected"
    offer: Offer
    reason: str = ""

    def organisations(self) -> tuple[int, ...]:
        return tuple(sorted({*super().organisations(), self.offer.organisation_id}))

    def more(self) -> dict[str, Json]:
        return {"organisation": self.offer.organisation_id}

    def values(self) -> dict[str, str]:
        return {"reason": self.reason} if self.reason else {}


@dataclass(frozen=True, kw_only=True)
class LeadStarted(LeadFact):
    """Work on the lead began."""

    name: ClassVar[str] = "lead.started"


@dataclass(frozen=True, kw_only=True)
class LeadQualified(LeadFact):
    """The lead was found to be an opportunity, something to nurture, or invalid."""

    name: ClassVar[str] = "lead.qualified"
    outcome: str
    reason: str = ""
    text: str = ""
    former_owner_id: int | None = None
    former_channels: dict[str, str] = field(default_factory=dict)

    def more(self) -> dict[str, Json]:
        told: dict[str, Json] = {"outcome": self.outcome, "owner": self.lead.owner_id}
        return told | ({"reason": self.reason} if self.reason else {})

    def values(self) -> dict[str, str]:
        told = {"description": self.lead.description, "reason_text": self.text}
        said = {name: text for name, text in told.items() if text}
        return said | emptied(self.lead, self.former_channels)


@dataclass(frozen=True, kw_only=True)
class LeadClosed(LeadFact):
    """The lead came to an end."""

    reason: str = ""

    def more(self) -> dict[str, Json]:
        told: dict[str, Json] = {"reason": self.reason} if self.reason else {}
        if self.lead.deal_segment is not None:
            told["deal_segment"] = self.lead.deal_segment.code
        if self.lead.deal_value is not None:
            told["deal_value"] = {"amount": str(self.lead.deal_value), "currency": self.lead.deal_currency}
        return told


@dataclass(frozen=True, kw_only=True)
class LeadWon(LeadClosed):
    """The lead brought business, and with conversion a customer."""

    name: ClassVar[str] = "lead.won"

    def more(self) -> dict[str, Json]:
        account = self.lead.account_id
        return super().more() | ({"account": account} if account else {})


@dataclass(frozen=True, kw_only=True)
class LeadConverted(LeadFact):
    """A lead that was won made its contact a customer, or got the account of the one that it was already."""

    name: ClassVar[str] = "lead.converted"

    def more(self) -> dict[str, Json]:
        return {"account": self.lead.account_id}


@dataclass(frozen=True, kw_only=True)
class LeadLost(LeadClosed):
    """The lead brought no business."""

    name: ClassVar[str] = "lead.lost"


@dataclass(frozen=True, kw_only=True)
class LeadCancelled(LeadClosed):
    """The lead should not have been."""

    name: ClassVar[str] = "lead.cancelled"


@dataclass(frozen=True, kw_only=True)
class LeadEdited(LeadFact):
    """The lead was changed; impersonal fields hold old and new, texts lie apart."""

    name: ClassVar[str] = "lead.edited"
    changes: dict[str, Json] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    former_owner_id: int | None = None

    def more(self) -> dict[str, Json]:
        return {"changes": dict(self.changes)}

    def values(self) -> dict[str, str]:
        return dict(self.texts)


@dataclass(frozen=True, kw_only=True)
class LeadAssigned(LeadFact):
    """The lead got another owner, unit or group."""

    name: ClassVar[str] = "lead.assigned"
    former_owner_id: int | None = None
    former_group: Group | None = None

    def more(self) -> dict[str, Json]:
        told: dict[str, Json] = {
            "from_owner": self.former_owner_id,
            "to_owner": self.lead.owner_id,
            "unit": self.lead.unit_id,
        }
        former = self.former_group
        if former is None or former == self.lead.group:
            return told
        return told | {"from_group": former.pk, "to_group": self.lead.group_id}

    def values(self) -> dict[str, str]:
        former = self.former_group
        if former is None or former == self.lead.group:
            return {}
        return {"group_from": former.name, "group_to": self.lead.group.name}


@dataclass(frozen=True, kw_only=True)
class LeadExtended(LeadFact):
    """The customer showed interest again."""

    name: ClassVar[str] = "lead.extended"
    interest: Interest
    changes: dict[str, Json] = field(default_factory=dict)

    def more(self) -> dict[str, Json]:
        source = self.interest.source
        told: dict[str, Json] = {"source": source.code} if source else {}
        return told | ({"changes": dict(self.changes)} if self.changes else {})

    def values(self) -> dict[str, str]:
        return {"description": self.interest.description}


@dataclass(frozen=True, kw_only=True)
class LeadDeleted(LeadFact):
    """A pending lead was removed from all lists; its number is not used again."""

    name: ClassVar[str] = "lead.deleted"


Closing = type[LeadWon] | type[LeadLost] | type[LeadCancelled]
NEW_OWNER = (LeadAssigned, LeadEdited, LeadQualified)


def new_owner_of(fact: Fact) -> User | None:
    """Return the owner that a fact gave the lead, if it gave it another one than the doer."""
    if not isinstance(fact, NEW_OWNER) or fact.lead.owner_id in (None, fact.former_owner_id, fact.by.id):
        return None
    return fact.lead.owner
