"""Keyed digests of what a person is known by: they tell a person again without naming anybody."""

import hashlib
import hmac

from django.conf import settings

from leadwright.foundation.personal import Person


def digest_of(mark: str, *, organisation_id: int) -> str:
    """Return the digest of an address or number within one organisation (HMAC-SHA-256, hexadecimal)."""
    key = hashlib.sha256(f"erased\x00{settings.SECRET_KEY}".encode()).digest()
    said = f"{organisation_id}\x00{mark.strip().casefold()}".encode("utf-8", "replace")
    return hmac.new(key, said, hashlib.sha256).hexdigest()


def digests_of(person: Person, *, organisation_id: int) -> list[str]:
    """Return the digests of all that a person is known by, the names included."""
    return sorted({digest_of(mark, organisation_id=organisation_id) for mark in person.marks()})
