"""Days and moments of a file whose forms somebody has said, as strftime writes them: %d.%m.%Y, %Y-%m-%dT%H:%M:%SZ."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, tzinfo

from leadwright.values.context import Context, Read
from leadwright.values.dates import LONGEST, no_date, read_moment
from leadwright.values.texts import plain_digits

_ORDER_SAID = ("day first", "month first", "year")
_ZONE_AT_END = re.compile(r"\s*(?:%Z|Z|UTC|GMT)$")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?!-)")
_HAS_TIME = ("%H", "%I", "%X", "%c")


def read_by_form(text: str, forms: tuple[str, ...], context: Context) -> Read[date]:
    """Return the moment or the day that a text means in the first form that fits it.

    ISO 8601 is always read, unless a form has the day before the month behind the year. A text that fits no form is
    read as usual, with day and month in the order that the forms have. A Z at the end is UTC in any form.
    """
    if len(text) > LONGEST:
        no_date(text)
    plain, assumed = plain_digits(text)
    if not _ISO.match(plain) or any(map(_is_turned, forms)):
        for form in forms:
            at = _by(form, plain, context.zone)
            if at is not None:
                return Read(at, assumed)
    if any(map(_is_turned, forms)):
        no_date(text)
    order = order_of(forms)
    read = read_moment(text, context if order is None else replace(context, is_day_first=order))
    return Read(read.value, tuple(row for row in read.assumed if row.code not in _ORDER_SAID or not forms))


def order_of(forms: tuple[str, ...]) -> bool | None:
    """Tell whether some forms have the day before the month; None where they name neither, or contradict each other.

    A form that begins with the year says nothing of the others.
    """
    orders = {
        order for form in forms if not form.startswith("%Y") and (order := _is_day_first(form)) is not None
    }
    return orders.pop() if len(orders) == 1 else None


def _by(form: str, text: str, zone: tzinfo) -> date | None:
    bare = text.strip()
    named = _ZONE_AT_END.search(form)
    if named:
        if (at_end := re.search(r"\s*(?:Z|UTC|GMT)$", bare, re.IGNORECASE)) is None:
            return None
        form, bare, zone = form[: named.start()], bare[: at_end.start()], UTC
    try:
        at = datetime.strptime(bare, form)  # noqa: DTZ007 - the zone follows
    except ValueError:
        return None
    if not any(mark in form for mark in _HAS_TIME):
        return at.date()
    return at if at.tzinfo else at.replace(tzinfo=zone)


def _is_day_first(form: str) -> bool | None:
    """Tell whether a form has the day before the month; None where it names neither in numbers."""
    if "%d" not in form or "%m" not in form:
        return None
    return form.index("%d") < form.index("%m")


def _is_turned(form: str) -> bool:
    return bool(re.match(r"%[Yy]", form)) and bool(_is_day_first(form))
