"""Keep what contacts are found by true: every writer of contacts ends here.

`keep` is for contacts whose fields or channels have changed, that were merged or erased: what no longer stands is
found no more. `add` is for many new ones at once.
"""

from collections.abc import Iterable, Iterator, Sequence

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection, transaction
from django.db.models import OuterRef

from leadwright.contacts.matching import Record
from leadwright.contacts.matching.tolerance import keys_of, rests, words_of
from leadwright.contacts.models import (
    BlockedKey,
    Contact,
    ContactKeys,
    ContactQuerySet,
    Email,
    NameWord,
    Phone,
)
from leadwright.foundation.copying import BATCH, copy, reserve
from leadwright.foundation.new_rows import new_row

# Of a blocked contact that still stands, what another one may equal it by.
KNOWN_BY = """
INSERT INTO contacts_blockedkey (organisation_id, contact_id, key)
SELECT k.organisation_id, k.contact_id, key
FROM contacts_contactkeys k JOIN contacts_contact c ON c.id = k.contact_id CROSS JOIN unnest(k.keys) key
WHERE k.contact_id = ANY(%s) AND c.is_blocked AND key ~ '^[epvr]:'
"""
WORDS = 0x6E616D65
COMPARED = (
    *("kind", "name", "given_name", "family_name", "street", "street_extra", "postcode", "city", "region"),
    *("country", "birth_date", "vat_number", "register_number"),
)
FEW = 50
ALONE, TOGETHER = "SELECT pg_advisory_xact_lock(%s)", "SELECT pg_advisory_xact_lock_shared(%s)"
UNUSED = """
DELETE FROM contacts_nameword n WHERE n.word = ANY(%(words)s::text[])
AND NOT EXISTS (SELECT FROM contacts_contactkeys k WHERE k.keys @> ARRAY['w:' || n.word])
"""


def record_of(
    contact: Contact, *, emails: Iterable[str] | None = None, phones: Iterable[str] | None = None
) -> Record:
    """Return what is compared of a contact; without channels its main ones are taken."""
    return Record(
        kind=contact.kind,
        name=contact.name,
        given_name=contact.given_name,
        family_name=contact.family_name,
        street=contact.street,
        street_extra=contact.street_extra,
        postcode=contact.postcode,
        city=contact.city,
        region=contact.region,
        country=contact.country,
        birth_date=contact.birth_date,
        emails=tuple(_some(contact.email) if emails is None else emails),
        phones=tuple(_some(contact.phone) if phones is None else phones),
        vat_number=contact.vat_number,
        register_number=contact.register_number,
    )


def _some(text: str) -> Iterator[str]:
    if text:
        yield text


def keep(pks: Iterable[int]) -> None:
    """Write the keys of these contacts anew, as they are stored now."""
    wanted = sorted(set(pks))
    standing = Contact.objects.standing().filter(pk__in=wanted).prefetch_related("emails", "phones")
    records = {row: full_record(row) for row in standing}
    ContactKeys.objects.filter(contact__in=wanted).exclude(contact__in=records).delete()
    ContactKeys.objects.bulk_create(
        [_keys(item, record) for item, record in records.items()],
        update_conflicts=True,
        unique_fields=["contact"],
        update_fields=["organisation", "keys"],
    )
    _add_words({word for record in records.values() for word in words_of(record)})
    free = {row.pk for row in records if not row.is_blocked}
    if changed := [pk for pk in wanted if pk not in free]:
        keep_blocked(changed)


def keep_blocked(pks: Iterable[int]) -> None:
    """Write anew what these contacts are known by while they are blocked; whoever blocks or releases one ends here."""
    wanted = list(pks)
    BlockedKey.objects.filter(contact__in=wanted).delete()
    with connection.cursor() as cursor:
        cursor.execute(KNOWN_BY, [wanted])


