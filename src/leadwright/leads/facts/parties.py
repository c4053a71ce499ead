"""What happens to the lines of a lead: who takes part in it, and as what."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leadwright.history.facts import Json
from leadwright.history.lines import Change, Names, ReadableEntry
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
        data: dict[str, Json] = {
            "company": party.company_id,
            "person": party.person_id,
            "role": party.role.code if party.role else None,
            "person_role": party.person_role.code if party.person_role else None,
        }
        moved = self.former_contact_id != self.lead.contact_id
        change: dict[str, Json] = {"contact": [self.former_contact_id, self.lead.contact_id]}
        return data | ({"changes": change} if moved else {})

    def values(self) -> dict[str, str]:
        return emptied(self.lead, self.former_channels)

    @classmethod
    def more_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        labels = {"company": gettext("Company"), "person": gettext("Contact person")}
        for name, role in (("company", "role"), ("person", "person_role")):
            if key := entry.details.get(name):
                who = names.label("contact", key)
                as_what = names.label("party_role", entry.details.get(role))
                words = f"{who} ({as_what})" if as_what else who
                yield Change(field="parties", label=labels[name], after=words)


@dataclass(frozen=True, kw_only=True)
class PartyAdded(PartyFact):
    """Another company or person takes part in the lead."""

    name: ClassVar[str] = "lead.party_added"
    icon = "people"
    title = _("Contact added")
    in_contact_history = True


@dataclass(frozen=True, kw_only=True)
class PartyChanged(PartyFact):
    """A company or person has another role in the lead, or became its contact."""

    name: ClassVar[str] = "lead.party_changed"
    icon = "people"
    title = _("Role of a contact changed")


@dataclass(frozen=True, kw_only=True)
class PartyRemoved(PartyFact):
    """A company or person takes part in the lead no longer."""

    name: ClassVar[str] = "lead.party_removed"
    icon = "people"
    tone = "warn"
    title = _("Contact taken off the lead")
    in_contact_history = True
