"""The way to a new lead: what was chosen so far travels in the address, so that Back works and nothing is lost."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from leadwright.contacts.models import Contact, Kind
from leadwright.foundation.numbers import number_in
from leadwright.foundation.refusals import NotFound
from leadwright.leads.models import Source
from leadwright.people.models import User
from leadwright.web.base.requests import WebRequest
from leadwright.web.parts.shapes import Step

KEPT = (
    "contact",
    "role",
    "person_role",
    "second",
    "second_role",
    "second_person_role",
    "source",
    "confirm",
)
LONGEST = 60


@dataclass(frozen=True, kw_only=True)
class NewLeadSteps:
    """How far somebody is with a new lead: whose it is, and what was chosen beside."""

    contact: Contact
    second: Contact | None
    chosen: dict[str, str]

    def to(self, name: str, **more: str) -> str:
        """Return the address of a step, with all that was chosen."""
        return f"{reverse(name)}?{urlencode(self.chosen | more)}"

    @cached_property
    def source(self) -> Source | None:
        """The source that was chosen, if it is one."""
        return Source.objects.filter(code=self.chosen.get("source", "")).first()

    @property
    def is_confirmed(self) -> bool:
        """Tell whether a new lead is wanted beside those that there are."""
        return self.chosen.get("confirm") == "1"


def steps_of(request: WebRequest) -> NewLeadSteps:
    """Return the way as its address tells it; a contact out of reach is as one that never was."""
    chosen = {name: value for name in KEPT if (value := request.GET.get(name, "")) and _fits(value)}
    contact = reached(chosen.get("contact", ""), by=request.user)
    if contact is None:
        raise NotFound
    second = reached(chosen.get("second", ""), by=request.user)
    return NewLeadSteps(contact=contact, second=second, chosen=chosen)


def _fits(value: str) -> bool:
    return len(value) <= LONGEST and value.isprintable()


def reached(text: str, *, by: User) -> Contact | None:
    """Return the contact that an address names, if it is within reach."""
    rows = Contact.objects.within_reach(by, "contact.view").select_related("company")
    return rows.filter(pk=number_in(text) or 0).first()


def people_of(contact: Contact, *, by: User, most: int) -> list[Contact]:
    """Return the people who work where a contact does."""
    company = contact.pk if contact.kind == Kind.COMPANY else contact.company_id
    if company is None:
        return []
    rows = Contact.objects.within_reach(by, "contact.view").filter(company=company).exclude(pk=contact.pk)
    return list(rows.select_related("company").order_by("sort_name", "pk")[:most])


def steps(now: int) -> list[Step]:
    """Return the steps of the way, with the one that somebody is at."""
    names = (_("Contact"), _("Roles"), _("Existing leads"), _("What is wanted"))
    return [
        Step(label=name, mark="done" if place < now else "now" if place == now else "")
        for place, name in enumerate(names, 1)
    ]
