"""The addresses and numbers that said no: known again by a keyed digest alone."""

import hashlib
import hmac
import unicodedata
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings

from leadwright.consent.models import Suppression
from leadwright.contacts.models import Contact

Place = tuple[str, int, int]


def suppression_digest(kind: str, value: str, *, organisation_id: int) -> str:
    """Return the digest of an address or number in one organisation (HMAC-SHA-256, hexadecimal)."""
    key = hashlib.sha256(f"suppression\x00{settings.SECRET_KEY}".encode()).digest()
    plain = unicodedata.normalize("NFKC", value).strip().casefold()
    said = f"{organisation_id}\x00{kind}\x00{plain}".encode("utf-8", "replace")
    return hmac.new(key, said, hashlib.sha256).hexdigest()


def digests_of(contact: Contact) -> list[str]:
    """Return the digests of all addresses and numbers that a contact has now."""
    home = contact.organisation_id
    found = [("email", one.address) for one in contact.emails.all()]
    found += [("phone", one.number) for one in contact.phones.all()]
    return [suppression_digest(kind, value, organisation_id=home) for kind, value in found]


def suppress(contact: Contact, places: Iterable[Place], *, at: datetime) -> int:
    """Put what the contact refuses on the list, under each of its addresses and numbers; returns how many."""
    digests = digests_of(contact)
    rows = [
        Suppression(
            organisation_id=contact.organisation_id,
            digest=digest,
            channel=channel,
            sender_id=sender,
            purpose_id=purpose,
            at=at,
        )
        for channel, sender, purpose in places
        for digest in digests
    ]
    made = Suppression.objects.bulk_create(
        rows,
        update_conflicts=True,
        update_fields=["at"],
        unique_fields=["organisation", "digest", "channel", "sender", "purpose"],
    )
    return len(made)


def suppressed(contact: Contact) -> dict[Place, datetime]:
    """Return what the addresses and numbers of a contact refused, each with the latest moment."""
    rows = Suppression.objects.filter(organisation_id=contact.organisation_id, digest__in=digests_of(contact))
    found: dict[Place, datetime] = {}
    for row in rows.order_by("at"):
        found[(row.channel, row.sender_id, row.purpose_id)] = row.at
    return found
