"""When somebody is mailed: after the quiet hours, or in the morning, by the clock on the own wall."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from leadwright.notifications.models import Choice

MORNING = time(8)
DAY = timedelta(days=1)


def after_quiet(moment: datetime, choice: Choice, zone: str) -> datetime:
    """Return a moment, or the end of the quiet hours that it falls into."""
    begin, end = choice.quiet_from, choice.quiet_to
    if begin is None or end is None or begin == end:
        return moment
    local = moment.astimezone(ZoneInfo(zone))
    clock = local.time()
    is_quiet = begin <= clock < end if begin < end else clock >= begin or clock < end
    return _next(local, end) if is_quiet else moment


def next_morning(moment: datetime, choice: Choice, zone: str) -> datetime:
    """Return when the mail of a day is due that gathers what happened until a moment."""
    return after_quiet(_next(moment.astimezone(ZoneInfo(zone)), MORNING), choice, zone)


def _next(local: datetime, clock: time) -> datetime:
    day = local.date() if local.time() < clock else local.date() + DAY
    return datetime.combine(day, clock, tzinfo=local.tzinfo)
