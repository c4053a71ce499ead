"""Give a lead another owner or unit."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from leadwright.foundation.batches import action
from leadwright.foundation.refusals import refuse
from leadwright.history.record import record
from leadwright.leads import references
from leadwright.leads.facts import LeadAssigned
from leadwright.leads.gaps import filled
from leadwright.leads.lifecycle import Verb, check
from leadwright.leads.locking import locked
from leadwright.leads.models import Lead
from leadwright.leads.owning import owned_after_move
from leadwright.people.models import User


@action
def assign(
    number: int,
    *,
    by: User,
    at: datetime,
    owner: object = None,
    unit: object = None,
    group: object = None,
) -> Lead:
    """Give a lead to another owner (e-mail) of the handling organisation or to a unit (id); or to a group (id).

    The owning group moves along with the unit, unless somebody or an area chose it. What is so already
    changes nothing.
    """
    lead = locked(number, by=by)
    check(lead, Verb.ASSIGN, by=by)
    if not owner and not unit and not group:
        refuse("FIELD_REQUIRED", field="owner")
    columns = _handed_to(lead, owner) if owner else _moved_to(lead, unit) if unit else {}
    if chosen := references.owning_group(group, by=by):
        columns |= {"group": chosen, "group_is_chosen": True}
    if all(getattr(lead, name) == value for name, value in columns.items()):
        return lead
    owner_id, unit_id, owning = lead.owner_id, lead.unit_id, lead.group
    lead.store(**columns, **filled(lead, columns), at=at)
    fact = LeadAssigned(
        lead=lead,
        former_owner_id=owner_id,
        former_unit_id=unit_id,
        former_group=owning,
        by=by.party(),
        at=at,
    )
    record(fact)
    return lead


def _handed_to(lead: Lead, owner: object) -> dict[str, Any]:
    """Return what changes with another owner: the lead follows him into his unit."""
    chosen = references.owner(owner, organisation_id=lead.organisation_id)
    return {"owner": chosen, "unit": chosen.unit, **owned_after_move(lead, chosen.unit)}


def _moved_to(lead: Lead, unit: object) -> dict[str, Any]:
    if lead.organisation_id is None:
        refuse("STATE_NOT_ALLOWED", because="IN_THE_QUEUE")
    home = references.own_unit(unit, organisation_id=lead.organisation_id)
    if lead.owner is not None and lead.owner.unit_id != home.pk:
        text = _("the owner is not in this unit; choose an owner instead")
        refuse("FIELD_INVALID", field="unit", reason=text)
    return {"unit": home, **owned_after_move(lead, home)}
