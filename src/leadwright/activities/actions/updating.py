"""Update a lead and log in the same breath what was done with the customer."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from leadwright.activities.actions.entering import DONE, enter
from leadwright.contacts.own import FIELDS
from leadwright.foundation.batches import action
from leadwright.foundation.refusals import FieldError, Refused, refuse_fields
from leadwright.leads.actions import update
from leadwright.leads.lifecycle import Verb
from leadwright.people.models import User


@action
def update_lead(
    number: int,
    changes: Mapping[str, Any],
    *,
    done: Sequence[Mapping[str, Any]],
    by: User,
    at: datetime,
    version: int | None,
    verb: Verb | None = None,
    data: Mapping[str, Any] | None = None,
) -> None:
    """Change a lead, log what was done on it, then do a verb; all of it, or nothing.

    The change comes first, since it is made on the version that was seen; the verb last, since it may close the lead.
    What is wrong with what was done is named as part of it (`activities.0.kind`), of each in one answer.
    """
    update(number, changes, by=by, at=at, version=version)
    _log(number, done, by=by, at=at)
    update(number, {}, by=by, at=at, version=None, verb=verb, data=data)


def _log(number: int, done: Sequence[Mapping[str, Any]], *, by: User, at: datetime) -> None:
    faults: list[FieldError] = []
    for place, row in enumerate(done):
        try:
            enter({**row, "lead": number, "state": DONE}, by=by, at=at)
        except Refused as no:
            if not no.errors:
                raise
            faults += [_in_line(place, fault) for fault in no.errors]
    refuse_fields(faults)


def _in_line(place: int, fault: FieldError) -> FieldError:
    """Return a fault of what was done as part of it; what only a form of its own asks for is a fault of its kind."""
    if not fault.field.startswith(f"{FIELDS}."):
        return replace(fault, field=f"activities.{place}.{fault.field}")
    remedy = _("Activities of this kind ask for it: log it by itself, with all its fields.")
    return replace(fault, field=f"activities.{place}.kind", detail=f"{fault.detail} {remedy}")
