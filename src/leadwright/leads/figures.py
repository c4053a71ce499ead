"""Key figures over the leads that somebody may see, added up from totals: their cost does not grow with the leads."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet, Sum, Value
from django.db.models.functions import Cast, Coalesce

from leadwright.foundation.prepared import Prepared
from leadwright.leads.figure_places import Part, Parts, parts_of
from leadwright.leads.figure_spans import Span, moments, of_leads, of_the_rest, of_totals
from leadwright.leads.models import Figure, FigureLevel, LeadFigure, LeadFigureByMoment, Measure
from leadwright.leads.states import ClockKind
from leadwright.leads.telling import may_know
from leadwright.people.models import User
from leadwright.people.standing_in import places_of, standing_in

Summed = QuerySet[Any, Any]
NOTHING = Decimal(0)
COUNTS = ("ever", "late", "quarter", "recent")
SUMS = ("priced", "amount", "weighted")
SUMMED = {"amount": "target_amount", "weighted": "target_amount", "won_value": "deal_value"}
_FIGURES, _STRAYS = Prepared(), Prepared()


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What the overview counts; sums are in one currency, the win rate is of the last 90 days.

    Sums of amounts and deal values are None for whoever may not know these; `priced` and `won_priced` are how many
    leads have an amount in that currency and so are in the sum. `median_days` is the median of the full days, rounded
    each, from the start of a lead to its end, of those won or lost in the last 90 days.
    """

    currency: str
    to_accept: int
    to_accept_overdue: int
    to_qualify: int
    to_qualify_overdue: int
    overdue: int
    updates_overdue: int
    reviews_due: int
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


@dataclass(kw_only=True)
class _Sums:
    """What is added up of one measure, or of one detail of it."""

    ever: int = 0
    late: int = 0
    quarter: int = 0
    recent: int = 0
    priced: int = 0
    amount: Decimal = NOTHING
    weighted: Decimal = NOTHING

    def add(self, values: Iterable[Any]) -> None:
        """Add a row of the database."""
        for name, value in zip((*COUNTS, *SUMS), values, strict=True):
            setattr(self, name, getattr(self, name) + value)


@dataclass(kw_only=True)
class _Counted:
    """The sums of each measure, of all its details and of each, and how many leads took so many days."""

    of: defaultdict[str, _Sums] = field(default_factory=lambda: defaultdict(_Sums))
    each: defaultdict[tuple[str, str], _Sums] = field(default_factory=lambda: defaultdict(_Sums))
    days: Counter[int] = field(default_factory=Counter)

    def add(self, measure: str, detail: str, *values: Any) -> None:
        """Add a row of the database."""
        if measure == Measure.DAYS:
            self.days[int(detail)] += values[COUNTS.index("recent")]
            return
        self.of[measure].add(values)
        self.each[measure, detail].add(values)


def figures(user: User, *, at: datetime, quarter: datetime, currency: str) -> Figures:
    """Count what a user may see at a moment; `quarter` is where the quarter began."""
    data = _counted(user, moments(at, quarter))
    of, each = data.of, data.each
    kinds = (ClockKind.QUALIFY, ClockKind.UPDATE, ClockKind.REVIEW)
    qualify, update, review = (each[Measure.CLOCK, kind] for kind in kinds)
    target, deal = (each[measure, currency] for measure in (Measure.OPPORTUNITY, Measure.WON))
    won, lost = of[Measure.WON], of[Measure.LOST]
    decided = won.recent + lost.recent
    sums = {"amount": target.amount, "weighted": target.weighted, "won_value": deal.amount}
    known = {name: value if may_know(user, SUMMED[name]) else None for name, value in sums.items()}
    return Figures(
        currency=currency,
        to_accept=of[Measure.WAITING].ever,
        to_accept_overdue=of[Measure.WAITING].late,
        to_qualify=qualify.ever,
        to_qualify_overdue=qualify.late,
        overdue=of[Measure.CLOCK].late,
        updates_overdue=update.late,
        reviews_due=review.late,
        opportunities=of[Measure.OPPORTUNITY].ever,
        priced=target.priced,
        won=won.quarter,
        won_priced=deal.priced,
        lost=lost.quarter,
        decided=decided,
        win_rate=round(100 * won.recent / decided) if decided else None,
        median_days=_median(data),
        past_expected=of[Measure.EXPECTED].late,
        **known,
    )


