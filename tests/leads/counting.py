"""Key figures counted lead by lead, as somebody with paper and a pencil would, to compare with what is added up."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from math import floor
from statistics import median
from typing import Any

from leadwright.leads.figures import Figures
from leadwright.leads.models import Lead
from leadwright.leads.states import OPEN, ClockKind, State
from leadwright.leads.telling import may_know
from leadwright.people.access import reaches
from leadwright.people.models import User


def counted(user: User, *, at: datetime, quarter: datetime, currency: str) -> Figures:
    """Return the key figures of a user by looking at each lead there is."""
    seen = [lead for lead in Lead.objects.filter(deleted_at=None) if reaches(user, "lead.view", lead)]
    opened = [lead for lead in seen if lead.state in OPEN]
    chances = [lead for lead in opened if lead.qualification == "OPPORTUNITY"]
    ended = [lead for lead in seen if lead.state in (State.WON, State.LOST) and lead.completed_at]
    recent = [lead for lead in ended if lead.completed_at >= at - timedelta(days=90)]
    of_quarter = [lead for lead in ended if lead.completed_at >= quarter]
    won = [lead for lead in of_quarter if lead.state == State.WON]
    waiting = [lead for lead in opened if lead.acceptance == "AWAITING"]
    late = [lead for lead in opened if lead.next_due_at and lead.next_due_at < at]
    unqualified = [lead for lead in opened if lead.next_due_kind == ClockKind.QUALIFY]
    targets = [lead for lead in chances if lead.target_currency == currency]
    deals = [lead for lead in won if lead.deal_currency == currency]
    won_recently = sum(lead.state == State.WON for lead in recent)
    days = [floor((lead.completed_at - lead.started_at) / timedelta(days=1) + 0.5) for lead in recent]
    weighted = [(lead.target_amount or 0) * (lead.success_rate or 0) / Decimal(100) for lead in targets]
    return Figures(
        currency=currency,
        to_accept=len(waiting),
        to_accept_overdue=len([lead for lead in waiting if lead in late]),
        to_qualify=len(unqualified),
        to_qualify_overdue=len([lead for lead in unqualified if lead in late]),
        overdue=len(late),
        updates_overdue=sum(lead.next_due_kind == ClockKind.UPDATE for lead in late),
        reviews_due=sum(lead.next_due_kind == ClockKind.REVIEW for lead in late),
        opportunities=len(chances),
        priced=sum(lead.target_amount is not None for lead in targets),
        amount=_sum((lead.target_amount for lead in targets), user, "target_amount"),
        weighted=_sum(weighted, user, "target_amount"),
        won=len(won),
        won_value=_sum((lead.deal_value for lead in deals), user, "deal_value"),
        won_priced=sum(lead.deal_value is not None for lead in deals),
        lost=len(of_quarter) - len(won),
        decided=len(recent),
        win_rate=round(100 * won_recently / len(recent)) if recent else None,
        median_days=floor(median(days) + 0.5) if days else None,
        past_expected=sum(lead.expected_completion_at < at for lead in opened),
    )


def _sum(values: Iterable[Any], user: User, field: str) -> Decimal | None:
    return sum((value or 0 for value in values), Decimal(0)) if may_know(user, field) else None