def keep_new(contact: Contact, *, emails: Iterable[str], phones: Iterable[str]) -> None:
    """Write the keys of one new contact, whose channels are known here."""
    record = record_of(contact, emails=emails, phones=phones)
    _keys(contact, record).save(force_insert=True)
    _add_words(set(words_of(record)))


def forget(pks: Iterable[int], *, names: Iterable[Record] = ()) -> None:
    """Take away the keys of contacts that are erased, and at once the words that nobody else has.

    A record that was merged has no keys any more, nor has a former name: `names` are theirs.
    """
    _hold_words(alone=True)
    rows = ContactKeys.objects.filter(contact__in=list(pks))
    words = _words_in(rows.values_list("keys", flat=True))
    rows.delete()
    BlockedKey.objects.filter(contact__in=list(pks)).delete()
    _drop_words(words | {word for record in names for word in words_of(record)})


@transaction.atomic
def sweep_words(*, after: str = "", limit: int = BATCH) -> str:
    """Drop the words that nobody has any more among the next ones; returns the last one that was looked at."""
    _hold_words(alone=True)
    words = NameWord.objects.filter(word__gt=after).order_by("word").values_list("word", flat=True)
    result = list(words.distinct()[:limit])
    _drop_words(set(result))
    return result[-1] if len(result) == limit else ""


def add(contacts: Sequence[Contact]) -> None:
    """Write the keys of many new contacts, which have no channels but their main ones."""
    records = [record_of(contact) for contact in contacts]
    copy(ContactKeys, [_keys(item, record) for item, record in zip(contacts, records, strict=True)])
    _add_words({word for record in records for word in words_of(record)})


def full_record(contact: Contact) -> Record:
    """Return what is compared of a contact, with all its channels."""
    emails = [email.address for email in contact.emails.all()]
    return record_of(contact, emails=emails, phones=[phone.number for phone in contact.phones.all()])


def records_of(rows: ContactQuerySet) -> Iterator[tuple[int, Record]]:
    """Return what is compared of many contacts, with all their channels, by their ids: in one query."""
    emails = Email.objects.filter(contact=OuterRef("pk")).values("address")
    phones = Phone.objects.filter(contact=OuterRef("pk")).values("number")
    channels = {"addresses": ArraySubquery(emails), "numbers": ArraySubquery(phones)}
    for contact in rows.only(*COMPARED).annotate(**channels):
        data = vars(contact)
        yield contact.pk, record_of(contact, emails=data["addresses"], phones=data["numbers"])


def _keys(contact: Contact, record: Record) -> ContactKeys:
    return new_row(
        ContactKeys, contact_id=contact.pk, organisation_id=contact.organisation_id, keys=keys_of(record)
    )


def _words_in(rows: Iterable[list[str]]) -> set[str]:
    return {key[2:] for keys in rows for key in keys if key.startswith("w:")}


def _hold_words(*, alone: bool) -> None:
    """Wait for each other until the transaction ends: whoever drops words does so while nobody counts on one."""
    with connection.cursor() as cursor:
        cursor.execute(ALONE if alone else TOGETHER, [WORDS])


def _add_words(words: set[str]) -> None:
    """Add the words that are not known yet; two writers at once may both add one, which harms nobody."""
    wanted = sorted(words)
    if wanted:
        _hold_words(alone=False)
    for start in range(0, len(wanted), BATCH):
        some = wanted[start : start + BATCH]
        known = set(NameWord.objects.filter(word__in=some).values_list("word", flat=True))
        new = [new_row(NameWord, word=word, rests=list(rests(word))) for word in some if word not in known]
        if len(new) <= FEW:
            NameWord.objects.bulk_create(new)
            continue
        for row, pk in zip(new, reserve(NameWord, len(new)), strict=True):
            row.pk = pk
        copy(NameWord, new)


def _drop_words(words: set[str]) -> None:
    if words:
        with connection.cursor() as cursor:
            cursor.execute(UNUSED, {"words": sorted(words)})
