"""Contacts as lists to pick from tell them: who, where, how to reach, and how many leads there are."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leadwright.contacts.channels import shown_phone
from leadwright.contacts.models import Contact, Kind
from leadwright.leads.models import Lead
from leadwright.people.models import User


@dataclass(frozen=True, kw_only=True)
class FoundContact:
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
    seen = Lead.objects.within_reach(by, "lead.view").order_by()
    own = seen.filter(contact__in=ids).values_list("contact").annotate(n=Count("pk"))
    of_people = seen.filter(contact__company__in=ids).values_list("contact__company")
    return Counter(dict(own)) + Counter(dict(of_people.annotate(n=Count("pk"))))


def told(contacts: Iterable[Contact], *, by: User, why: dict[int, str] | None = None) -> list[FoundContact]:
    """Return contacts as they are shown, with the numbers of their leads."""
    rows = list(contacts)
    leads = lead_counts([one.pk for one in rows], by=by) if rows else Counter[int]()
    return [_told(one, leads[one.pk], (why or {}).get(one.pk, "")) for one in rows]


def _told(contact: Contact, leads: int, why: str) -> FoundContact:
    company = contact.company.name if contact.company else ""
    detail = [company, contact.job_title, contact.city]
    return FoundContact(
        id=contact.pk,
        name=contact.name,
        kind=_("Company") if contact.kind == Kind.COMPANY else _("Person"),
        detail=" · ".join(part for part in detail if part),
        email=contact.email,
        phone=shown_phone(contact.phone),
        leads=ngettext("%(n)d lead", "%(n)d leads", leads) % {"n": leads} if leads else "",
        is_blocked=contact.is_blocked,
        why=why,
    )
