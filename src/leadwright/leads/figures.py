"""Key figures over the leads that somebody may see, in one query."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import repeat
from typing import Any

from django.db.models import (
    Aggregate,
    Count,
    DecimalField,
    DurationField,
    ExpressionWrapper,
    F,
    FloatField,
    Q,
    Sum,
)
from django.db.models.functions import Cast, Extract

from leadwright.foundation.prepared import Prepared
from leadwright.leads.models import Lead
from leadwright.leads.states import COMPLETED, OPEN, Acceptance, ClockKind, Qualification, State
from leadwright.leads.telling import may_know
from leadwright.people.models import User
from leadwright.people.standing_in import places_of, standing_in

RECENT = timedelta(days=90)
SECONDS_A_DAY = 86_400
NOTHING = Decimal(0)
_FIGURES = Prepared()
NAMES = (
    *("to_accept", "to_accept_overdue", "to_qualify", "to_qualify_overdue", "overdue", "updates_overdue"),
    *("opportunities", "priced", "amount", "weighted", "past_expected"),
    *("won", "won_value", "won_priced", "lost", "won_recently", "lost_recently", "days"),
)
SUMMED = {"amount": "target_amount", "weighted": "target_amount", "won_value": "deal_value"}


class Median(Aggregate):
    """The value in the middle, by PostgreSQL's percentile_cont."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What the overview counts; sums are in one currency, the win rate is of the last 90 days.

    Sums of amounts and deal values are None for whoever may not know these; `priced` and `won_priced` are how many
    leads have an amount in that currency and so are in the sum.
    """

    currency: str
    to_accept: int
    to_accept_overdue: int
    to_qualify: int
    to_qualify_overdue: int
    overdue: int
    updates_overdue: int
    opportunities: int
    priced: int
    amount: Decimal | None
    weighted: Decimal | None
    won: int
    won_value: Decimal | None
    won_priced: int
    lost: int
    decided: int
    win_rate: int | None
    median_days: int | None
    past_expected: int


def figures(user: User, *, at: datetime, quarter: datetime, currency: str) -> Figures:
    """Count what a user may see at a moment; `quarter` is where the quarter began."""
    recent = at - RECENT
    moments = {"at": at, "recent": recent, "quarter": quarter, "since": min(quarter, recent)}
    data = _counted(user, currency=currency, **moments)
    won_recently, days = data.pop("won_recently") or 0, data.pop("days")
    decided = won_recently + (data.pop("lost_recently") or 0)
    sums: dict[str, Any] = {name: value or zero_of(name) for name, value in data.items()}
    sums |= {name: None for name, field in SUMMED.items() if not may_know(user, field)}
    return Figures(
        currency=currency,
        decided=decided,
        win_rate=round(100 * won_recently / decided) if decided else None,
        median_days=None if days is None else round(days / SECONDS_A_DAY),
        **sums,
    )


def _counted(user: User, **values: datetime | str) -> dict[str, Any]:
    """Return the counts and sums by their names, of nothing as None."""

    def asked(*, at: Any, recent: Any, quarter: Any, since: Any, currency: Any, **places: Any) -> Any:
        rows = Lead.objects.within_reach(standing_in(user, **places), "lead.view").order_by()
        rows = rows.filter(Q(state__in=OPEN) | Q(state__in=COMPLETED, completed_at__gte=since))
        figured = _open(at, currency) | _completed(recent, quarter, currency)
        result: Any = rows.annotate(**figured).values_list(*NAMES)
        result.query.group_by = None  # All of them are one group, as with `aggregate`.
        return result

    rows = _FIGURES.rows(user.reaches_of("lead.view"), asked, {**places_of(user), **values})
    return dict(zip(NAMES, rows[0] if rows else repeat(None), strict=False))


def zero_of(name: str) -> int | Decimal:
    """Return what an empty sum or count is."""
    return NOTHING if name in SUMMED else 0


def _open(at: datetime, currency: str) -> dict[str, Any]:
    late = Q(next_due_at__lt=at)
    waiting = Q(acceptance=Acceptance.AWAITING, state__in=OPEN)
    unqualified = Q(next_due_kind=ClockKind.QUALIFY, state__in=OPEN)
    q = Q(qualification=Qualification.OPPORTUNITY, state__in=OPEN)
    priced = q & Q(target_currency=currency)
    share = ExpressionWrapper(
        F("target_amount") * F("success_rate") / 100,
        output_field=DecimalField(max_digits=19, decimal_places=4),
    )
    return {
        "to_accept": Count("pk", filter=waiting),
        "to_accept_overdue": Count("pk", filter=waiting & late),
        "to_qualify": Count("pk", filter=unqualified),
        "to_qualify_overdue": Count("pk", filter=unqualified & late),
        "overdue": Count("pk", filter=late & Q(state__in=OPEN)),
        "updates_overdue": Count("pk", filter=late & Q(state__in=OPEN, next_due_kind=ClockKind.UPDATE)),
        "opportunities": Count("pk", filter=q),
        "priced": Count("pk", filter=priced & Q(target_amount__isnull=False)),
        "amount": Sum("target_amount", filter=priced),
        "weighted": Sum(share, filter=priced),
        "past_expected": Count("pk", filter=Q(state__in=OPEN, expected_completion_at__lt=at)),
    }


def _completed(since: datetime, quarter: datetime, currency: str) -> dict[str, Any]:
    won, lost = Q(state=State.WON), Q(state=State.LOST)
    recent, this_quarter = Q(completed_at__gte=since), Q(completed_at__gte=quarter)
    length = ExpressionWrapper(F("completed_at") - F("started_at"), output_field=DurationField())
    seconds = Cast(Extract(length, "epoch"), FloatField())
    return {
        "won": Count("pk", filter=won & this_quarter),
        "won_value": Sum("deal_value", filter=won & this_quarter & Q(deal_currency=currency)),
        "won_priced": Count(
            "pk", filter=won & this_quarter & Q(deal_currency=currency, deal_value__isnull=False)
        ),
        "lost": Count("pk", filter=lost & this_quarter),
        "won_recently": Count("pk", filter=won & recent),
        "lost_recently": Count("pk", filter=lost & recent),
        "days": Median(seconds, filter=(won | lost) & recent),
    }
