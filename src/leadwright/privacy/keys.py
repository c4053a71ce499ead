"""Keyed digests of what a person is known by: they tell a person again without naming anybody."""

from leadwright.foundation.locking import keyed_digests
from leadwright.foundation.personal import Person


def digest_of(mark: str, *, organisation_id: int) -> str:
    """Return the digest of an address or number within one organisation (HMAC-SHA-256, hexadecimal)."""
    return _digests(mark, organisation_id)[0]


def _digests(mark: str, organisation_id: int) -> list[str]:
    return keyed_digests(f"{organisation_id}\x00{mark.strip().casefold()}", label="erased")


def digests_of(person: Person, *, organisation_id: int) -> list[str]:
    """Return the digests of all that a person is known by, the names included, with each secret that there was."""
    return sorted({digest for mark in person.marks() for digest in _digests(mark, organisation_id)})
