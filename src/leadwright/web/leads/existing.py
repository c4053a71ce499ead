"""The leads that a contact has already, as the way to a new one shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from leadwright.leads.lifecycle import Verb, is_possible
from leadwright.leads.models import Lead, Source
from leadwright.people.models import User
from leadwright.web.leads.page import name_of


@dataclass(frozen=True, kw_only=True)
class ExistingLead:
    """One lead with what helps to decide whether it is the same interest."""

    number: int
    address: str
    name: str
    status: str
    tone: str
    description: str
    owner: str
    source: str
    same_source: bool
    extend: str


def existing_rows(leads: Iterable[Lead], source: Source | None, *, by: User) -> list[ExistingLead]:
    """Return leads as rows; one that the reader may extend has an address for that."""
    return [_row(lead, source, by) for lead in leads]


def _row(lead: Lead, source: Source | None, by: User) -> ExistingLead:
    address = reverse("lead-extend", args=[lead.pk])
    query = f"?{urlencode({'source': source.code})}" if source else ""
    return ExistingLead(
        number=lead.pk,
        address=reverse("lead", args=[lead.pk]),
        name=name_of(lead, by),
        status=lead.status.label,
        tone=lead.status.tone or lead.state.lower(),
        description=lead.description[:200] or _("No description"),
        owner=lead.owner.name if lead.owner else "",
        source=lead.source.label if lead.source else "",
        same_source=source is not None and lead.source_id == source.pk,
        extend=address + query if is_possible(lead, Verb.EXTEND, by=by) else "",
    )
