"""Days of the calendar, as people in a time zone live them."""

from datetime import date, datetime, time, tzinfo


def last_moment(day: date, zone: tzinfo) -> datetime:
    """Return the last moment of a local date; where clocks go back at midnight, the later of two such moments."""
    return datetime.combine(day, time.max, zone).replace(fold=1)
