"""The addresses and numbers that said no: known again by a keyed digest alone."""

from collections.abc import Mapping
from datetime import datetime

from django.db import connection

from leadwright.consent.models import Suppression
from leadwright.contacts.models import Contact
from leadwright.foundation.locking import keyed_digests
from leadwright.foundation.text import composed

Place = tuple[str, int, int]
# What was refused later is not forgotten for what was refused before it.
SUPPRESS = """
INSERT INTO consent_suppression (organisation_id, digest, channel, sender_id, purpose_id, at)
VALUES (%s, %s, %s, %s, %s, %s)
ON CONFLICT (organisation_id, digest, channel, sender_id, purpose_id)
DO UPDATE SET at = GREATEST(consent_suppression.at, EXCLUDED.at)
"""


def suppression_digest(kind: str, value: str, *, organisation_id: int) -> str:
    """Return the digest of an address or number in one organisation (HMAC-SHA-256, hexadecimal)."""
    return _digests(kind, value, organisation_id)[0]


def _digests(kind: str, value: str, organisation_id: int) -> list[str]:
    plain = composed(value, "NFKC").strip().casefold()
    return keyed_digests(f"{organisation_id}\x00{kind}\x00{plain}", label="suppression")


def digests_of(contact: Contact) -> list[str]:
    """Return the digests of all addresses and numbers that a contact has now, with each secret that there was."""
    home = contact.organisation_id
    matches = [("email", email.address) for email in contact.emails.all()]
    matches += [("phone", phone.number) for phone in contact.phones.all()]
    return sorted({digest for kind, value in matches for digest in _digests(kind, value, home)})


def suppress(contact: Contact, refused: Mapping[Place, datetime]) -> int:
    """Put what the contact refuses, and since when, on the list, under each address and number; returns how many."""
    rows = [
        (contact.organisation_id, digest, *place, at)
        for digest in digests_of(contact)
        for place, at in sorted(refused.items())
    ]
    with connection.cursor() as cursor:
        cursor.executemany(SUPPRESS, rows)
    return len(rows)


def suppressed(contact: Contact) -> dict[Place, datetime]:
    """Return what the addresses and numbers of a contact refused, each with the latest moment."""
    rows = Suppression.objects.filter(organisation_id=contact.organisation_id, digest__in=digests_of(contact))
    data: dict[Place, datetime] = {}
    for row in rows.order_by("at"):
        data[(row.channel, row.sender_id, row.purpose_id)] = row.at
    return data
