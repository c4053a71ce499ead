"""Contacts that are known already get their keys."""

from django.db import migrations

from leadwright.contacts.matching import Record
from leadwright.contacts.matching.tolerance import keys_of, rests, words_of

SIZE = 2000
FIELDS = (
    "kind",
    "name",
    "given_name",
    "family_name",
    "street",
    "street_extra",
    "postcode",
    "city",
    "region",
    "country",
    "birth_date",
    "vat_number",
    "register_number",
)


def fill(apps, schema_editor):
    Contact = apps.get_model("contacts", "Contact")
    NameWord = apps.get_model("contacts", "NameWord")
    words = set()
    last = 0
    while rows := list(
        Contact.objects.filter(pk__gt=last, merged_into=None, erased_at=None)
        .order_by("pk")
        .prefetch_related("emails", "phones")[:SIZE]
    ):
        last = rows[-1].pk
        words |= _fill_some(apps, rows)
    new = [NameWord(word=word, rests=list(rests(word))) for word in sorted(words)]
    NameWord.objects.bulk_create(new, batch_size=SIZE)


def _fill_some(apps, rows):
    ContactKeys = apps.get_model("contacts", "ContactKeys")
    records = [
        Record(
            **{name: getattr(row, name) for name in FIELDS},
            emails=tuple(one.address for one in row.emails.all()),
            phones=tuple(one.number for one in row.phones.all()),
        )
        for row in rows
    ]
    ContactKeys.objects.bulk_create(
        ContactKeys(contact=row, organisation_id=row.organisation_id, keys=keys_of(record))
        for row, record in zip(rows, records, strict=True)
    )
    return {word for record in records for word in words_of(record)}


class Migration(migrations.Migration):
    dependencies = [("contacts", "0006_what_contacts_are_found_by")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
