"""Find a person, show what an erasure would take, take it, and leave a receipt; again after a restore."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from leadwright.contacts.erasing import person_of
from leadwright.contacts.lifecycle import Verb, check
from leadwright.contacts.models import Contact
from leadwright.foundation.personal import Mention, Person
from leadwright.foundation.refusals import NotFound, Refused, refuse
from leadwright.history.facts import SYSTEM, Party
from leadwright.leads.erasing import speaking_of
from leadwright.leads.models import Lead
from leadwright.people.models import User
from leadwright.privacy import journal
from leadwright.privacy.keys import digests_of
from leadwright.privacy.models import ErasedKey, Reason, Receipt
from leadwright.privacy.questions import places_of_person

ATTEMPTS = 5
MOST_NAMESAKES = 50


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What an erasure would take: how many rows in each place; and where others' texts name the person."""

    contacts: tuple[int, ...]
    counts: Mapping[str, int]
    namesakes: tuple[int, ...] = ()
    mentions: tuple[Mention, ...] = ()
    has_more: bool = False


@dataclass(frozen=True, kw_only=True)
class Repeated:
    """What became of a journal: how many people were erased again, and which lines could not be followed."""

    people: int
    bad: tuple[journal.BadLine, ...] = ()
    failed: tuple[journal.BadLine, ...] = ()


def preview(contact_ids: Collection[int], *, by: User) -> Preview:
    """Count, place by place, what is kept about the person behind these contacts; nothing is changed."""
    pks = checked(contact_ids, by=by)
    person = replace(person_of(pks), looked_through={})
    counts = {place.code: place.count(person) for place in places_of_person()}
    named, has_more = _mentions(person, by=by)
    reached = Lead.objects.within_reach(by, "lead.view").filter(pk__in=speaking_of(person).values("pk"))
    reached = reached.exclude(pk__in={row.lead for row in named if row.lead})
    namesakes = tuple(reached.order_by("-pk").values_list("pk", flat=True)[:MOST_NAMESAKES])
    return Preview(
        contacts=tuple(sorted(person.contacts)),
        counts=counts,
        namesakes=namesakes,
        mentions=named,
        has_more=has_more,
    )


def _mentions(person: Person, *, by: User) -> tuple[tuple[Mention, ...], bool]:
    """Return the texts about others that name the person in any writing, as far as the reader sees these.

    And whether there are more of a kind than are listed.
    """
    rows = [row for place in places_of_person() if place.mentions for row in place.mentions(person)]
    reached = Contact.objects.within_reach(by, "contact.view").filter(pk__in={row.contact for row in rows})
    seen = set(reached.values_list("pk", flat=True))
    leads = Lead.objects.within_reach(by, "lead.view").filter(pk__in={row.lead for row in rows if row.lead})
    read = set(leads.values_list("pk", flat=True))
    listed = tuple(row for row in rows if (row.lead in read if row.lead else row.contact in seen))
    return listed, any(number > Mention.MOST for number in Counter(row.place for row in rows).values())


@transaction.atomic
def erase(contact_ids: Collection[int], *, by: User, at: datetime, also: Collection[str] = ()) -> Receipt:
    """Erase the person behind these contacts of one's own organisation everywhere, and leave a receipt.

    `also` are keys of texts about others that the preview listed and that are to go as well.
    """
    pks = checked(contact_ids, by=by)
    return erase_contacts(
        pks,
        organisation_id=by.organisation_id,
        by=by.party(),
        user=by,
        at=at,
        reason=Reason.REQUEST,
        also=_chosen(pks, also, by=by),
    )


def _chosen(pks: Collection[int], keys: Collection[str], *, by: User) -> frozenset[Mention]:
    """Return the chosen texts; one that does not name the person, or not any more, is refused."""
    if not keys:
        return frozenset()
    known = {row.key: row for row in _mentions(person_of(pks), by=by)[0]}
    if not known.keys() >= set(keys):
        reason = _("a text does not name the person any more; look at the preview again")
        refuse("FIELD_INVALID", field="also", reason=reason)
    return frozenset(known[key] for key in keys)


