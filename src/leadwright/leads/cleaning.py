"""Values as the faces send them: cleaned once, so that all faults can be named in one answer."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from leadwright.foundation.money import Money, NotMoney, parse_money
from leadwright.foundation.numbers import integer_in
from leadwright.foundation.refusals import FieldError, Refused, refuse
from leadwright.foundation.text import fault_in_text, trimmed

LONGEST_TEXT = 20_000
T = TypeVar("T")


def tried(faults: list[FieldError], attempt: Callable[[], T]) -> T | None:
    """Return what an attempt gives; a refusal of fields is noted instead of ending the rest."""
    try:
        return attempt()
    except Refused as no:
        if not no.errors:
            raise
        faults.extend(no.errors)
        return None


def clean_text(name: str, value: Any, *, longest: int = LONGEST_TEXT) -> str:
    """Return free text, trimmed; control and direction characters are refused."""
    if value is None:
        return ""
    if not isinstance(value, str):
        refuse("FIELD_INVALID", field=name, reason=_("it must be text"))
    text = trimmed(value.replace("\r\n", "\n"))
    fault = fault_in_text(text)
    if len(text) > longest:
        fault = _("at most {number} characters").format(number=longest)
    if fault:
        refuse("FIELD_INVALID", field=name, reason=fault)
    return text


def clean_number(name: str, value: Any, *, least: int, most: int) -> int | None:
    """Return a whole number within its limits, or None for an empty value."""
    if value in (None, ""):
        return None
    text = "" if isinstance(value, bool | float) else str(value).strip()
    number = integer_in(text, least=least, most=most)
    if number is None:
        reason = _("write a whole number from {least} to {most}")
        refuse("FIELD_INVALID", field=name, reason=reason.format(least=least, most=most))
    return number


def clean_money(name: str, value: Any, *, currency: str) -> Money | None:
    """Return an amount given as {"amount", "currency"}; without currency the usual one is meant."""
    if value in (None, ""):
        return None
    if not isinstance(value, Mapping) or set(value) - {"amount", "currency"}:
        refuse("FIELD_INVALID", field=name, reason=_('it must be an object with "amount" and "currency"'))
    if value.get("amount") in (None, ""):
        return None
    try:
        return parse_money(value["amount"], str(value.get("currency") or currency))
    except NotMoney as fault:
        refuse("FIELD_INVALID", field=name, reason=str(fault))


def clean_moment(name: str, value: Any) -> datetime | None:
    """Return a moment with its offset (RFC 3339), or None for an empty value."""
    if value in (None, ""):
        return None
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        refuse("FIELD_INVALID", field=name, reason=_("write a time such as 2026-03-12T09:00:00+01:00"))
    if moment.tzinfo is None or not 1970 <= moment.year <= 9000:
        refuse(
            "FIELD_INVALID",
            field=name,
            reason=_("write a time with its offset from UTC, such as 2026-03-12T09:00:00+01:00"),
        )
    return moment
