"""Contacts that a new one is likely to be: the same address or number."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from leadwright.contacts.channels import NotAChannel, clean_phone
from leadwright.contacts.models import Contact
from leadwright.people.models import User


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why two contacts look alike: a stable code and words."""

    code: str
    detail: str


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """A contact that a draft is likely to be, how likely that is, and why."""

    contact: Contact
    probability: float
    reasons: list[Reason] = field(default_factory=list)


def likely(draft: Mapping[str, Any], *, by: User, limit: int = 5) -> list[Likeness]:
    """Return the contacts within a user's reach that a draft is likely to be, the likeliest first."""
    email, phone = _line(draft, "email").lower(), _number(draft, by)
    same = Q(pk__in=[])
    same |= Q(emails__address__iexact=email) if email else Q(pk__in=[])
    same |= Q(phones__number=phone) if phone else Q(pk__in=[])
    rows = Contact.objects.within_reach(by, "contact.view").filter(same).select_related("company")
    return [_likeness(one, email, phone) for one in rows.distinct().order_by("sort_name", "pk")[:limit]]


def _likeness(contact: Contact, email: str, phone: str) -> Likeness:
    same_email = Reason(code="SAME_EMAIL", detail=_("same e-mail address"))
    same_phone = Reason(code="SAME_PHONE", detail=_("same telephone number"))
    reasons = [same_email] if email and email == contact.email.lower() else []
    reasons += [same_phone] if phone and phone == contact.phone else []
    return Likeness(contact=contact, probability=0.9, reasons=reasons)


def _line(draft: Mapping[str, Any], name: str) -> str:
    value = draft.get(name)
    return value.strip() if isinstance(value, str) and "\x00" not in value else ""


def _number(draft: Mapping[str, Any], by: User) -> str:
    given = _line(draft, "phone")
    try:
        return clean_phone(given, country=_line(draft, "country") or by.organisation.country) if given else ""
    except NotAChannel:
        return ""