def checked(contact_ids: Collection[int], *, by: User) -> list[int]:
    """Return the ids, when all are contacts of the user's organisation and the user may erase."""
    wanted = set(contact_ids)
    seen = Contact.objects.within_reach(by, "contact.view").filter(pk__in=wanted)
    rows = list(seen)
    if not wanted or {contact.pk for contact in rows} != wanted:
        raise NotFound
    for contact in rows:
        check(contact, Verb.ERASE, by=by)
    return sorted(wanted)


@transaction.atomic
def erase_contacts(
    contact_ids: Collection[int],
    *,
    organisation_id: int,
    by: Party,
    at: datetime,
    reason: Reason,
    user: User | None = None,
    also: frozenset[Mention] = frozenset(),
) -> Receipt:
    """Erase in every place, in one transaction; the contacts are locked first, then what is tied to them."""
    person = hold(contact_ids, also=also)
    made = dict(Contact.objects.filter(pk__in=person.contacts).values_list("pk", "created_at"))
    counts = {place.code: place.erase(person, by=by, at=at) for place in places_of_person()}
    receipt = Receipt.objects.create(
        organisation_id=organisation_id,
        at=at,
        by=user,
        reason=reason,
        contacts=sorted(person.contacts),
        counts=counts,
    )
    digests = digests_of(person, organisation_id=organisation_id)
    ErasedKey.objects.bulk_create(ErasedKey(receipt=receipt, digest=digest) for digest in digests)
    transaction.on_commit(partial(journal.write, receipt, made=made, digests=digests), robust=True)
    return receipt


class _Moved(Exception):
    """Another contact became part of the person while we waited."""


def hold(contact_ids: Collection[int], *, also: frozenset[Mention] = frozenset()) -> Person:
    """Lock the contacts with all that was merged into them, then what an erasure changes; return who that is.

    That is the order in which every verb locks. When somebody else was merged into the person while we waited,
    all locks are let go and taken again.
    """
    for _attempt in range(ATTEMPTS):
        person = _held(contact_ids, also)
        if person is not None:
            return person
    raise Refused("UNAVAILABLE")


def _held(contact_ids: Collection[int], also: frozenset[Mention]) -> Person | None:
    try:
        with transaction.atomic():
            everyone = person_of(contact_ids).contacts
            rows = Contact.objects.select_for_update(of=("self",)).filter(pk__in=everyone).order_by("pk")
            gone = {pk for pk, erased in rows.values_list("pk", "erased_at") if erased}
            if gone & set(contact_ids):
                raise NotFound
            person = replace(person_of(contact_ids), also=also)
            if person.contacts != everyone:
                raise _Moved
            for place in places_of_person():
                if place.hold:
                    place.hold(person)
            return person
    except _Moved:
        return None


def repeat(lines: Iterable[str], *, at: datetime) -> "Repeated":
    """Erase again what was erased before a backup was restored; a line that cannot be read is told and passed by.

    A contact is taken for the same when it has the number that it had and was made at the same moment, or is
    older than its erasure and known by one of the digests that were written down.
    """
    people, bad, failed = 0, [], []
    for result in journal.read(lines):
        if isinstance(result, journal.BadLine):
            bad.append(result)
            continue
        try:
            people += _repeated(result, at=at)
        except (Refused, DatabaseError) as fault:
            failed.append(journal.BadLine(number=result.number, reason=str(fault)[:200]))
    return Repeated(people=people, bad=tuple(bad), failed=tuple(failed))


def _repeated(line: journal.Erasure, *, at: datetime) -> int:
    home = line.organisation
    rows = Contact.objects.filter(
        pk__in=line.made, organisation=home, erased_at=None, created_at__lte=line.at
    )
    back = [
        pk
        for pk, made in rows.values_list("pk", "created_at")
        if made == line.made[pk] or line.digests & set(digests_of(person_of([pk]), organisation_id=home))
    ]
    if not back:
        return 0
    erase_contacts(back, organisation_id=home, by=SYSTEM, at=at, reason=Reason.RESTORE)
    return 1


def refuse_without_yes(confirmed: object) -> None:
    """Refuse an erasure that nobody has confirmed: it cannot be undone."""
    if confirmed is not True:
        refuse(
            "FIELD_INVALID", field="confirm", reason=_("an erasure cannot be undone; confirm it with true")
        )
