"""Make two contacts one, field by field, and undo it while nothing depends on it."""

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from leadwright.contacts.actions.entering import columns_of, differences, store, values_of
from leadwright.contacts.facts import ContactEdited, ContactMerged, ContactUnmerged
from leadwright.contacts.fields import FIELDS, OF_A_COMPANY, OF_A_PERSON
from leadwright.contacts.indexing import keep, keep_blocked
from leadwright.contacts.lifecycle import Verb, check
from leadwright.contacts.models import Contact, ContactGroup, ContactQuerySet, Kind, Loan, Merger
from leadwright.contacts.own import own_fields_of
from leadwright.contacts.questions import Ties, ties_of
from leadwright.contacts.reaching import Channel, Channels, channels_of
from leadwright.fields import tracing
from leadwright.foundation.numbers import number_in
from leadwright.foundation.refusals import NotFound, refuse
from leadwright.history.record import record
from leadwright.people.models import Group, User

CHOICES = tuple(name for name in FIELDS if name not in ("kind", "groups"))


@transaction.atomic
def merge(pk: int, *, other: object, by: User, at: datetime, take: object = ()) -> Contact:
    """Make `other` part of the contact; `take` names the fields whose values come from the other one.

    A field that is empty here is filled from there. Addresses, numbers and groups are united, and if one of
    the two was blocked, the contact is.
    """
    survivor, merged, ties = _both(pk, other, by=by)
    taken = _names(take)
    if survivor.kind != merged.kind:
        refuse("FIELD_INVALID", field="other", reason=_("a person and a company cannot become one"))
    before, known = values_of(survivor), channels_of(survivor)
    merger = Merger(survivor=survivor, merged=merged, by=by, at=at, before=_kept(survivor, known))
    channels = _united(known, channels_of(merged), taken)
    survivor.is_blocked = survivor.is_blocked or merged.is_blocked
    survivor.version, survivor.updated_at = survivor.version + 1, at
    own_before, survivor.own_fields = survivor.own_fields, merged.own_fields | survivor.own_fields
    store(survivor, _chosen(survivor, merged, taken), channels)
    people = _employ(merged.people.all(), survivor, by=by, at=at)
    _move_loans(merged, survivor)
    merged.merged_into, merged.updated_at = survivor, at
    merged.save(update_fields=["merged_into", "updated_at"])
    keep([merged.pk])
    merger.version, merger.people_moved = survivor.version, people
    merger.ties_kept, merger.ties_moved = sorted(ties[survivor.pk]), sorted(ties[merged.pk])
    merger.save()
    changes = _changes(before | known.payload(), survivor, channels, own_before, by=by)
    moved = ties[merged.pk]
    record(ContactMerged(contact=survivor, merged=merged, by=by.party(), at=at, changes=changes, ties=moved))
    return survivor


@transaction.atomic
def unmerge(pk: int, *, by: User, at: datetime, other: object = None) -> Contact:
    """Undo the latest merger of a contact, or that with `other`; returns the one that stands for itself again."""
    survivor = Contact.objects.within_reach(by, "contact.view").fetch(pk)
    check(survivor, Verb.UNMERGE, by=by)
    wanted = None if other is None else number_in(other) or 0
    known_merger = last_merger(survivor, other=wanted)
    if known_merger is None:
        refuse("NOTHING_MERGED")
    survivor, merged, ties = _both(pk, known_merger.merged_id, by=by, standing=False)
    merger = last_merger(survivor, other=merged.pk) or refuse("NOTHING_MERGED")
    if reason := why_not(merger, survivor, ties=ties):
        refuse("MERGER_DEPENDED_ON", reason=reason)
    before, known = values_of(survivor), channels_of(survivor)
    clean, channels = _as_kept(merger.before)
    own_before, survivor.own_fields = (
        survivor.own_fields,
        merger.before.get("own_fields", survivor.own_fields),
    )
    survivor.is_blocked = merger.before["blocked"]
    survivor.version, survivor.updated_at = survivor.version + 1, at
    store(survivor, clean, channels)
    keep_blocked([survivor.pk])
    _employ(Contact.objects.filter(pk__in=merger.people_moved, company=survivor), merged, by=by, at=at)
    merged.merged_into, merged.version, merged.updated_at = None, merged.version + 1, at
    merged.save(update_fields=["merged_into", "version", "updated_at"])
    keep([merged.pk])
    merger.undone_at, merger.before = at, {}
    merger.save(update_fields=["undone_at", "before"])
    earlier = Merger.objects.filter(survivor=survivor, undone_at=None, version=merger.version - 1)
    earlier.update(version=survivor.version)
    into_it = Merger.objects.filter(survivor=merged, undone_at=None, version=merged.version - 1)
    into_it.update(version=merged.version)
    changes = _changes(before | known.payload(), survivor, channels, own_before, by=by)
    ties_back = frozenset(merger.ties_moved)
    fact = ContactUnmerged(
        contact=survivor, merged=merged, by=by.party(), at=at, changes=changes, ties=ties_back
    )
    record(fact)
    return merged


