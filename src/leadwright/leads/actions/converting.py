"""Make a customer of the contact of a won lead: once, whoever comes first."""

from datetime import datetime

from django.db import transaction

from leadwright.accounts.actions import open_account
from leadwright.accounts.data import Given, read
from leadwright.accounts.models import Account
from leadwright.contacts.actions import hold_alone
from leadwright.foundation.batches import action
from leadwright.foundation.refusals import NotFound, Refused
from leadwright.history.record import record
from leadwright.leads.customers import would_open
from leadwright.leads.facts import LeadConverted
from leadwright.leads.features import converts
from leadwright.leads.lifecycle import Verb, check
from leadwright.leads.locking import locked
from leadwright.leads.models import Lead, LeadDefinition
from leadwright.leads.rules import active_definition
from leadwright.people.models import User

ATTEMPTS = 5


@action
def convert(number: int, *, by: User, at: datetime, account: object = None) -> Lead:
    """Open the account of a lead that was won without one; a contact that is a customer already lends its own."""
    lead = locked_with_contact(number, by=by)
    check(lead, Verb.CONVERT, by=by)
    lead.store(account=customer(lead, account, by=by, at=at), at=at)
    record(LeadConverted(lead=lead, by=by.party(), at=at))
    return lead


def customer(lead: Lead, data: object, *, by: User, at: datetime) -> Account:
    """Return the account of the contact of a locked lead, opened now in the class of the active definition if new."""
    definition = active_definition()
    return open_account(
        lead.contact_id or 0,
        data,
        by=by,
        at=at,
        account_class=definition.account_class,
        credit_rating=definition.credit_rating,
        lead=lead.pk,
    )


def asked_of(lead: Lead, data: object, definition: LeadDefinition, *, by: User, at: datetime) -> Given | None:
    """Return the data of the account that winning a lead would open, with their faults; None when it opens none."""
    if lead.contact is None or not converts(definition) or not would_open(lead):
        return None
    return read(data, lead.contact, by=by, at=at)


class _Moved(Exception):
    """The lead got another contact while we waited."""


def locked_with_contact(number: int, *, by: User) -> Lead:
    """Lock the contact of a lead alone, then the lead: that is the order in which every verb locks.

    When the lead got another contact while we waited, both locks are let go and taken again.
    """
    known = Lead.objects.within_reach(by, "lead.view").id_of(number)
    for _attempt in range(ATTEMPTS):
        lead = _held(known, by=by)
        if lead is not None:
            return lead
    raise Refused("UNAVAILABLE")


def _held(number: int, *, by: User) -> Lead | None:
    try:
        with transaction.atomic():
            contact = Lead.objects.filter(pk=number).values_list("contact", flat=True).first()
            if contact is not None and hold_alone(contact) is None:
                raise NotFound
            lead = locked(number, by=by)
            if lead.contact_id != contact:
                raise _Moved
            return lead
    except _Moved:
        return None
