"""What happens to the lines of a lead's demand; only the company that works the lead reads of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, ClassVar

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from leadwright.foundation.formats import locale_of, money
from leadwright.history.facts import Json
from leadwright.history.lines import Change, Names, ReadableEntry
from leadwright.leads.facts.lead import LeadFact
from leadwright.leads.models import DemandLine

TEXTS = ("text", "comment", "reason")


@dataclass(frozen=True, kw_only=True)
class DemandFact(LeadFact):
    """Something happened to a line of the demand; what it said in words lies apart."""

    is_removal: ClassVar[bool] = False
    own_texts = TEXTS
    demand: DemandLine

    def organisations(self) -> tuple[int, ...]:
        return (self.lead.organisation_id or self.lead.origin_id,)

    def more(self) -> dict[str, Json]:
        line = self.demand
        data: dict[str, Json] = {"line": line.pk, "kind": line.kind}
        data |= {"product": line.product.code} if line.product else {}
        data |= {"quantity": line.quantity} if line.quantity is not None else {}
        return data | ({"amount": line.amount, "currency": line.currency} if line.amount is not None else {})

    def values(self) -> dict[str, str]:
        return {name: text for name in TEXTS if (text := getattr(self.demand, name))}

    @classmethod
    def more_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        words = _in_words(entry.details, entry.texts, names)
        before, after = (words, "") if cls.is_removal else (entry.texts.get("former", ""), words)
        yield Change(field="demand", label=gettext("Demand"), before=before, after=after)


def _in_words(details: Mapping[str, Any], texts: Mapping[str, str], names: Names) -> str:
    label = texts.get("text") or names.label("product", details.get("product"))
    amount = details.get("amount")
    price = (
        money(Decimal(str(amount)), str(details["currency"]), locale_of(get_language() or "en"))
        if amount
        else ""
    )
    parts = (details.get("quantity"), label, price, texts.get("comment"), texts.get("reason"))
    return " · ".join(str(part) for part in parts if part)


@dataclass(frozen=True, kw_only=True)
class DemandAdded(DemandFact):
    """The customer asks for something more."""

    name: ClassVar[str] = "lead.demand_added"
    icon = "plus"
    title = _("Demand: line added")


@dataclass(frozen=True, kw_only=True)
class DemandChanged(DemandFact):
    """A line of the demand says something else now."""

    name: ClassVar[str] = "lead.demand_changed"
    icon = "edit"
    title = _("Demand: line changed")
    former: Mapping[str, Any] = field(default_factory=dict)

    def values(self) -> dict[str, str]:
        former = " · ".join(str(self.former[name]) for name in TEXTS if self.former.get(name))
        return super().values() | ({"former": former} if former else {})


@dataclass(frozen=True, kw_only=True)
class DemandRemoved(DemandFact):
    """The customer no longer asks for something."""

    name: ClassVar[str] = "lead.demand_removed"
    icon = "minus"
    title = _("Demand: line taken off")
    is_removal = True
