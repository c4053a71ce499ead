"""The leads whose clocks come due: a sweep asks for all that it holds at once, with whom it may have to tell."""

from collections.abc import Collection

from leadwright.foundation.batches import known, note
from leadwright.leads.models import Lead
from leadwright.leads.offers import open_offers_of
from leadwright.people.models import User

NOT_ASKED = ("password", "last_login", "shut_at")


def due_lead(number: int) -> Lead | None:
    """Return a lead whose clock has come due, unless it was deleted."""
    return known(_name(number), lambda: _read([number]).get(number))


def know_due_leads(numbers: Collection[int]) -> None:
    """Ask for several leads that are held, for the rest of the action."""
    leads = _read(numbers)
    for number in numbers:
        note(_name(number), leads.get(number))
    open_offers_of(numbers)


def _name(number: int) -> tuple[str, int]:
    return ("due lead", number)


def _read(numbers: Collection[int]) -> dict[int, Lead]:
    """Return leads by their numbers, each with its owner and the owner's rights."""
    leads = {lead.pk: lead for lead in Lead.objects.with_rules().filter(pk__in=numbers, deleted_at=None)}
    owners = {lead.owner_id for lead in leads.values() if lead.owner_id is not None}
    users = User.objects.get_queryset().with_profiles().defer(*NOT_ASKED).in_bulk(owners)
    for lead in leads.values():
        if lead.owner_id is not None:
            lead.owner = users[lead.owner_id]
    return leads
