"""An account as pages tell it: on its lead, on its own page and in the list of customers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from leadwright.accounts.models import Account, AccountClass, AccountQuerySet, CreditRating
from leadwright.foundation.formats import locale_of, moment, short_moment
from leadwright.foundation.keyset import page
from leadwright.foundation.labels import Listed
from leadwright.foundation.money import country_name
from leadwright.foundation.naming import field_in_words
from leadwright.history.models import Entry
from leadwright.people.models import User
from leadwright.web.base.choices import codes
from leadwright.web.parts.account_line import Facts, _classified, _day, _filled
from leadwright.web.parts.history_pages import page_of
from leadwright.web.parts.shapes import FeedItem

LISTS: dict[str, type[Listed]] = {"account_class": AccountClass, "credit_rating": CreditRating}
LOOKS = {"account.opened": ("person", "good"), "account.edited": ("edit", "")}
Lists = dict[str, dict[str, str]]


def facts_of(account: Account) -> Facts:
    """Return what is kept of an account, without what is empty."""
    locale = locale_of(get_language() or "en")
    town = " ".join(part for part in (account.postcode, account.city) if part)
    days = account.payment_days
    return _filled(
        *_classified(account),
        (_("E-mail for invoices"), account.email),
        (_("Street"), account.street),
        (_("City"), town),
        (_("Country"), country_name(account.country, locale) if account.country else ""),
        (_("VAT number"), account.vat_number),
        (_("Currency"), account.currency),
        (_("To be paid within"), ngettext("%(n)d day", "%(n)d days", days) % {"n": days}),
        (_("Customer since"), _day(account.opened_at)),
        (_("Opened by"), account.opened_by.name if account.opened_by else ""),
    )


@dataclass(frozen=True, kw_only=True)
class AccountRow:
    """A customer as the list shows one."""

    number: int
    code: str
    name: str
    place: str
    account_class: str
    credit_rating: str


def account_rows(accounts: AccountQuerySet, *, cursor: str | None, size: int) -> tuple[list[AccountRow], str]:
    """Return a page of sorted customers, and the marker of the next page."""
    found, after = page(accounts.with_classes(), cursor=cursor, size=size)
    return [_row(one) for one in found], after


def _row(account: Account) -> AccountRow:
    locale = locale_of(get_language() or "en")
    country = country_name(account.country, locale) if account.country else ""
    return AccountRow(
        number=account.pk,
        code=str(account),
        name=account.name,
        place=", ".join(part for part in (account.city, country) if part),
        account_class=account.account_class.label if account.account_class else "",
        credit_rating=account.credit_rating.label if account.credit_rating else "",
    )


def feed(account: Account, *, by: User, at: datetime, cursor: str) -> tuple[list[FeedItem], str]:
    """Return a page of an account's history, as far as it concerns the reader's organisation."""
    found, after = page_of(Entry.objects.about("account", account.pk), by=by, cursor=cursor)
    lists = _labels(found)
    return [_item(entry, lists, at=at) for entry in found], after


def _labels(found: list[Entry]) -> Lists:
    """Return the names of the lists that some entries take codes from."""
    told = {name for entry in found for name in entry.details.get("changes", {})}
    return {name: dict(codes(model)) for name, model in LISTS.items() if name in told}


def _item(entry: Entry, lists: Lists, *, at: datetime) -> FeedItem:
    texts = entry.texts()
    icon, tone = LOOKS.get(entry.fact, ("info", ""))
    titles = {"account.opened": _("Account opened"), "account.edited": _("Account changed")}
    locale, zone = locale_of(get_language() or "en"), timezone.get_current_timezone()
    return FeedItem(
        icon=icon,
        tone=tone,
        title=titles.get(entry.fact, entry.fact),
        who=texts.get("actor_name", ""),
        at=short_moment(entry.at, at, locale, zone),
        moment=moment(entry.at, locale, zone),
        changes=tuple(_changes(entry.details, texts, lists)),
    )


def _changes(told: dict[str, Any], texts: dict[str, str], lists: Lists) -> list[tuple[str, str, str]]:
    """Return what was changed; what was erased since is simply gone."""
    chosen = [
        (name, *(lists.get(name, {}).get(code, code) if code else "" for code in pair))
        for name, pair in told.get("changes", {}).items()
    ]
    values = [
        (name, *(_word(name, texts.get(f"{name}_{end}", "")) for end in ("from", "to")))
        for name in told.get("fields", ())
    ]
    return [(_capital(name), old, new) for name, old, new in (*chosen, *values) if old or new]


def _word(name: str, value: str) -> str:
    is_country = name == "country" and value
    return country_name(value, locale_of(get_language() or "en")) if is_country else value


def _capital(name: str) -> str:
    word = field_in_words(name if name in LISTS else f"account.{name}")
    return word[:1].upper() + word[1:]
