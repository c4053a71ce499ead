"""Quarters of the calendar year, as people in a time zone count them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def quarter_start(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return the first moment of the quarter that a moment falls into, in UTC."""
    local = moment.astimezone(zone)
    first_month = 3 * ((local.month - 1) // 3) + 1
    return datetime(local.year, first_month, 1, tzinfo=zone).astimezone(UTC)
