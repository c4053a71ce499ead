"""What happens to what hangs on a lead: products of interest, team, competitors and notes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from leadwright.foundation.local import yes_or_no
from leadwright.history.facts import Json
from leadwright.history.lines import Change, Names, ReadableEntry
from leadwright.leads.facts.lead import LeadFact
from leadwright.leads.field_words import change, field_name
from leadwright.leads.models import Competitor, Note, ProductOfInterest


def _moved(field: str, key: object, names: Names, *, is_removal: bool) -> Iterable[Change]:
    """Say what came to the lead, or left it."""
    if key is not None:
        before, after = (key, None) if is_removal else (None, key)
        yield change(field, before, after, names)


@dataclass(frozen=True, kw_only=True)
class ProductFact(LeadFact):
    """Something happened to a product of interest; what was said about it lies apart."""

    is_removal: ClassVar[bool] = False
    own_texts = ("notes",)
    product: ProductOfInterest
    former_notes: str = ""

    def more(self) -> dict[str, Json]:
        return {"product": self.product.product.code}

    def values(self) -> dict[str, str]:
        notes = {"notes_from": self.former_notes, "notes": self.product.notes}
        return {name: text for name, text in notes.items() if text}

    @classmethod
    def more_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        yield from _moved("products", entry.details.get("product"), names, is_removal=cls.is_removal)
        notes, former = entry.texts.get("notes", ""), entry.texts.get("notes_from", "")
        if notes or former:
            before, after = (notes, "") if cls.is_removal else (former, notes)
            yield Change(field="products", label=field_name("notes"), before=before, after=after)


@dataclass(frozen=True, kw_only=True)
class ProductAdded(ProductFact):
    """The customer is interested in a product."""

    name: ClassVar[str] = "lead.product_added"
    icon = "plus"
    title = _("Product of interest added")


@dataclass(frozen=True, kw_only=True)
class ProductChanged(ProductFact):
    """Other notes were written on a product of interest."""

    name: ClassVar[str] = "lead.product_changed"
    icon = "edit"
    title = _("Notes on a product changed")


@dataclass(frozen=True, kw_only=True)
class ProductRemoved(ProductFact):
    """The customer is no longer interested in a product."""

    name: ClassVar[str] = "lead.product_removed"
    icon = "minus"
    title = _("Product of interest taken off")
    is_removal = True


@dataclass(frozen=True, kw_only=True)
class MemberFact(LeadFact):
    """The team of the lead changed."""

    is_removal: ClassVar[bool] = False
    member_id: int

    def more(self) -> dict[str, Json]:
        return {"member": self.member_id}

    @classmethod
    def more_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        return _moved("team", entry.details.get("member"), names, is_removal=cls.is_removal)


@dataclass(frozen=True, kw_only=True)
class MemberAdded(MemberFact):
    """Somebody works on the lead too."""

    name: ClassVar[str] = "lead.member_added"
    icon = "people"
    title = _("Team member added")


@dataclass(frozen=True, kw_only=True)
class MemberRemoved(MemberFact):
    """Somebody works on the lead no longer."""

    name: ClassVar[str] = "lead.member_removed"
    icon = "people"
    title = _("Team member taken off")
    is_removal = True


@dataclass(frozen=True, kw_only=True)
class CompetitorFact(LeadFact):
    """The competitors for the lead changed."""

    is_removal: ClassVar[bool] = False
    competitor: Competitor

    def more(self) -> dict[str, Json]:
        return {"competitor": self.competitor.code}

    @classmethod
    def more_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        return _moved("competitors", entry.details.get("competitor"), names, is_removal=cls.is_removal)


@dataclass(frozen=True, kw_only=True)
class CompetitorAdded(CompetitorFact):
    """Somebody else is after the same lead."""

    name: ClassVar[str] = "lead.competitor_added"
    icon = "flag"
    title = _("Competitor added")


@dataclass(frozen=True, kw_only=True)
class CompetitorRemoved(CompetitorFact):
    """Somebody else is after the lead no longer."""

    name: ClassVar[str] = "lead.competitor_removed"
    icon = "flag"
    title = _("Competitor taken off")
    is_removal = True


@dataclass(frozen=True, kw_only=True)
class NoteWritten(LeadFact):
    """Somebody wrote a note; only the own side knows of one that is not shared."""

    name: ClassVar[str] = "lead.note_written"
    icon = "edit"
    title = _("Note written")
    stays_with_its_side = True
    note: Note

    def organisations(self) -> tuple[int, ...]:
        return super().organisations() if self.note.is_shared else (self.note.organisation_id,)

    def more(self) -> dict[str, Json]:
        return {"shared": self.note.is_shared}

    def values(self) -> dict[str, str]:
        return {"text": self.note.text}

    @classmethod
    def remark(cls, entry: ReadableEntry) -> str:
        return entry.texts.get("text", "")

    @classmethod
    def more_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        del names
        if entry.details.get("shared"):
            yield Change(field="notes", label=str(_("Shared")), after=yes_or_no(True))


@dataclass(frozen=True, kw_only=True)
class NoteAdopted(NoteWritten):
    """A note was brought in from elsewhere."""

    name: ClassVar[str] = "lead.note_adopted"
    icon = "inflow"
    title = _("Note brought in from elsewhere")