def _changes(
    before: dict[str, str], contact: Contact, channels: Channels, own_before: dict[str, Any], *, by: User
) -> dict[str, str]:
    """Return the old and the new value of what a merger changed of a contact, own fields too."""
    changes = differences(before, values_of(contact) | channels.payload())
    return changes | tracing.texts(own_fields_of(by, contact), own_before, contact.own_fields)


def _employ(people: ContactQuerySet, company: Contact, *, by: User, at: datetime) -> list[int]:
    """Let locked people work for another company from now on; returns who they are."""
    moved = list(people.order_by("pk"))
    for person in moved:
        changes = {"company_from": str(person.company_id or ""), "company_to": str(company.pk)}
        person.company, person.version, person.updated_at = company, person.version + 1, at
        person.save(update_fields=["company", "version", "updated_at"])
        record(ContactEdited(contact=person, by=by.party(), at=at, changes=changes))
    return [person.pk for person in moved]


def last_merger(survivor: Contact, *, other: int | None = None) -> Merger | None:
    """Return the latest merger into a contact that was not undone."""
    rows = Merger.objects.filter(survivor=survivor, undone_at=None)
    return (rows if other is None else rows.filter(merged=other)).order_by("-at", "-pk").first()


def why_not(merger: Merger, survivor: Contact, *, ties: Ties) -> str:
    """Say what depends on a merger by now, or nothing."""
    if survivor.version != merger.version:
        return _("the contact was changed since")
    if ties[survivor.pk] - set(merger.ties_kept) - set(merger.ties_moved):
        return _("something was tied to the contact since")
    if not merger.before:
        return _("what it was before has been erased")
    return ""


def _both(pk: int, given: object, *, by: User, standing: bool = True) -> tuple[Contact, Contact, Ties]:
    """Lock both contacts and the people who work for them, by their numbers, then what is tied to the two."""
    first = Contact.objects.within_reach(by, "contact.view").fetch(pk)
    check(first, Verb.MERGE, by=by)
    other = number_in(given) or 0
    rows = Contact.objects.within_reach(by, "contact.view").filter(organisation=by.organisation_id)
    if standing and (pk == other or not rows.filter(pk=other).exists()):
        refuse("FIELD_INVALID", field="other", reason=_("choose another contact of your company"))
    pair = (pk, other)
    concerned = Q(pk__in=pair) | Q(company__in=pair)
    locked = Contact.objects.select_for_update(of=("self",), no_key=True).filter(concerned).order_by("pk")
    data = {row.pk: row for row in locked if row.pk in pair}
    _refuse_gone(data, pk, other, standing)
    return data[pk], data[other], ties_of((pk, other), hold=True)


def _refuse_gone(data: dict[int, Contact], pk: int, other: int, standing: bool) -> None:
    gone = [
        row for row in data.values() if row.erased_at or (row.merged_into_id and (standing or row.pk == pk))
    ]
    if len(data) < 2 or gone:
        raise NotFound


