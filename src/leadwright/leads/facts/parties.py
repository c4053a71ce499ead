"""What happens to the lines of a lead: who takes part in it, and as what."""

from dataclasses import dataclass, field
from typing import ClassVar

from leadwright.history.facts import Json
from leadwright.leads.facts.lead import LeadFact, emptied
from leadwright.leads.models import Party


@dataclass(frozen=True, kw_only=True)
class PartyFact(LeadFact):
    """Something happened to a line of the lead."""

    party: Party
    former_contact_id: int | None = None
    former_channels: dict[str, str] = field(default_factory=dict)

    def more(self) -> dict[str, Json]:
        party = self.party
        told: dict[str, Json] = {
            "company": party.company_id,
            "person": party.person_id,
            "role": party.role.code if party.role else None,
            "person_role": party.person_role.code if party.person_role else None,
        }
        moved = self.former_contact_id != self.lead.contact_id
        change: dict[str, Json] = {"contact": [self.former_contact_id, self.lead.contact_id]}
        return told | ({"changes": change} if moved else {})

    def values(self) -> dict[str, str]:
        return emptied(self.lead, self.former_channels)


@dataclass(frozen=True, kw_only=True)
class PartyAdded(PartyFact):
    """Another company or person takes part in the lead."""

    name: ClassVar[str] = "lead.party_added"


@dataclass(frozen=True, kw_only=True)
class PartyChanged(PartyFact):
    """A company or person has another role in the lead, or became its contact."""

    name: ClassVar[str] = "lead.party_changed"


@dataclass(frozen=True, kw_only=True)
class PartyRemoved(PartyFact):
    """A company or person takes part in the lead no longer."""

    name: ClassVar[str] = "lead.party_removed"