def _median(data: _Counted) -> int | None:
    """Return the number of days in the middle, of two in the middle halfway between them, half a day as one."""
    lengths, count = sorted(data.days.items()), data.days.total()
    if not count:
        return None
    return (_nth(lengths, (count - 1) // 2) + _nth(lengths, count // 2) + 1) // 2


def _nth(lengths: list[tuple[int, int]], place: int) -> int:
    for days, number in lengths:
        if place < number:
            return days
        place -= number
    raise IndexError(place)


def _counted(user: User, at: dict[str, datetime]) -> _Counted:
    """Return what totals and single leads add up to."""
    reaches = user.reaches_of("lead.view")
    has_strays = _has_strays(user)

    def asked(**values: Any) -> Any:
        times = {name: values.pop(name) for name in at}
        parts = parts_of(standing_in(user, **values), reaches, has_strays=has_strays)
        rows, *others = _arms(parts, times) or _summed(LeadFigure.objects.none(), of_leads(**times))
        return rows.union(*others, all=True) if others else rows

    result = _Counted()
    for row in _FIGURES.rows((reaches, has_strays), asked, {**places_of(user), **at}):
        result.add(*row)
    return result


def _has_strays(user: User) -> bool:
    """Tell whether a user owns leads that do not lie where he sees all; true where nobody counts that."""
    reaches = user.reaches_of("lead.view")
    if parts_of(user, reaches).held is None:
        return True

    def asked(**places: Any) -> Any:
        owner = standing_in(user, **places)
        rows = Figure.objects.filter(level=FigureLevel.OWNER, place=owner.pk, measure=Measure.HELD)
        held = parts_of(owner, reaches).held or Q()
        result: Any = rows.filter(held).values("measure").annotate(held=Sum("number")).values_list("held")
        return result

    return any(held for (held,) in _STRAYS.rows(reaches, asked, places_of(user)))


def _arms(parts: Parts, times: dict[str, Any]) -> list[Summed]:
    """Return the questions of which each adds something: totals, what these leave out, leads without totals."""
    arms = [arm for part in parts.parts for arm in _arms_of(part, times)]
    if parts.beside is not None:
        arms += _summed(LeadFigure.objects.filter(parts.beside), of_leads(**times))
    return arms


def _arms_of(part: Part, times: dict[str, Any]) -> Iterator[Summed]:
    totals = tuple(of_totals(by_hour=part.by_hour, **times))
    for some in part.totals:
        yield from _summed(Figure.objects.filter(some), totals)
    left = of_the_rest(by_hour=part.by_hour, **times)
    yield from _summed(LeadFigureByMoment.objects.filter(part.leads), left)


def _summed(rows: QuerySet[Any, Any], spans: Iterable[Span]) -> Iterator[Summed]:
    """Add up rows of figures by measure and detail: the number in each span, amounts of now and of this quarter."""
    for span in spans:
        counts = {f"n_{name}": _sum("number", getattr(span, name)) for name in COUNTS}
        sums = {f"n_{name}": _sum(name, span.amounts) for name in SUMS}
        grouped = rows.filter(span.rows).order_by().values("measure", "detail").annotate(**counts, **sums)
        yield grouped.values_list("measure", "detail", *counts, *sums)


def _sum(name: str, some: Q | None) -> Any:
    """Add up a column of some rows; of none it is nothing."""
    kind: Any = Figure._meta.get_field(name)
    if some is None:
        return Cast(Value(0), output_field=kind)
    return Coalesce(Sum(name, filter=some or None), 0, output_field=kind)
