"""Contacts as lists to pick from tell them: who, where, how to reach, and how many leads there are."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leadwright.contacts.channels import phone_in_words
from leadwright.contacts.models import Contact, Kind
from leadwright.foundation.prepared import Prepared
from leadwright.leads.models import Lead
from leadwright.people.models import User
from leadwright.people.standing_in import places_of, standing_in

_COUNTS = Prepared()


@dataclass(frozen=True, kw_only=True)
class ContactMatch:
    """One contact to pick; a blocked one is told and cannot be picked."""

    id: int
    name: str
    kind: str
    detail: str
    email: str
    phone: str
    leads: str = ""
    is_blocked: bool = False
    why: str = ""


def lead_counts(ids: Collection[int], *, by: User) -> Counter[int]:
    """Return how many leads that the user may see each contact has; a company counts those of its people."""
    if not ids:
        return Counter()

    def asked(*, ids: list[int], **places: Any) -> Any:
        seen = Lead.objects.within_reach(standing_in(by, **places), "lead.view").order_by()
        own = seen.filter(contact__in=ids).values_list("contact").annotate(n=Count("pk"))
        of_people = seen.filter(contact__company__in=ids).values_list("contact__company")
        return own.union(of_people.annotate(n=Count("pk")), all=True)

    numbers: Counter[int] = Counter()
    for contact, number in _COUNTS.rows(
        by.reaches_of("lead.view"), asked, {**places_of(by), "ids": list(ids)}
    ):
        numbers[contact] += number
    return numbers


def contact_matches(
    contacts: Iterable[Contact], *, by: User, why: dict[int, str] | None = None
) -> list[ContactMatch]:
    """Return contacts as they are shown, with the numbers of their leads."""
    rows = list(contacts)
    leads = lead_counts([row.pk for row in rows], by=by) if rows else Counter[int]()
    return [_match(row, leads[row.pk], (why or {}).get(row.pk, "")) for row in rows]


def people_of(contact: Contact, *, by: User, most: int) -> list[Contact]:
    """Return the people who work where a contact does."""
    company = contact.pk if contact.kind == Kind.COMPANY else contact.company_id
    if company is None:
        return []
    rows = Contact.objects.within_reach(by, "contact.view").filter(company=company).exclude(pk=contact.pk)
    return list(rows.select_related("company").order_by("sort_name", "pk")[:most])


def _match(contact: Contact, leads: int, why: str) -> ContactMatch:
    company = contact.company.name if contact.company else ""
    detail = [company, contact.job_title, contact.city]
    return ContactMatch(
        id=contact.pk,
        name=contact.name,
        kind=_("Company") if contact.kind == Kind.COMPANY else _("Person"),
        detail=" · ".join(part for part in detail if part),
        email=contact.email,
        phone=phone_in_words(contact.phone),
        leads=ngettext("%(n)d lead", "%(n)d leads", leads) % {"n": leads} if leads else "",
        is_blocked=contact.is_blocked,
        why=why,
    )
