"""The demand of a lead as its page shows it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leadwright.foundation.compiled import Compiled
from leadwright.foundation.formats import locale_of, money, number
from leadwright.foundation.money import Money
from leadwright.leads.demand import totals_of
from leadwright.leads.models import DemandLine, Lead
from leadwright.leads.telling import may_know, visible_to
from leadwright.people.models import User


@dataclass(frozen=True, kw_only=True)
class DrawnLine:
    """A line as it is shown."""

    id: int
    label: str
    kind: str
    quantity: str
    amount: str
    comment: str
    outcome: str


@dataclass(frozen=True, kw_only=True)
class DemandPanel:
    """The lines with their totals, and what may be done with them."""

    lines: tuple[DrawnLine, ...]
    totals: tuple[str, ...]
    may_change: bool
    may_aim: bool


def _lines(lead: int) -> "QuerySet[DemandLine]":
    return DemandLine.objects.filter(lead=lead).select_related("product")


_LINES = Compiled(_lines, lead=int)


def demand_panel(lead: Lead, *, by: User, may_change: bool) -> DemandPanel | None:
    """Return what the customer asks for; nothing for who is not to know."""
    if "demand" not in visible_to(by, lead):
        return None
    rows = list(_LINES.rows(lead=lead.pk))
    for row in rows:
        row.lead = lead
    locale, knows = locale_of(get_language() or "en"), may_know(by, "target_amount")
    totals = totals_of(rows) if knows else []
    return DemandPanel(
        lines=tuple(_drawn(rows, locale, knows=knows)),
        totals=tuple(money(total.amount, total.currency, locale) for total in totals),
        may_change=may_change,
        may_aim=may_change and len(totals) == 1 and not _is_aimed_at(lead, totals[0]),
    )


def _is_aimed_at(lead: Lead, total: Money) -> bool:
    return (total.amount, total.currency) == (lead.target_amount, lead.target_currency)


def _drawn(rows: Iterable[DemandLine], locale: str, *, knows: bool) -> Iterable[DrawnLine]:
    for row in rows:
        yield DrawnLine(
            id=row.pk,
            label=row.label,
            kind=str(row.get_kind_display()),
            quantity=number(row.quantity, locale) if row.quantity is not None else "",
            amount=money(row.amount, row.currency, locale) if knows and row.amount is not None else "",
            comment=row.comment,
            outcome=_outcome(row),
        )


def _outcome(row: DemandLine) -> str:
    """Say what came of a line, or why the customer leaves it."""
    if row.fulfilment is not None and row.is_taken:
        return f"{row.fulfilment}\u00a0%"
    return "" if row.is_taken else " · ".join(part for part in (_("not taken"), row.reason) if part)
