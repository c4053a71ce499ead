"""The key dates of a lead: estimate and expected completion move each other; what is left follows from them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, TypedDict

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leadwright.foundation import formats
from leadwright.foundation.refusals import refuse
from leadwright.leads.cleaning import clean_number
from leadwright.leads.estimate import UNITS, estimate_between, expected_after
from leadwright.leads.models import Lead

MOST = 1_000_000
LAST_YEAR = 9000
ESTIMATE = ("estimate_amount", "estimate_unit")


class Basis(TypedDict):
    """What an estimate counts from: the start, in the zone of the organisation that brought the lead in."""

    start: datetime
    time_zone: str


def basis_of(lead: Lead) -> Basis:
    """Return what a lead's estimate counts from."""
    return {"start": lead.started_at, "time_zone": lead.origin.time_zone}


def clean_estimate(value: Any) -> dict[str, Any]:
    """Return the columns of an estimate given as {"amount", "unit"}; an empty one gives none."""
    if value in (None, "", {}):
        return {}
    if not isinstance(value, Mapping) or set(value) != {"amount", "unit"}:
        refuse("FIELD_INVALID", field="estimate", reason=_('it must be an object with "amount" and "unit"'))
    amount = clean_number("estimate", value["amount"], least=1, most=MOST)
    if amount is None or value["unit"] not in UNITS:
        known = ", ".join(reversed(UNITS))
        refuse(
            "FIELD_INVALID",
            field="estimate",
            reason=_("give a number and one of {units}").format(units=known),
        )
    return {"estimate_amount": amount, "estimate_unit": value["unit"]}


def settled(columns: Mapping[str, Any], *, start: datetime, time_zone: str) -> dict[str, Any]:
    """Return expected completion and estimate, each as the other says; two that differ are refused.

    `columns` holds what was given of them; days and more are counted in the zone of who brought the lead in.
    """
    expected, amount = columns.get("expected_completion_at"), columns.get("estimate_amount")
    if amount is None:
        return _settled_by(expected, start, time_zone) if expected is not None else {}
    unit = columns["estimate_unit"]
    end = _end_of(start, amount, unit, time_zone)
    if expected is not None and _to_the_minute(expected) != _to_the_minute(end):
        text = _("the start and the estimated time say {moment}; give one of the two").format(
            moment=_in_words(end)
        )
        refuse("FIELD_INVALID", field="expected_completion_at", reason=text)
    return {"expected_completion_at": end, "estimate_amount": amount, "estimate_unit": unit}


def _settled_by(expected: datetime, start: datetime, time_zone: str) -> dict[str, Any]:
    if expected < start:
        refuse(
            "FIELD_INVALID", field="expected_completion_at", reason=_("it lies before the start of the lead")
        )
    amount, unit = estimate_between(start, expected, time_zone=time_zone)
    return {"expected_completion_at": expected, "estimate_amount": amount, "estimate_unit": unit}


def _end_of(start: datetime, amount: int, unit: str, time_zone: str) -> datetime:
    try:
        end = expected_after(start, amount, unit, time_zone=time_zone)
    except (OverflowError, ValueError):
        end = None
    if end is None or end.year > LAST_YEAR:
        refuse("FIELD_INVALID", field="estimate", reason=_("it is too long"))
    return end


def _in_words(moment: datetime) -> str:
    return formats.moment(moment, formats.locale_of(get_language() or "en"), timezone.get_current_timezone())


def _to_the_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def time_to_completion(lead: Lead, at: datetime) -> timedelta | None:
    """Return the time that an open lead has left; a closed one, and one that is due or late, has none."""
    left = lead.expected_completion_at - at
    return left if lead.is_open and left > timedelta(0) else None


def time_overdue(lead: Lead, at: datetime) -> timedelta | None:
    """Return how far a lead is past its expected date; once completed, how far it was then, 0 if in time."""
    if lead.completed_at is not None:
        return max(lead.completed_at - lead.expected_completion_at, timedelta(0))
    late = at - lead.expected_completion_at
    return late if lead.is_open and late > timedelta(0) else None
