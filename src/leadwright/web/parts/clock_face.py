"""What a clock says: words, tone and the share of time used, from two moments and no database."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext

Tone = Literal["calm", "soon", "late", "none"]

LATE_BELOW = timedelta(hours=4)
SOON_BELOW = timedelta(days=2)
SENTENCES = {
    "accept": gettext_noop("%(span)s to accept"),
    "qualify": gettext_noop("%(span)s to qualify"),
    "update": gettext_noop("update in %(span)s"),
    "review": gettext_noop("look again in %(span)s"),
    "complete": gettext_noop("%(span)s to complete"),
}
ANY_SENTENCE = gettext_noop("%(span)s left")


@dataclass(frozen=True, kw_only=True)
class ClockFace:
    """A clock as it is shown; `share` is 0 to 100, `due_at` is empty when nothing is due."""

    kind: str
    words: str
    tone: Tone
    share: int
    due_at: datetime | None = None


def face(
    *,
    kind: str | None,
    due_at: datetime | None,
    now: datetime,
    started_at: datetime | None = None,
    share: float | None = None,
    closed: bool = False,
) -> ClockFace:
    """Draw a clock; without `share` (0 to 1) the ring shows the plain time since `started_at`."""
    if closed:
        return ClockFace(kind="closed", words=_("closed"), tone="none", share=0)
    if kind is None or due_at is None:
        return ClockFace(kind="none", words=_("no clock"), tone="none", share=0)
    used = share if share is not None else _plain_share(started_at, due_at, now)
    return ClockFace(
        kind=kind,
        words=words(kind, due_at - now),
        tone=tone(due_at - now),
        share=_hundredths(used),
        due_at=due_at,
    )


def words(kind: str, left: timedelta) -> str:
    """Say how much time a clock leaves for what, such as `1 d 4 h to accept` or `2 d overdue`."""
    if left <= timedelta(0):
        return _("%(span)s overdue") % {"span": rough_span(-left)}
    return _sentence(kind) % {"span": span(left)}


def _sentence(kind: str) -> str:
    return _(SENTENCES.get(kind, ANY_SENTENCE))


def span(length: timedelta) -> str:
    """Write a length of time in at most two units: `17 d`, `1 d 4 h`, `2 h 10 m`, `5 m`."""
    minutes = max(int(length.total_seconds() // 60), 0)
    days, hours, rest = minutes // 1440, minutes % 1440 // 60, minutes % 60
    if days >= 3:
        return _days(days)
    if days:
        return _days(days) + (f" {_hours(hours)}" if hours else "")
    if hours:
        return _hours(hours) + (f" {_minutes(rest)}" if rest else "")
    return _minutes(rest)


def rough_span(length: timedelta) -> str:
    """Write a length of time in its largest unit alone: `2 d`, `3 h`, `5 m`."""
    if length.days:
        return _days(length.days)
    return _hours(length.seconds // 3600) if length.seconds >= 3600 else _minutes(length.seconds // 60)


def _days(number: int) -> str:
    return pgettext("days, short", "%(number)d d") % {"number": number}


def _hours(number: int) -> str:
    return pgettext("hours, short", "%(number)d h") % {"number": number}


def _minutes(number: int) -> str:
    return pgettext("minutes, short", "%(number)d m") % {"number": number}


def tone(left: timedelta) -> Tone:
    """Tell how near a deadline is: `late` when past or within hours, `soon` within two days."""
    if left < LATE_BELOW:
        return "late"
    return "soon" if left < SOON_BELOW else "calm"


def _plain_share(started_at: datetime | None, due_at: datetime, now: datetime) -> float:
    if started_at is None or due_at <= started_at:
        return 1.0 if now >= due_at else 0.0
    return (now - started_at) / (due_at - started_at)


def _hundredths(share: float) -> int:
    return round(min(max(share, 0.0), 1.0) * 100)
