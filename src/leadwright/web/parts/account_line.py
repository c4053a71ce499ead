"""An account as other pages tell it."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leadwright.accounts.models import Account
from leadwright.foundation.formats import day, locale_of
from leadwright.leads.customers import account_of
from leadwright.leads.models import Lead
from leadwright.people.models import User
from leadwright.web.parts.shapes import AccountArea

Facts = tuple[tuple[str, str], ...]


def account_on(lead: Lead, by: User) -> AccountArea | None:
    """Return what a lead tells of its account to whoever may see it, with the way to its page."""
    account = account_of(lead, by)
    if account is None:
        return None
    return AccountArea(
        facts=_filled(
            (_("Account"), str(account)),
            (_("Name on the invoice"), account.name),
            *_classified(account),
            (_("Customer since"), _day(account.opened_at)),
        ),
        address=reverse("account", args=[account.pk]),
    )


def _classified(account: Account) -> Facts:
    return (
        (_("Classification"), account.account_class.label if account.account_class else ""),
        (_("Credit rating"), account.credit_rating.label if account.credit_rating else ""),
    )


def _filled(*facts: tuple[str, str]) -> Facts:
    return tuple((name, value) for name, value in facts if value)


def _day(at: datetime) -> str:
    return day(at, locale_of(get_language() or "en"), timezone.get_current_timezone())
