"""The history of a contact as it is told."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leadwright.accounts.models import Account
from leadwright.contacts.fields import TITLES
from leadwright.contacts.models import Contact, ContactGroup, Kind
from leadwright.foundation.formats import locale_of, moment, short_moment
from leadwright.foundation.money import country_name
from leadwright.foundation.naming import field_in_words
from leadwright.history.models import Entry, EntryQuerySet
from leadwright.people.models import User
from leadwright.web.base.choices import codes
from leadwright.web.parts.history_pages import page_of
from leadwright.web.parts.shapes import FeedItem

COMPANY = ("company_from", "company_to")
Names = dict[str, dict[str, str]]
LOOKS = {
    "contact.entered": ("plus", ""),
    "contact.adopted": ("inflow", ""),
    "contact.edited": ("edit", ""),
    "contact.blocked": ("lock", "bad"),
    "contact.unblocked": ("check", "good"),
    "contact.merged": ("swap", "warn"),
    "contact.unmerged": ("swap", ""),
    "contact.exported": ("send", ""),
    "contact.number_recorded": ("lock", ""),
    "contact.number_revealed": ("alert", "warn"),
    "contact.number_removed": ("lock", ""),
    "person.exported": ("inflow", ""),
    "account.opened": ("person", "good"),
    "consent.given": ("shield", "good"),
    "consent.confirmed": ("shield", "good"),
    "consent.withdrawn": ("shield", "bad"),
    "consent.objected": ("shield", "bad"),
    "consent.expired": ("shield", "warn"),
    "consent.imported": ("shield", ""),
    "consent.words_erased": ("shield", "warn"),
    "person.erased": ("close", "bad"),
}


def feed(contact: Contact, *, by: User, at: datetime, cursor: str) -> tuple[list[FeedItem], str]:
    """Return a page of a contact's history, as far as it concerns the reader's organisation."""
    found, after = page_of(_about(contact, by), by=by, cursor=cursor)
    names = _names(found)
    return [item(entry, names, at=at) for entry in found], after


def _about(contact: Contact, by: User) -> EntryQuerySet:
    """Return what happened to a contact, and that it became a customer, which history tells of its account."""
    account = Account.objects.within_reach(by, "contact.view").filter(contact=contact).first()
    own = Q(subject_kind="contact", subject_id=contact.pk)
    if account is not None:
        own |= Q(subject_kind="account", subject_id=account.pk, fact="account.opened")
    return Entry.objects.filter(own)


def _names(found: list[Entry]) -> Names:
    """Fetch what the ids of companies and the codes of groups stand for in some entries."""
    changed = [entry for entry in found if {"company", "groups"} & set(entry.details.get("fields", ()))]
    told = [text for entry in changed for name, text in entry.texts().items() if name in COMPANY]
    wanted = {int(one) for one in told if one.isdecimal()}
    companies = Contact.objects.filter(pk__in=wanted).values_list("pk", "name") if wanted else ()
    return {
        "company": {str(pk): name for pk, name in companies},
        "groups": dict(codes(ContactGroup)) if changed else {},
        "title": {code: str(word) for code, word in TITLES.items()},
        "kind": {Kind.PERSON: _("Person"), Kind.COMPANY: _("Company")},
    }


def item(entry: Entry, names: Names, *, at: datetime) -> FeedItem:
    """Tell one entry."""
    texts = entry.texts()
    icon, tone = LOOKS.get(entry.fact, ("info", ""))
    locale, zone = locale_of(get_language() or "en"), timezone.get_current_timezone()
    return FeedItem(
        icon=icon,
        tone=tone,
        title=titles().get(entry.fact, entry.fact),
        who=texts.get("actor_name", ""),
        at=short_moment(entry.at, at, locale, zone),
        moment=moment(entry.at, locale, zone),
        note=texts.get("reason", ""),
        changes=tuple(_changes(entry, texts, names)),
    )


def titles() -> dict[str, str]:
    """Return what each fact about a contact is called."""
    return {
        "contact.entered": _("Contact entered"),
        "contact.adopted": _("Contact brought in from elsewhere"),
        "contact.edited": _("Contact changed"),
        "contact.blocked": _("Contact blocked"),
        "contact.unblocked": _("Contact released"),
        "consent.words_erased": _("Words about consents erased"),
        "contact.merged": _("Another contact was merged into this one"),
        "contact.unmerged": _("A merger was undone"),
        "contact.exported": _("Contact exported"),
        "contact.number_recorded": _("National number recorded"),
        "contact.number_revealed": _("National number revealed"),
        "contact.number_removed": _("National number removed"),
        "person.exported": _("All data exported"),
        "account.opened": _("Account opened"),
        "person.erased": _("Person erased"),
        "consent.given": _("Consent given"),
        "consent.confirmed": _("Consent confirmed"),
        "consent.withdrawn": _("Consent withdrawn"),
        "consent.objected": _("Objection to being written to"),
        "consent.expired": _("Consent expired"),
        "consent.imported": _("Consent brought in from elsewhere"),
    }


def _changes(entry: Entry, texts: dict[str, str], names: Names) -> list[tuple[str, str, str]]:
    """Return the fields that were changed; what was erased since is simply gone."""
    if entry.fact not in ("contact.edited", "contact.merged", "contact.unmerged"):
        return []
    told = []
    for name in entry.details.get("fields", []):
        old, new = (_word(name, texts.get(f"{name}_{end}", ""), names) for end in ("from", "to"))
        if old or new:
            word = field_in_words(name)
            told.append((word[:1].upper() + word[1:], old, new))
    return told


def _word(name: str, value: str, names: Names) -> str:
    """Return a value as people read it: what is kept as a code by its label."""
    if name == "country" and value:
        return country_name(value, locale_of(get_language() or "en"))
    known = names.get(name, {})
    parts = value.split(", ") if name == "groups" else [value]
    return ", ".join(known.get(part, part) for part in parts)
