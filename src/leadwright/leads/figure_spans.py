"""Spans of time in figures: full days, full hours where they are kept, and of the rest the leads themselves."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from leadwright.leads.models import FigureSpan, Measure

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
RECENT = timedelta(days=90)
# What counts at any time, what is late from a moment on, and what ends a lead.
EVER = (Measure.WAITING, Measure.CLOCK, Measure.OPPORTUNITY)
LATE = (Measure.WAITING, Measure.CLOCK, Measure.EXPECTED)
ENDS = (Measure.WON, Measure.LOST)
LENGTHS = (*ENDS, Measure.DAYS)
EVERY = Q()


@dataclass(frozen=True, kw_only=True)
class Span:
    """Rows of figures, and which of them count at any time, by now, this quarter and of late; None is no row.

    Amounts are added up of those that count at any time or this quarter.
    """

    rows: Q
    ever: Q | None = None
    late: Q | None = None
    quarter: Q | None = None
    recent: Q | None = None

    @property
    def amounts(self) -> Q | None:
        """Which of the rows have amounts that are added up."""
        both = [some for some in (self.ever, self.quarter) if some is not None]
        return reduce(or_, both) if both else None


def moments(at: datetime, quarter: datetime) -> dict[str, datetime]:
    """Return each moment that spans are cut at by its name, with the hour and the day that it lies in or before."""
    recent = at - RECENT
    named = {"quarter": quarter, "recent": recent, "since": min(quarter, recent)}
    ends = {f"{name}_day": _end(moment, DAY) for name, moment in named.items()}
    return {"at": at, "hour": _start(at, HOUR), "day": _start(at, DAY), **named, **ends}


def _start(moment: datetime, span: timedelta) -> datetime:
    """Return when the full hour or day in UTC began that a moment lies in."""
    return moment - (moment - BEGINNING) % span


def _end(moment: datetime, span: timedelta) -> datetime:
    """Return where the next full day begins, a moment that is one itself included."""
    start = _start(moment, span)
    return start if start == moment else start + span


def of_leads(*, at: Any, quarter: Any, recent: Any, **_rest: Any) -> tuple[Span, ...]:
    """Return the spans of leads that are in no totals, together: each of these leads is looked at once."""
    ever, late = Q(measure__in=EVER), Q(measure__in=LATE, at__lt=at)
    ends, lengths = Q(measure__in=ENDS, at__gte=quarter), Q(measure__in=LENGTHS, at__gte=recent)
    return (Span(rows=ever | late | ends | lengths, ever=ever, late=late, quarter=ends, recent=lengths),)


def of_totals(*, by_hour: bool, day: Any, hour: Any, **ends: Any) -> Iterator[Span]:
    """Return the spans of totals: full days, and where they are kept by hours the full hours of the last one."""
    late = Q(measure__in=LATE)
    yield Span(rows=Q(span=FigureSpan.EVER, measure__in=EVER), ever=EVERY)
    yield Span(rows=late & Q(span=FigureSpan.DAY, starts__lt=day), late=EVERY)
    if by_hour:
        yield Span(rows=late & Q(span=FigureSpan.HOUR, starts__gte=day, starts__lt=hour), late=EVERY)
    yield Span(
        rows=Q(measure__in=ENDS, span=FigureSpan.DAY, starts__gte=ends["since_day"]),
        quarter=Q(starts__gte=ends["quarter_day"]),
        recent=Q(starts__gte=ends["recent_day"]),
    )
    since = Q(span=FigureSpan.DAY, starts__gte=ends["recent_day"])
    yield Span(rows=Q(measure=Measure.DAYS) & since, recent=EVERY)


def of_the_rest(*, by_hour: bool, at: Any, hour: Any, day: Any, **ends: Any) -> Iterator[Span]:
    """Return the spans of leads that lie in a day, or an hour, of which only a part counts."""
    yield Span(rows=Q(measure__in=LATE, at__gte=hour if by_hour else day, at__lt=at), late=EVERY)
    quarter = Q(at__gte=ends["quarter"], at__lt=ends["quarter_day"])
    recent = Q(at__gte=ends["recent"], at__lt=ends["recent_day"])
    yield Span(rows=Q(measure__in=LENGTHS) & recent, recent=EVERY)
    yield Span(rows=Q(measure__in=ENDS) & quarter, quarter=EVERY)
