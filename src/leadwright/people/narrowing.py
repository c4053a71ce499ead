"""How filters narrow lists of any kind: by days, by words, and by who works a row."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from leadwright.people.filter_kinds import ANYBODY, ME, NOBODY
from leadwright.people.filtering import Chosen

Narrow = Callable[[Any, Any, Chosen], Any]
MOST_WORDS = 10


def start_of(day: date, chosen: Chosen) -> datetime:
    """Return when a day begins where the reader lives."""
    return datetime.combine(day, datetime.min.time(), chosen.reader.zone)


def from_day(column: str) -> Narrow:
    """Take the rows from the beginning of a day on, where the reader lives."""
    return lambda rows, day, chosen: rows.filter(**{f"{column}__gte": start_of(day, chosen)})


def up_to_day(column: str) -> Narrow:
    """Take the rows up to the end of a day, where the reader lives."""
    next_day = timedelta(days=1)
    return lambda rows, day, chosen: rows.filter(**{f"{column}__lt": start_of(day + next_day, chosen)})


def holding(*columns: str) -> Narrow:
    """Take the rows that hold each word of a text in some of the columns."""

    def narrow(rows: Any, text: str, chosen: Chosen) -> Any:
        del chosen
        for word in text.split()[:MOST_WORDS]:
            rows = rows.filter(reduce(or_, (Q(**{f"{column}__icontains": word}) for column in columns)))
        return rows

    return narrow


def of_colleague(rows: Any, value: str | int, chosen: Chosen) -> Any:
    """Take the rows of a colleague, by a value of `filter_kinds.colleague`."""
    if value == ANYBODY:
        return rows
    return rows.filter(owner={ME: chosen.reader.user.pk, NOBODY: None}.get(str(value), value))
