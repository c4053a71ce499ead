"""Information that is sent by itself: the templates that go out when a lead is entered or a product is added."""

import logging
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from leadwright.communication.actions.communicating import put
from leadwright.communication.models import Template
from leadwright.communication.writing import read_draft
from leadwright.consent.actions.writing import language_of
from leadwright.foundation.batches import known
from leadwright.foundation.refusals import Refused
from leadwright.leads.facts import LeadFact
from leadwright.leads.guards import not_awaiting
from leadwright.leads.models import Lead
from leadwright.people.models import User

log = logging.getLogger(__name__)


def send_all(templates: Iterable[Template], fact: LeadFact) -> None:
    """Send what is sent by itself to the contact of a lead, as far as somebody may and would want it.

    Nobody is written to without an address, while blocked, or for marketing without consent; what a person would be
    refused is left out, and never keeps the lead from being entered.
    """
    lead, by = fact.lead, _author(fact)
    if by is None:
        return
    for template in templates:
        try:
            send(lead, template, by=by, at=fact.at, fact=fact)
        except Refused as no:
            log.info("template %s is not sent by itself for %s: %s", template.pk, lead, no.code)


def send(lead: Lead, template: Template, *, by: User, at: datetime, fact: LeadFact) -> None:
    """Write one template to the contact of a lead, in its language, where somebody could write to it now."""
    not_awaiting(lead, by)
    language = language_of(lead.contact) if lead.contact else "en"
    subject, body = template.text_in(language)
    data = {"medium": template.medium.code, "language": language, "subject": subject, "body": body}
    if template.is_marketing and template.sender and template.purpose:
        data |= {"sender": template.sender.code, "purpose": template.purpose.code}
    draft = read_draft(lead, {**data, "marketing": template.is_marketing}, by=by, at=at)
    draft = replace(draft, template=template)
    put(lead, draft, author=by, home=by.organisation, by=fact.by, at=at, is_automatic=True)


def _author(fact: LeadFact) -> User | None:
    """Return whom an answer goes to: who did it, if that was a person."""
    if fact.by.kind != "user":
        return None
    key = ("author", fact.by.id)
    author: User | None = known(key, lambda: User.objects.get_queryset().filter(pk=fact.by.id or 0).first())
    return author
