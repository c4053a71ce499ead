"""How an entry, a value and a seal become a hash: pure, so that anyone can check them again."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

GENESIS = "0" * 64
# What stands in JSON as it is; most values are of these types.
_BARE = frozenset((str, int, bool, type(None)))
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def moment_text(moment: datetime) -> str:
    """Return an aware moment as RFC 3339 in UTC, always with microseconds."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def plain(value: Any) -> Any:
    """Return a value as plain JSON without floats: what goes in is what comes out of the database."""
    if value is None or isinstance(value, (str, int)):
        return value
    if type(value) is dict:
        return _plain_rows(value)
    match value:
        case datetime():
            return moment_text(value)
        case date():
            return value.isoformat()
        case Decimal():
            return format(value, "f")
        case list() | tuple():
            return [plain(item) for item in value]
        case Mapping():
            return _plain_rows(value)
    raise TypeError(f"history does not hold a {type(value).__name__}")


def _plain_rows(rows: Mapping[Any, Any]) -> dict[str, Any]:
    return {_key(name): item if type(item) in _BARE else plain(item) for name, item in rows.items()}


def _key(name: Any) -> str:
    if not isinstance(name, str):
        raise TypeError("the names of details are texts")
    return name


def canonical(value: Any) -> bytes:
    """Return the one byte form of a value: sorted names, no spaces, UTF-8."""
    return _CANONICAL.encode(plain(value)).encode()


def content_hash(content: Mapping[str, Any]) -> str:
    """Return the hash of what an entry says (SHA-256 of its canonical form, hexadecimal)."""
    return hashlib.sha256(b"entry\x00" + canonical(content)).hexdigest()


def value_digest(*, salt: str, field: str, value: str) -> str:
    """Return the digest that stays in the entry when a personal value is erased with its salt."""
    return hashlib.sha256(b"value\x00" + _CANONICAL.encode([salt, field, value]).encode()).hexdigest()


def seal_hash(*, position: int, entry: int, entry_hash: str, previous_hash: str, sealed_at: datetime) -> str:
    """Return the hash of one link of the chain, which covers every link before it."""
    link = [position, entry, entry_hash, previous_hash, sealed_at]
    return hashlib.sha256(b"seal\x00" + canonical(link)).hexdigest()
