"""Enter and change contacts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from leadwright.contacts import own
from leadwright.contacts.channels import search_text
from leadwright.contacts.facts import ContactBlocked, ContactEdited, ContactEntered, ContactUnblocked
from leadwright.contacts.fields import FIELDS, Cleaner, home_country
from leadwright.contacts.indexing import keep, keep_blocked, keep_new
from leadwright.contacts.lifecycle import Verb, check
from leadwright.contacts.models import Contact, ContactGroup
from leadwright.contacts.reaching import Channels, add_channels, channels_of, read_channels, store_channels
from leadwright.fields import tracing
from leadwright.fields.computing import compute
from leadwright.foundation.batches import action
from leadwright.foundation.refusals import FieldError, NotFound, refuse, refuse_fields
from leadwright.foundation.text import name_key
from leadwright.history.record import record
from leadwright.people.access import require
from leadwright.people.models import Group, User
from leadwright.people.reach import Reach

CHANNELS = ("email", "phone", "emails", "phones")
KNOWN = frozenset((*FIELDS, *CHANNELS, "blocked", "confirm_hidden", own.FIELDS))


@dataclass(frozen=True, kw_only=True)
class _New:
    """What is stored of a contact that is being entered."""

    contact: Contact
    clean: Mapping[str, Any]
    channels: Channels
    texts: dict[str, str]
    is_blocked: bool


@action
def enter(data: Mapping[str, Any], *, by: User, at: datetime, prefix: str = "") -> Contact:
    """Enter a contact for the user's organisation; `prefix` names the place of the fields in errors."""
    new = _read(data, by=by, at=at, prefix=prefix)
    contact = new.contact
    store(contact, new.clean, new.channels)
    record(ContactEntered(contact=contact, texts=new.texts, by=by.party(), at=at))
    _follow_blocking(contact, new.is_blocked, by=by, at=at)
    return contact


def refuse_faulty(data: Mapping[str, Any], *, by: User, at: datetime, prefix: str = "") -> None:
    """Refuse what `enter` would refuse, for whoever enters a contact in steps; nothing is stored."""
    _read(data, by=by, at=at, prefix=prefix)


def _read(data: Mapping[str, Any], *, by: User, at: datetime, prefix: str) -> _New:
    """Return a new contact as it was sent, all faults named at once."""
    require(by, "contact.create")
    cleaner = Cleaner(by=by, at=at, prefix=prefix)
    clean = cleaner.clean(data, result=frozenset(data))
    refuse_retired(clean["groups"], (), cleaner)
    channels = read_channels(data, cleaner, country=home_country(clean["country"], by))
    is_blocked, is_asked = _blocked(data, False, cleaner), _is_confirmed(data, cleaner)
    contact = Contact(organisation_id=by.organisation_id, created_at=at, updated_at=at)
    texts = _take_own(contact, data, cleaner, is_new=True)
    refuse_fields(cleaner.faults)
    if not is_asked:
        _refuse_to_hide(clean["access_group"], by=by, field=f"{prefix}access_group")
    return _New(contact=contact, clean=clean, channels=channels, texts=texts, is_blocked=is_blocked)


@action
def edit(pk: int, *, by: User, at: datetime, version: int | None, **changes: Any) -> Contact:
    """Change a contact of one's own organisation; the version says what the change was made on."""
    contact = locked(pk, by=by)
    check(contact, Verb.EDIT, by=by)
    refuse_unless_current(contact.version, version)
    before, known = values_of(contact), channels_of(contact)
    cleaner = Cleaner(by=by, at=at, title=contact.title)
    columns = columns_of(contact)
    clean = cleaner.clean(columns | changes, result=frozenset(changes))
    if "groups" in changes:
        refuse_retired(clean["groups"], columns["groups"], cleaner)
    channels = read_channels(changes, cleaner, country=home_country(clean["country"], by), before=known)
    blocked, is_asked = _blocked(changes, contact.is_blocked, cleaner), _is_confirmed(changes, cleaner)
    texts = _take_own(contact, changes, cleaner, is_new=False)
    refuse_fields(cleaner.faults)
    if not is_asked and clean["access_group"] != contact.access_group:
        _refuse_to_hide(clean["access_group"], by=by, field="access_group")
    contact.version, contact.updated_at = contact.version + 1, at
    store(contact, clean, channels)
    changed = differences(before | known.payload(), values_of(contact) | channels.payload()) | texts
    if changed or blocked == contact.is_blocked:
        record(ContactEdited(contact=contact, by=by.party(), at=at, changes=changed))
    _follow_blocking(contact, blocked, by=by, at=at)
    return contact


def refuse_retired(groups: Iterable[ContactGroup], known: Iterable[ContactGroup], cleaner: Cleaner) -> None:
    """Put nobody anew into a group that is offered no longer; who is in it stays."""
    kept = {group.pk for group in known}
    if any(group.is_retired for group in groups if group.pk not in kept):
        cleaner.fault("groups", "FIELD_INVALID", reason=_("choose groups that exist"))


