"""Give a lead another owner or unit."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leadwright.foundation.refusals import refuse
from leadwright.history.record import record
from leadwright.leads import references
from leadwright.leads.facts import LeadAssigned
from leadwright.leads.gaps import filled
from leadwright.leads.lifecycle import Verb, check
from leadwright.leads.models import Lead
from leadwright.people.models import User


@transaction.atomic
def assign(number: int, *, by: User, at: datetime, owner: object = None, unit: object = None) -> Lead:
    """Give a lead to another owner (e-mail) of the handling organisation, or move it to a unit (id)."""
    lead = Lead.objects.locked(number, by=by)
    check(lead, Verb.ASSIGN, by=by)
    if not owner and not unit:
        refuse("FIELD_REQUIRED", field="owner")
    former = lead.owner_id
    if owner:
        take_over(lead, references.owner(owner, organisation_id=lead.organisation_id), at=at)
    else:
        _move(lead, unit, at=at)
    record(LeadAssigned(lead=lead, former_owner_id=former, by=by.party(), at=at))
    return lead


def take_over(lead: Lead, owner: User, *, at: datetime) -> None:
    """Make somebody the owner; the lead follows him into his unit."""
    columns = {"owner": owner, "unit": owner.unit, "group": owner.unit.group}
    lead.store(**columns, **filled(lead, columns), at=at)


def _move(lead: Lead, unit: object, *, at: datetime) -> None:
    if lead.organisation_id is None:
        refuse("STATE_NOT_ALLOWED", because="IN_THE_QUEUE")
    home = references.own_unit(unit, organisation_id=lead.organisation_id)
    if lead.owner is not None and lead.owner.unit_id != home.pk:
        text = _("the owner is not in this unit; choose an owner instead")
        refuse("FIELD_INVALID", field="unit", reason=text)
    lead.store(unit=home, group=home.group, at=at)
