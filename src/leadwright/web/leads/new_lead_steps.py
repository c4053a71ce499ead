"""The way to a new lead: what was chosen so far travels in the address, so that Back works and nothing is lost."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from leadwright.contacts.models import Contact
from leadwright.foundation.numbers import number_in
from leadwright.foundation.refusals import NotFound
from leadwright.leads.models import Source
from leadwright.people.models import User
from leadwright.web.base.requests import WebRequest
from leadwright.web.parts.shapes import Step

KEPT = ("contact", "role", "person_role", "source", "confirm")
ROLES = ("role", "person_role")
LONGEST = 60
MOST_OTHERS = 20


@dataclass(frozen=True, kw_only=True)
class NewLeadSteps:
    """How far somebody is with a new lead: whose it is, and what was chosen beside."""

    contact: Contact
    others: tuple[Contact, ...]
    chosen: dict[str, str]

    def to(self, name: str, **more: str) -> str:
        """Return the address of a step, with all that was chosen."""
        return f"{reverse(name)}?{urlencode(self.chosen | more)}"

    @cached_property
    def source(self) -> Source | None:
        """The source that was chosen, if it is one."""
        return Source.objects.filter(code=self.chosen.get("source", "")).first()

    def roles_of(self, other: Contact) -> dict[str, str]:
        """Return what a further contact is in the lead, by the names that the action knows."""
        given = {name: self.chosen.get(f"{name}_{other.pk}", "") for name in ROLES}
        return {name: code for name, code in given.items() if code}

    @property
    def is_confirmed(self) -> bool:
        """Tell whether a new lead is wanted beside those that there are."""
        return self.chosen.get("confirm") == "1"


def steps_of(request: WebRequest, contact: Contact | None = None) -> NewLeadSteps:
    """Return the way as its address tells it; a contact out of reach is as one that never was."""
    contact = contact or reached(request.GET.get("contact", ""), by=request.user)
    if contact is None:
        raise NotFound
    others = _others(request, contact)
    names = (*KEPT, *(f"{name}_{other.pk}" for other in others for name in ROLES))
    chosen = {name: value for name in names if (value := request.GET.get(name, "")) and _fits(value)}
    chosen["contact"] = str(contact.pk)
    if others:
        chosen["others"] = ",".join(str(other.pk) for other in others)
    return NewLeadSteps(contact=contact, others=others, chosen=chosen)


def _others(request: WebRequest, contact: Contact) -> tuple[Contact, ...]:
    """Return the further contacts in their order: those that there were, without one, and with another one."""
    given = [*request.GET.get("others", "").split(","), request.GET.get("add", "")][: MOST_OTHERS + 1]
    wanted = [pk for text in given if (pk := number_in(text.strip()))]
    gone = {contact.pk, number_in(request.GET.get("remove", ""))}
    rows = Contact.objects.within_reach(request.user, "contact.view").select_related("company")
    known = rows.in_bulk([pk for pk in dict.fromkeys(wanted) if pk not in gone])
    return tuple(known[pk] for pk in dict.fromkeys(wanted) if pk in known)[:MOST_OTHERS]


def _fits(value: str) -> bool:
    return len(value) <= LONGEST and value.isprintable()


def reached(text: str, *, by: User) -> Contact | None:
    """Return the contact that an address names, if it is within reach."""
    rows = Contact.objects.within_reach(by, "contact.view").select_related("company")
    return rows.filter(pk=number_in(text) or 0).first()


def steps(now: int) -> list[Step]:
    """Return the steps of the way, with the one that somebody is at."""
    names = (_("Contact"), _("Roles"), _("Existing leads"), _("What is wanted"))
    return [
        Step(label=name, mark="done" if place < now else "now" if place == now else "")
        for place, name in enumerate(names, 1)
    ]
