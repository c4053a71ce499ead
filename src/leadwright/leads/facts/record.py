"""What happens to what hangs on a lead: products of interest, team, competitors and notes."""

from dataclasses import dataclass
from typing import ClassVar

from leadwright.history.facts import Json
from leadwright.leads.facts.lead import LeadFact
from leadwright.leads.models import Competitor, Note, ProductOfInterest


@dataclass(frozen=True, kw_only=True)
class ProductFact(LeadFact):
    """Something happened to a product of interest; what was said about it lies apart."""

    line: ProductOfInterest
    former_notes: str = ""

    def more(self) -> dict[str, Json]:
        return {"product": self.line.product.code}

    def values(self) -> dict[str, str]:
        told = {"notes_from": self.former_notes, "notes": self.line.notes}
        return {name: text for name, text in told.items() if text}


@dataclass(frozen=True, kw_only=True)
class ProductAdded(ProductFact):
    """The customer is interested in a product."""

    name: ClassVar[str] = "lead.product_added"


@dataclass(frozen=True, kw_only=True)
class ProductChanged(ProductFact):
    """Other notes were written on a product of interest."""

    name: ClassVar[str] = "lead.product_changed"


@dataclass(frozen=True, kw_only=True)
class ProductRemoved(ProductFact):
    """The customer is no longer interested in a product."""

    name: ClassVar[str] = "lead.product_removed"


@dataclass(frozen=True, kw_only=True)
class MemberFact(LeadFact):
    """The team of the lead changed."""

    member_id: int

    def more(self) -> dict[str, Json]:
        return {"member": self.member_id}


@dataclass(frozen=True, kw_only=True)
class MemberAdded(MemberFact):
    """Somebody works on the lead too."""

    name: ClassVar[str] = "lead.member_added"


@dataclass(frozen=True, kw_only=True)
class MemberRemoved(MemberFact):
    """Somebody works on the lead no longer."""

    name: ClassVar[str] = "lead.member_removed"


@dataclass(frozen=True, kw_only=True)
class CompetitorFact(LeadFact):
    """The competitors for the lead changed."""

    competitor: Competitor

    def more(self) -> dict[str, Json]:
        return {"competitor": self.competitor.code}


@dataclass(frozen=True, kw_only=True)
class CompetitorAdded(CompetitorFact):
    """Somebody else is after the same lead."""

    name: ClassVar[str] = "lead.competitor_added"


@dataclass(frozen=True, kw_only=True)
class CompetitorRemoved(CompetitorFact):
    """Somebody else is after the lead no longer."""

    name: ClassVar[str] = "lead.competitor_removed"


@dataclass(frozen=True, kw_only=True)
class NoteWritten(LeadFact):
    """Somebody wrote a note; only the own side knows of one that is not shared."""

    name: ClassVar[str] = "lead.note_written"
    note: Note

    def organisations(self) -> tuple[int, ...]:
        return super().organisations() if self.note.is_shared else (self.note.organisation_id,)

    def more(self) -> dict[str, Json]:
        return {"shared": self.note.is_shared}

    def values(self) -> dict[str, str]:
        return {"text": self.note.text}