def _take_own(contact: Contact, data: Mapping[str, Any], cleaner: Cleaner, *, is_new: bool) -> dict[str, str]:
    """Put what was given for own fields into a contact; returns what history keeps of the change."""
    fields, before, faults = own.own_fields_of(cleaner.by, contact), contact.own_fields, list[FieldError]()
    contact.own_fields = own.values_after(fields, before, data, faults, by=cleaner.by, is_new=is_new)
    cleaner.faults += [replace(fault, field=f"{cleaner.prefix}{fault.field}") for fault in faults]
    return tracing.texts(fields, before, contact.own_fields)


def locked(pk: int, *, by: User) -> Contact:
    """Lock a contact within reach by its id alone, and only then read what it has become."""
    if not Contact.objects.within_reach(by, "contact.view").filter(pk=pk).exists():
        raise NotFound
    Contact.objects.select_for_update(no_key=True).filter(pk=pk).values_list("pk").get()
    return Contact.objects.within_reach(by, "contact.view").fetch(pk)


def refuse_unless_current(stored: int, given: int | None) -> None:
    """Refuse a change that does not say, or no longer has, the version that it was made on."""
    refuse_without_version(given)
    if given != stored:
        refuse("VERSION_STALE", current_version=stored)


def refuse_without_version(given: int | None) -> None:
    """Refuse a change that does not say which version it was made on."""
    if given is None:
        refuse("VERSION_REQUIRED")


def store(contact: Contact, clean: Mapping[str, Any], channels: Channels) -> None:
    """Write a contact with its channels and groups, and what it sorts and is found by."""
    for name, value in clean.items():
        if name != "groups":
            setattr(contact, name, value)
    compute(contact)
    contact.email, contact.phone = channels.email, channels.phone
    index(contact, channels)
    is_new = contact.pk is None
    contact.save()
    if is_new:
        contact.groups.add(*clean["groups"])
        add_channels(contact, channels)
        keep_new(contact, emails=channels.addresses(), phones=channels.numbers())
        return
    contact.groups.set(clean["groups"])
    store_channels(contact, channels)
    keep([contact.pk])


def index(contact: Contact, channels: Channels) -> None:
    """Keep what a contact sorts and is found by."""
    contact.sort_name = name_key(contact.name)
    reached = [row.value for row in (*channels.emails, *channels.phones)]
    contact.search = search_text(contact, reached)


def columns_of(contact: Contact) -> dict[str, Any]:
    """Return the fields of a contact as they are kept."""
    return {name: getattr(contact, name) for name in FIELDS if name != "groups"} | {
        "groups": list(contact.groups.all())
    }


def values_of(contact: Contact) -> dict[str, str]:
    """Return the fields of a contact as history tells them."""
    data = {name: getattr(contact, name) for name in FIELDS if name not in ("groups", "company")}
    words = {name: "" if value is None else str(value) for name, value in data.items()}
    groups = ", ".join(contact.groups.values_list("code", flat=True))
    return words | {"groups": groups, "company": str(contact.company_id or "")}


def differences(before: dict[str, str], after: dict[str, str]) -> dict[str, str]:
    """Return the old and the new value of each field that differs."""
    changes: dict[str, str] = {}
    for name, old in before.items():
        if old != after[name]:
            changes |= {f"{name}_from": old, f"{name}_to": after[name]}
    return changes


def _blocked(data: Mapping[str, Any], before: bool, cleaner: Cleaner) -> bool:
    given = data.get("blocked")
    if given is None:
        return before
    if not isinstance(given, bool):
        cleaner.fault("blocked", "FIELD_INVALID", reason=_("it is true or false"))
        return before
    if given != before:
        require(cleaner.by, "contact.block")
    return given


def _is_confirmed(data: Mapping[str, Any], cleaner: Cleaner) -> bool:
    """Tell whether somebody was asked and wants the contact, although he will not see it himself."""
    given = data.get("confirm_hidden")
    if not isinstance(given, bool | None):
        cleaner.fault("confirm_hidden", "FIELD_INVALID", reason=_("it is true or false"))
    return given is True


def _refuse_to_hide(group: Group | None, *, by: User, field: str) -> None:
    """Refuse to put a contact where whoever does so would lose it, until he says that he means it."""
    if group is None or group.pk in by.seen_group_ids or Reach.ALL in by.reaches_of("contact.view"):
        return
    refuse("CONFIRM_HIDDEN_REQUIRED", field=field, name=group.name)


def _follow_blocking(contact: Contact, blocked: bool, *, by: User, at: datetime) -> None:
    """Block or release a contact that is locked here: whoever links it waits, and then sees it."""
    if blocked == contact.is_blocked:
        return
    contact.is_blocked = blocked
    contact.save(update_fields=["is_blocked"])
    keep_blocked([contact.pk])
    fact = ContactBlocked if blocked else ContactUnblocked
    record(fact(contact=contact, by=by.party(), at=at))
