"""The fields of a lead as the faces send them: each cleaned once, all faults told in one answer."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from leadwright.foundation.money import Money, NotMoney, parse_money
from leadwright.foundation.refusals import FieldError, Refused, field_error, refuse
from leadwright.foundation.text import fault_in_text
from leadwright.leads import references
from leadwright.leads.configuration.levels import MOST
from leadwright.leads.levels import refuse_unless_supported
from leadwright.leads.models import Lead, LeadType
from leadwright.leads.states import Scale

LONGEST_TEXT = 20_000
READ_ONLY = frozenset(
    (
        "acceptance",
        "accepted_at",
        "accepted_by",
        "allowed_actions",
        "cancelled_at",
        "clocks",
        "competitors",
        "completed_at",
        "created_at",
        "created_by",
        "deal_currency",
        "deal_value",
        "deleted_at",
        "gaps",
        "group",
        "id",
        "lost_reason",
        "next_due_at",
        "number",
        "organisation",
        "products",
        "origin",
        "qualification",
        "qualified_at",
        "sender",
        "started_at",
        "state",
        "team",
        "time_overdue",
        "time_to_completion",
        "updated_at",
        "version",
    )
)
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


def unwritable(names: Mapping[str, Any], known: frozenset[str]) -> list[FieldError]:
    """Name the fields that are set by the system, and those that do not exist."""
    faults = [field_error(name, "FIELD_READ_ONLY") for name in sorted((READ_ONLY & names.keys()) - known)]
    strange = sorted(names.keys() - known - READ_ONLY)
    return faults + [field_error(name, "FIELD_UNKNOWN") for name in strange]


def clean_text(name: str, value: Any, *, longest: int = LONGEST_TEXT) -> str:
    """Return free text, trimmed; control and direction characters are refused."""
    if value is None:
        return ""
    if not isinstance(value, str):
        refuse("FIELD_INVALID", field=name, reason=_("it must be text"))
    text = value.replace("\r\n", "\n").strip()
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
    plain = str(value).strip()
    whole = plain.isascii() and plain.removeprefix("-").isdigit() and len(plain) < 12
    if isinstance(value, bool | float) or not whole or not least <= int(plain) <= most:
        text = _("write a whole number from {least} to {most}")
        refuse("FIELD_INVALID", field=name, reason=text.format(least=least, most=most))
    return int(plain)


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


def clean_common(
    data: Mapping[str, Any],
    faults: list[FieldError],
    *,
    currency: str,
    kind: LeadType | None,
    lead: Lead | None = None,
) -> dict[str, Any]:
    """Clean what create and edit have in common; returns only the columns whose fields were given.

    Source, category and levels that the lead has already stay, offered or not.
    """
    cleaners: dict[str, Callable[[Any], dict[str, Any]]] = {
        "description": lambda v: {"description": clean_text("description", v)},
        "comment": lambda v: {"comment": clean_text("comment", v)},
        "source": lambda v: {"source": references.source(v, kept=lead.source if lead else None)},
        "category": lambda v: _category(v, kind, lead),
        "success_rate": lambda v: {"success_rate": clean_number("success_rate", v, least=0, most=100)},
        "priority": lambda v: _level(Scale.PRIORITY, v, lead),
        "importance": lambda v: _level(Scale.IMPORTANCE, v, lead),
        "target_amount": lambda v: _target(v, currency),
        "expected_completion_at": _expected,
    }
    columns: dict[str, Any] = {}
    for name, clean in cleaners.items():
        if name in data:
            columns |= _columns(faults, clean, data[name])
    return columns


def _columns(faults: list[FieldError], clean: Callable[[Any], dict[str, Any]], value: Any) -> dict[str, Any]:
    return tried(faults, lambda: clean(value)) or {}


def _category(value: Any, kind: LeadType | None, lead: Lead | None) -> dict[str, Any]:
    if kind is None:
        return {}
    return {"category": references.category(value, kind=kind, kept=lead.category if lead else None)}


def _level(scale: Scale, value: Any, lead: Lead | None) -> dict[str, Any]:
    name = scale.value
    number = clean_number(name, value, least=1, most=MOST[scale])
    if number is None:
        return {}
    if lead is None or number != getattr(lead, name):
        refuse_unless_supported(scale, number)
    return {name: number}


def _target(value: Any, currency: str) -> dict[str, Any]:
    money = clean_money("target_amount", value, currency=currency)
    if money is not None and money.amount < 0:
        refuse("FIELD_INVALID", field="target_amount", reason=_("an amount is never negative"))
    if money is None:
        return {"target_amount": None, "target_currency": ""}
    return {"target_amount": money.amount, "target_currency": money.currency}


def _expected(value: Any) -> dict[str, Any]:
    moment = clean_moment("expected_completion_at", value)
    return {} if moment is None else {"expected_completion_at": moment}
