"""Let leads be what they were before an import changed them, while nobody has changed them since."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from leadwright.clocks.models import Clock, ClockState
from leadwright.contacts.models import Contact
from leadwright.foundation.copying import update_each
from leadwright.history.facts import Party
from leadwright.leads.actions.adopting_again import COMMENT, OWN, Again, adopt_again, held
from leadwright.leads.due import LEAD
from leadwright.leads.models import Lead, Status
from leadwright.leads.states import ClockKind

FIELDS = {field.attname: field for field in Lead._meta.concrete_fields}


@dataclass(frozen=True, kw_only=True)
class Former:
    """What a lead was by column, as plain data; which of these an import changed, and the version that it made."""

    number: int
    values: Mapping[str, Any]
    names: frozenset[str]
    gaps: Sequence[str]
    version: int


@transaction.atomic
def put_back(rows: Sequence[Former], *, organisation_id: int, by: Party, at: datetime) -> set[int]:
    """Put leads back, each with one entry in history; returns the numbers of those that somebody changed since."""
    leads = held([row.number for row in rows], is_trial=False)
    ours = {pk for pk, lead in leads.items() if lead.origin_id == organisation_id}
    good = [row for row in rows if row.number in ours and leads[row.number].version == row.version]
    statuses = Status.objects.in_bulk([row.values["status_id"] for row in good])
    wanted = {row.values["contact_id"] for row in good if row.values.get("contact_id")}
    people = Contact.objects.select_related("company").in_bulk(wanted)
    again = [_again(row, leads[row.number], statuses, people) for row in good]
    _put_clocks_back(again)
    adopt_again(again, by=by, at=at)
    return {row.number for row in rows} - {row.number for row in good}


def _put_clocks_back(rows: Sequence[Again]) -> None:
    """Let the clocks go on that ended since the import closed their leads, and none that it started by opening one."""
    opened = [row.lead.pk for row in rows if row.lead.is_open and not row.fresh.is_open]
    closed = {row.lead.pk: row.lead.updated_at for row in rows if row.fresh.is_open and not row.lead.is_open}
    ours = Clock.objects.filter(kind=ClockKind.COMPLETE.value)
    started = ours.running().about(LEAD, opened)
    started._raw_delete(started.db)
    ended = [row for row in ours.about(LEAD, list(closed)) if row.ended_at == closed[row.subject_id]]
    for clock in ended:
        clock.state, clock.ended_at = ClockState.RUNNING, None
    if ended:
        update_each(ended, ("state", "ended_at"))


def _again(row: Former, lead: Lead, statuses: Mapping[int, Status], people: Mapping[int, Contact]) -> Again:
    fresh = copy(lead)
    own = row.values.get(OWN) or {}
    for name, value in row.values.items():
        if name not in (COMMENT, OWN):
            setattr(fresh, name, FIELDS[name].to_python(value))
    fresh.own_fields = own
    fresh.first_comment = row.values.get(COMMENT, "")
    fresh.gaps = list(row.gaps)
    fresh.status = statuses[row.values["status_id"]]
    contact = row.values.get("contact_id")
    is_gone = contact is not None and contact not in people
    fresh.contact = lead.contact if is_gone else people.get(contact or 0)
    fresh.contact_id = fresh.contact.pk if fresh.contact else None
    changed = {key for key in own.keys() | lead.own_fields.keys() if own.get(key) != lead.own_fields.get(key)}
    names = (row.names - {OWN}) | ({f"{OWN}.{key}" for key in changed} if OWN in row.names else set())
    return Again(lead=lead, fresh=fresh, names=frozenset(names), is_untouched=True)