def _names(take: object) -> frozenset[str]:
    if not isinstance(take, list | tuple | set | frozenset) or not all(isinstance(row, str) for row in take):
        refuse("FIELD_INVALID", field="take", reason=_("it must be a list of fields"))
    strange = sorted(set(take) - {*CHOICES, "email", "phone"})
    if strange:
        refuse("FIELD_INVALID", field="take", reason=_("there is no field {name}").format(name=strange[0]))
    return frozenset(take)


def _chosen(survivor: Contact, merged: Contact, take: Collection[str]) -> dict[str, Any]:
    mine, theirs = columns_of(survivor), columns_of(merged)
    chosen = {
        name: theirs[name] if name in take or mine[name] in ("", None) else mine[name] for name in CHOICES
    }
    hidden = OF_A_COMPANY if survivor.kind == Kind.PERSON else OF_A_PERSON
    chosen |= {name: mine[name] for name in hidden}
    groups = list(dict.fromkeys([*mine["groups"], *theirs["groups"]]))
    if chosen["company"] == merged:
        chosen["company"] = None
    return chosen | {"kind": survivor.kind, "groups": groups}


def _united(mine: Channels, theirs: Channels, take: Collection[str]) -> Channels:
    return Channels(
        emails=_joined(mine.emails, theirs.emails, first="email" in take),
        phones=_joined(mine.phones, theirs.phones, first="phone" in take),
    )


def _joined(mine: tuple[Channel, ...], theirs: tuple[Channel, ...], *, first: bool) -> tuple[Channel, ...]:
    ordered = (*theirs, *mine) if first else (*mine, *theirs)
    rows = {row.key: row for row in reversed(ordered)}
    unique = list(dict.fromkeys(row.key for row in ordered))
    return tuple(
        Channel(value=rows[key].value, label=rows[key].label, is_main=place == 0)
        for place, key in enumerate(unique)
    )


def _move_loans(merged: Contact, survivor: Contact) -> None:
    loans = Loan.objects.filter(contact=merged).values_list("organisation", "lead")
    rows = [Loan(contact=survivor, organisation_id=home, lead=lead) for home, lead in loans]
    Loan.objects.bulk_create(rows, ignore_conflicts=True)
    Loan.objects.filter(contact=merged).delete()


def _kept(contact: Contact, channels: Channels) -> dict[str, Any]:
    columns = columns_of(contact)
    kept: dict[str, Any] = {
        name: value if isinstance(value, str) else None if value is None else str(value)
        for name, value in columns.items()
        if name not in ("groups", "company", "access_group")
    }
    return {
        "columns": kept,
        "company": contact.company_id,
        "access_group": contact.access_group_id,
        "groups": [column.code for column in columns["groups"]],
        "emails": [[email.value, email.label] for email in channels.emails],
        "phones": [[phone.value, phone.label] for phone in channels.phones],
        "blocked": contact.is_blocked,
        "own_fields": contact.own_fields,
    }


def _as_kept(before: dict[str, Any]) -> tuple[dict[str, Any], Channels]:
    clean = dict(before["columns"])
    clean["birth_date"] = date.fromisoformat(clean["birth_date"]) if clean["birth_date"] else None
    clean["vat_rate"] = Decimal(clean["vat_rate"]) if clean["vat_rate"] else None
    clean["company"] = Contact.objects.filter(pk=before["company"] or 0).first()
    clean["access_group"] = Group.objects.filter(pk=before["access_group"] or 0).first()
    clean["groups"] = list(ContactGroup.objects.filter(code__in=before["groups"]))
    return clean, Channels(emails=_rows(before["emails"]), phones=_rows(before["phones"]))


def _rows(kept: list[list[str]]) -> tuple[Channel, ...]:
    return tuple(
        Channel(value=value, label=label, is_main=place == 0) for place, (value, label) in enumerate(kept)
    )
