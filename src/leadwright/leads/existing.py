"""The leads that a contact has already: shown before another one is made."""

from typing import Any

from django.db.models import Case, IntegerField, Value, When

from leadwright.contacts.models import Contact
from leadwright.foundation.refusals import refuse
from leadwright.foundation.subqueries import among
from leadwright.leads.models import Lead, LeadQuerySet, Source
from leadwright.leads.parties import numbers_naming
from leadwright.leads.states import OPEN
from leadwright.people.models import User

MOST = 50


def own_leads(contact: Contact, *, by: User) -> LeadQuerySet:
    """Return the leads of a contact that a user may see, those too where it is on another line."""
    rows: LeadQuerySet = Lead.objects.within_reach(by, "lead.view")
    return rows.filter(among("pk", numbers_naming([contact.pk])))


def leads_around(contact: Contact, *, by: User) -> LeadQuerySet:
    """Return the leads of the company of a contact, or of its people, that are not its own."""
    company = contact.company_id or contact.pk
    rows: LeadQuerySet = Lead.objects.within_reach(by, "lead.view")
    return rows.of_contact(company).exclude(among("pk", numbers_naming([contact.pk])))


def nearest_first(rows: LeadQuerySet, source: Source | None) -> list[Lead]:
    """Return leads for an overview: open ones first, then those from the same source, then the newest."""
    is_open = Case(When(state__in=OPEN, then=Value(0)), default=Value(1), output_field=IntegerField())
    same = When(source=source, then=Value(0)) if source else When(pk__in=[], then=Value(0))
    near = Case(same, default=Value(1), output_field=IntegerField())
    return list(
        rows.select_related("status", "source", "owner", "contact__company").order_by(is_open, near, "-pk")[
            :MOST
        ]
    )


def refuse_unless_confirmed(contact: Contact, source: Source | None, confirmed: bool, *, by: User) -> None:
    """Refuse another lead for a contact that has some already, unless somebody says that it is wanted."""
    if confirmed:
        return
    result = nearest_first(own_leads(contact, by=by), source)
    if result:
        refuse("CONFIRM_NEW_REQUIRED", leads=[_payload(lead, source) for lead in result])


def _payload(lead: Lead, source: Source | None) -> dict[str, Any]:
    return {
        "number": lead.pk,
        "code": str(lead),
        "status": lead.status.code,
        "state": lead.state,
        "open": lead.is_open,
        "source": lead.source.code if lead.source else None,
        "same_source": source is not None and lead.source_id == source.pk,
        "description": lead.description[:200],
        "owner_name": lead.owner.name if lead.owner else None,
    }
