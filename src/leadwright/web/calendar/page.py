"""A calendar as its page draws it: days with what stands in them, laid out in quarters of an hour."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from leadwright.activities.agenda import Event
from leadwright.web.parts.activity_lines import mark_of

FIRST_HOUR, LAST_HOUR = 7, 19
QUARTERS = (LAST_HOUR - FIRST_HOUR) * 4
INSTANT = timedelta(microseconds=1)
MOST_IN_A_DAY = 4
MOST_DAYS = 62
VIEWS = ("day", "week", "month")
# What is due at a moment, and the page where it is done.
DEADLINES = {"deadline": "lead", "task": "task"}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One event of a day: its row and length in quarters, its side where two stand beside each other, its words."""

    title: str
    when: str
    until: str = ""
    detail: str = ""
    address: str = ""
    style: str = ""
    row: int = 0
    length: int = 2
    side: str = ""
    move_to: str = ""
    id: int = 0
    starts: str = ""
    is_done: bool = False


@dataclass(frozen=True, kw_only=True)
class Day:
    """One day: deadlines and what lies outside the hours on top, the rest by time."""

    day: date
    name: str
    short: str
    weekday: str
    is_today: bool
    is_closed: bool
    is_other_month: bool = False
    tops: tuple[Entry, ...] = ()
    entries: tuple[Entry, ...] = ()
    more: int = 0
    now_row: int = -1


@dataclass(frozen=True, kw_only=True)
class Span:
    """What a calendar shows: from when to when, its title, and the days before and after it."""

    view: str
    days: tuple[date, ...]
    title: str
    before: date
    after: date
    chosen: date

    @property
    def start(self) -> datetime:
        """The moment at which it begins, where the reader lives."""
        return _midnight(self.days[0])

    @property
    def end(self) -> datetime:
        """The moment at which it ends."""
        return _midnight(self.days[-1] + timedelta(days=1))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def span_of(view: str, chosen: date) -> Span:
    """Return the days that a view shows around a day; a week begins with Monday."""
    if view == "day":
        step = timedelta(days=1)
        title = date_format(chosen, "l j F Y")
        return Span(
            view=view, days=(chosen,), title=title, before=chosen - step, after=chosen + step, chosen=chosen
        )
    if view == "month":
        return _month(chosen)
    monday = chosen - timedelta(days=chosen.weekday())
    days = tuple(monday + timedelta(days=place) for place in range(7))
    week = timedelta(days=7)
    title = _("Week %(number)s, %(month)s") % {
        "number": monday.isocalendar().week,
        "month": date_format(monday, "F Y"),
    }
    return Span(view="week", days=days, title=title, before=monday - week, after=monday + week, chosen=chosen)


def _month(chosen: date) -> Span:
    first = chosen.replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    start = first - timedelta(days=first.weekday())
    last = following - timedelta(days=1)
    length = (last - start).days + 7 - last.weekday()
    days = tuple(start + timedelta(days=place) for place in range(length))
    before = (first - timedelta(days=1)).replace(day=1)
    return Span(
        view="month",
        days=days,
        title=date_format(first, "F Y"),
        before=before,
        after=following,
        chosen=chosen,
    )


def days_of(span: Span, events: Sequence[Event], closed: Iterable[date], *, at: datetime) -> list[Day]:
    """Return the days of a span with their events."""
    shut, today = set(closed), timezone.localdate(at)
    by_day: dict[date, list[Event]] = {day: [] for day in span.days}
    for event in events:
        for day in _days_of(event):
            if day in by_day:
                by_day[day].append(event)
    return [_day(span, day, by_day[day], is_closed=day in shut, today=today, at=at) for day in span.days]


def _days_of(event: Event) -> list[date]:
    """Return the days on which an event stands, by the calendar of the reader; midnight ends the day before it."""
    first = timezone.localdate(event.starts_at)
    last = timezone.localdate(max(event.starts_at, event.ends_at - INSTANT))
    return [first + timedelta(days=n) for n in range(min((last - first).days, MOST_DAYS) + 1)]


def _day(span: Span, day: date, events: list[Event], *, is_closed: bool, today: date, at: datetime) -> Day:
    entries = [_entry(event, day, at) for event in events]
    tops = [entry for entry in entries if entry.row < 0]
    timed = _side_by_side([entry for entry in entries if entry.row >= 0])
    visible = entries[:MOST_IN_A_DAY] if span.view == "month" else timed
    now_row = _row_of(at, day) if day == today else -1
    return Day(
        day=day,
        name=date_format(day, "l j F"),
        short=date_format(day, "D j M"),
        weekday=date_format(day, "D"),
        is_today=day == today,
        is_closed=is_closed,
        is_other_month=span.view == "month" and day.month != span.chosen.month,
        tops=() if span.view == "month" else tuple(tops),
        entries=tuple(visible),
        more=len(entries) - len(visible) if span.view == "month" else 0,
        now_row=now_row if 0 <= now_row < QUARTERS else -1,
    )


def _row_of(moment: datetime, day: date) -> int:
    """Return the quarter of an hour of a moment on a day by the clock of the reader, counted from the first hour."""
    local = timezone.localtime(moment)
    if local.date() != day:
        return -1 if local.date() < day else QUARTERS
    return (local.hour - FIRST_HOUR) * 4 + local.minute // 15


def _rows_of(event: Event, day: date) -> tuple[int, int]:
    """Return where an event begins on a day and how many quarters it takes; what misses the hours begins at -1."""
    first, last = _row_of(event.starts_at, day), _row_of(event.ends_at - INSTANT, day) + 1
    if last <= 0 or first >= QUARTERS:
        return -1, 2
    first = max(first, 0)
    return first, min(max(last - first, 2), QUARTERS - first)


def _entry(event: Event, day: date, at: datetime) -> Entry:
    start, end = timezone.localtime(event.starts_at), timezone.localtime(event.ends_at)
    if event.kind in DEADLINES:
        style = f"deadline {mark_of(event.starts_at, at)}"
        address = reverse(DEADLINES[event.kind], args=[event.id])
        return Entry(
            title=event.title,
            when=_clock(start),
            detail=event.detail,
            address=address,
            style=style,
            row=-1,
            id=event.id,
        )
    row, length = _rows_of(event, day)
    late = " late" if event.is_open and event.ends_at < at else ""
    return Entry(
        title=_("Busy") if event.kind == "busy" else event.title,
        when=_clock(start),
        until=f"–{_clock(end)}",
        detail=event.title if event.kind == "busy" else event.detail,
        address=reverse("activity", args=[event.id]) if event.id else "",
        style="busy" if event.kind == "busy" else f"by-{event.approach}{late}",
        row=row,
        length=length,
        move_to=reverse("activity-put-off", args=[event.id]) if event.may_move else "",
        id=event.id,
        starts=start.strftime("%Y-%m-%dT%H:%M"),
        is_done=event.is_done,
    )


def _clock(moment: datetime) -> str:
    return date_format(moment, "H:i")


def _side_by_side(entries: list[Entry]) -> list[Entry]:
    """Put what overlaps beside each other: left and right."""
    placed: list[Entry] = []
    for entry in sorted(entries, key=lambda row: (row.row, -row.length)):
        above = [
            row for row in placed if row.row < entry.row + entry.length and entry.row < row.row + row.length
        ]
        if not above:
            placed.append(entry)
            continue
        last = above[-1]
        if not last.side:
            placed[placed.index(last)] = replace(last, side="l")
        placed.append(replace(entry, side="l" if last.side == "r" else "r"))
    return placed
