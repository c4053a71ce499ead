"""History as it is told: one line an entry, in the reader's words, with what changed and what was said."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leadwright.foundation.formats import locale_of, moment, money, short_moment
from leadwright.history.models import Entry
from leadwright.leads.fields import label_of
from leadwright.leads.models import Lead
from leadwright.leads.telling import Known, known_of
from leadwright.people.models import User
from leadwright.web.leads.history_names import Names
from leadwright.web.parts.estimates import estimate_in_words
from leadwright.web.parts.history_pages import page_of
from leadwright.web.parts.history_words import LOOKS, plain_titles
from leadwright.web.parts.shapes import FeedItem

CONTACTS = (
    "lead.offered",
    "lead.withdrawn",
    "lead.accepted",
    "lead.rejected",
    "lead.qualified",
    "lead.won",
    "lead.converted",
    "lead.lost",
    "lead.cancelled",
    "lead.adopted",
    "lead.extended",
    "lead.party_added",
    "lead.party_removed",
)


def feed(lead: Lead, *, by: User, at: datetime, everything: bool, cursor: str) -> tuple[list[FeedItem], str]:
    """Return a page of a lead's history, as far as it concerns the reader's organisation."""
    rows = Entry.objects.about("lead", lead.pk)
    if not everything:
        rows = rows.filter(fact__in=CONTACTS)
    found, after = page_of(rows, by=by, cursor=cursor)
    names = Names(found)
    known = known_of(found, by=by, lead=lead)
    return [item(entry, seen, names, at=at) for entry, seen in zip(found, known, strict=True)], after


def item(entry: Entry, known: Known, names: Names, *, at: datetime) -> FeedItem:
    """Tell one entry, as far as the reader may know it."""
    details, texts = dict(known.details), dict(known.texts)
    icon, tone = LOOKS.get(entry.fact, ("info", ""))
    if entry.fact == "lead.qualified" and entry.details.get("outcome") != "OPPORTUNITY":
        tone = "warn" if entry.details.get("outcome") == "NURTURE" else "bad"
    locale, zone = locale_of(get_language() or "en"), timezone.get_current_timezone()
    return FeedItem(
        icon=icon,
        tone=tone,
        title=_title(entry.fact, details, names),
        who=texts.get("actor_name", ""),
        at=short_moment(entry.at, at, locale, zone),
        moment=moment(entry.at, locale, zone),
        note=_note(texts),
        changes=tuple(_changes(entry.fact, details, texts, names)),
    )


def _title(fact: str, told: dict[str, Any], names: Names) -> str:
    if fact == "lead.offered":
        return _("Offered to %(name)s") % {"name": names.organisations.get(told.get("organisation", 0), "…")}
    if fact == "lead.qualified":
        outcomes = {
            "OPPORTUNITY": _("Qualified as opportunity"),
            "NURTURE": _("Qualified: nurture"),
            "INVALID": _("Qualified: invalid"),
        }
        return outcomes.get(str(told.get("outcome")), _("Qualified"))
    if fact == "clock.due":
        return _("Deadline missed") if told.get("purpose") == "deadline" else _("Reminder sent")
    return plain_titles().get(fact, fact)


def _note(texts: dict[str, str]) -> str:
    said = [texts.get(name, "") for name in ("reason", "description", "reason_text", "text")]
    return "\n".join(text for text in said if text)


def _changes(
    fact: str, told: dict[str, Any], texts: dict[str, str], names: Names
) -> Iterable[tuple[str, str, str]]:
    if told.get("to_status"):
        old, new = str(told.get("from_status")), str(told["to_status"])
        yield _("Status"), names.statuses.get(old, old), names.statuses.get(new, new)
    if "to_owner" in told:
        yield _("Owner"), names.users.get(told["from_owner"], ""), names.users.get(told["to_owner"], "")
    if "to_group" in told:
        yield _("Owned by group"), texts.get("group_from", ""), texts.get("group_to", "")
    yield from _ending(told, names)
    yield from _party(told, names)
    yield from _hanging(fact, told, texts, names)
    if isinstance(told.get("source"), str):
        yield _("Source"), "", names.sources.get(told["source"], told["source"])
    for name, pair in told.get("changes", {}).items():
        yield label_of(name), _told(name, pair[0], names), _told(name, pair[1], names)
    for name in ("description", "comment", "contact_email", "contact_phone"):
        if f"{name}_to" in texts or f"{name}_from" in texts:
            yield label_of(name), texts.get(f"{name}_from", ""), texts.get(f"{name}_to", "")


def _ending(told: dict[str, Any], names: Names) -> Iterable[tuple[str, str, str]]:
    if told.get("reason"):
        yield _("Reason"), "", names.reasons.get(told["reason"], str(told["reason"]))
    if told.get("deal_value"):
        yield _("Deal value"), "", _deal(told["deal_value"])
    if told.get("account"):
        yield _("Account"), "", f"A-{told['account']}"


def _party(told: dict[str, Any], names: Names) -> Iterable[tuple[str, str, str]]:
    if "person_role" not in told:
        return
    for label, name, role in (
        (_("Company"), "company", "role"),
        (_("Contact person"), "person", "person_role"),
    ):
        if told.get(name):
            who = names.contacts.get(told[name], "…")
            as_what = names.roles.get(told[role], told[role]) if told.get(role) else ""
            yield label, "", f"{who} ({as_what})" if as_what else who


def _hanging(
    fact: str, told: dict[str, Any], texts: dict[str, str], names: Names
) -> Iterable[tuple[str, str, str]]:
    """Tell which product, member or competitor came or went, and what was noted on a product."""
    found = {
        _("Product"): names.products.get(told.get("product", "")),
        _("Member"): names.users.get(told.get("member", 0)),
        _("Competitor"): names.competitors.get(told.get("competitor", "")),
    }
    for label, name in found.items():
        if name is not None:
            yield (label, name, "") if fact.endswith("_removed") else (label, "", name)
    if "product" in told and ("notes" in texts or "notes_from" in texts):
        now, before = texts.get("notes", ""), texts.get("notes_from", "")
        yield (_("Notes"), now, "") if fact.endswith("_removed") else (_("Notes"), before, now)


def _deal(value: dict[str, str]) -> str:
    return money(Decimal(value["amount"]), value["currency"], locale_of(get_language() or "en"))


def _told(name: str, value: Any, names: Names) -> str:
    kinds: dict[str, dict[Any, str]] = {
        "owner": names.users,
        "contact": names.contacts,
        "source": names.sources,
        "category": names.categories,
    }
    if name == "estimate" and value:
        return estimate_in_words(str(value))
    return "" if value is None else kinds.get(name, {}).get(value, str(value))
