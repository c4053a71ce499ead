"""From a start and an estimate to the expected completion, in calendar arithmetic: pure."""

import calendar
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo


def expected_after(start: datetime, amount: int, unit: str, *, time_zone: str) -> datetime:
    """Return `start` plus so many units; days and more keep the local time of day, months clip to their end."""
    if unit in ("minutes", "hours"):
        return start + timedelta(**{unit: amount})
    local = start.astimezone(ZoneInfo(time_zone)).replace(tzinfo=None)
    if unit in ("days", "weeks"):
        moved = local + timedelta(**{unit: amount})
    else:
        moved = _months_later(local, amount * (12 if unit == "years" else 1))
    return moved.replace(tzinfo=ZoneInfo(time_zone)).astimezone(start.tzinfo)


def _months_later(local: datetime, months: int) -> datetime:
    years, month = divmod(local.month - 1 + months, 12)
    year = local.year + years
    day = min(local.day, calendar.monthrange(year, month + 1)[1])
    return local.replace(year=year, month=month + 1, day=day)
