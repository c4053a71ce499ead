"""Secrets that are shown once and kept as digests."""

import hashlib
import secrets


def new_token(prefix: str = "") -> str:
    """Return a URL-safe secret of 256 bits, to be shown once and never stored."""
    return prefix + secrets.token_urlsafe(32)


def digest_of(token: str, *, purpose: str) -> str:
    """Return the digest under which a secret of one purpose is stored (SHA-256, hexadecimal)."""
    return hashlib.sha256(f"{purpose}\x00{token}".encode("utf-8", "replace")).hexdigest()
