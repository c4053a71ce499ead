"""Pick a known contact: it is looked for by name while nothing is stored, and chosen from those that fit."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy

from leadwright.contacts.finding import find_contacts
from leadwright.contacts.models import Contact
from leadwright.foundation.numbers import number_in
from leadwright.people.models import User
from leadwright.web.base.forms import ActForm
from leadwright.web.base.requests import WebRequest
from leadwright.web.parts.matching_contacts import contact_matches, people_of

MOST = 8
PICKS = "parts/contact_picks.html"


class ContactPickForm(ActForm):
    """Whom somebody picked from the contacts that he looked for."""

    places: ClassVar[dict[str, str]] = {"contact": "q"}
    q = forms.CharField(label=gettext_lazy("Find a known contact"), required=False, max_length=200)
    picked = forms.CharField(required=False, max_length=20)


def picks_of(request: WebRequest, *, near: Contact | None) -> dict[str, Any]:
    """Return what the list to pick from draws: who fits the words, or else whoever works where `near` does."""
    text = str(request.POST.get("q") or request.GET.get("q", ""))[:200]
    picked = str(request.POST.get("picked") or request.GET.get("picked", ""))[:20]
    known = find_contacts(text, by=request.user, limit=MOST) if text.strip() else []
    if not known and near is not None:
        known = people_of(near, by=request.user, most=MOST)
    known = [*_picked(picked, known, request.user), *known]
    return {"others": contact_matches(known, by=request.user), "q": text, "picked": picked, "name": "picked"}


def _picked(picked: str, known: list[Contact], by: User) -> list[Contact]:
    """Return who was picked, if he is not among those that fit: a choice stays in the list."""
    number = number_in(picked)
    if number is None or any(row.pk == number for row in known):
        return []
    rows = Contact.objects.within_reach(by, "contact.view").select_related("company")
    return list(rows.filter(pk=number))


def asks_for_picks(request: WebRequest) -> bool:
    """Tell whether the list alone is asked for, while somebody types."""
    return request.headers.get("HX-Target", "").endswith("picks")
