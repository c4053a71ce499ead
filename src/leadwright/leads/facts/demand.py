"""What happens to the lines of a lead's demand; only the company that works the lead reads of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from leadwright.foundation.formats import locale_of, money, number
from leadwright.history.facts import Json
from leadwright.history.lines import Change, Names, ReadableEntry
from leadwright.leads.facts.lead import LeadFact
from leadwright.leads.models import DemandLine
from leadwright.leads.states import DemandKind

TEXTS = ("text", "comment", "reason")
# What a line said before it was changed bears the same names behind this one.
FORMER = "former_"


@dataclass(frozen=True, kw_only=True)
class DemandFact(LeadFact):
    """Something happened to a line of the demand; what it said in words lies apart."""

    is_removal: ClassVar[bool] = False
    own_texts = TEXTS
    demand: DemandLine

    def organisations(self) -> tuple[int, ...]:
        return (self.lead.organisation_id or self.lead.origin_id,)

    def more(self) -> dict[str, Json]:
        return {"line": self.demand.pk, **_details(self.demand)}

    def values(self) -> dict[str, str]:
        return _texts(self.demand)

    @classmethod
    def more_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        words = _in_words(entry.details, entry.texts, names)
        former = _in_words(_former_of(entry.details), _former_of(entry.texts), names)
        before, after = (words, "") if cls.is_removal else (former, words)
        yield Change(field="demand", label=gettext("Demand"), before=before, after=after)


def _details(line: DemandLine) -> dict[str, Json]:
    data: dict[str, Json] = {"kind": line.kind, "taken": line.is_taken}
    data |= {"product": line.product.code} if line.product else {}
    data |= {"quantity": line.quantity} if line.quantity is not None else {}
    return data | ({"amount": line.amount, "currency": line.currency} if line.amount is not None else {})


def _texts(line: DemandLine) -> dict[str, str]:
    return {name: text for name in TEXTS if (text := getattr(line, name))}


def _former_of(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name.removeprefix(FORMER): value for name, value in said.items() if name.startswith(FORMER)}


def _kind_in_words(kind: Any) -> str:
    """Say what a line is of; something else needs no word."""
    return str(DemandKind(kind).label) if kind in (DemandKind.GOODS, DemandKind.SERVICE) else ""


def _in_words(details: Mapping[str, Any], texts: Mapping[str, str], names: Names) -> str:
    locale = locale_of(get_language() or "en")
    quantity, amount = details.get("quantity"), details.get("amount")
    parts = (
        number(Decimal(str(quantity)), locale) if quantity else "",
        texts.get("text") or names.label("product", details.get("product")),
        _kind_in_words(details.get("kind")),
        money(Decimal(str(amount)), str(details["currency"]), locale) if amount is not None else "",
        texts.get("comment"),
        gettext("not taken") if details.get("taken") is False else "",
        texts.get("reason"),
    )
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
    was: DemandLine

    def more(self) -> dict[str, Json]:
        former = {f"{FORMER}{name}": value for name, value in _details(self.was).items()}
        return super().more() | former

    def values(self) -> dict[str, str]:
        former = {f"{FORMER}{name}": text for name, text in _texts(self.was).items()}
        return super().values() | former


@dataclass(frozen=True, kw_only=True)
class DemandRemoved(DemandFact):
    """The customer no longer asks for something."""

    name: ClassVar[str] = "lead.demand_removed"
    icon = "minus"
    title = _("Demand: line taken off")
    is_removal = True
