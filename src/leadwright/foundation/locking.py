"""Encrypted texts and keyed digests: each purpose has a key of its own, made from the installation's secret.

An earlier secret stays good for reading (SECRET_KEY_FALLBACKS), so that a new one can come at any moment.
"""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class Unopened(ValueError):
    """The text was encrypted with another secret, for another purpose, or changed."""


def _key(label: str, secret: str) -> bytes:
    return hashlib.sha256(f"{label}\x00{secret}".encode()).digest()


def _box(label: str, secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_key(label, secret)))


def _secrets() -> list[str]:
    """Return the secret in force and those before it."""
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def lock(text: str, *, label: str) -> str:
    """Return a text as it may be stored; `label` names the purpose."""
    return _box(label, settings.SECRET_KEY).encrypt(text.encode()).decode()


def unlock(text: str, *, label: str) -> str:
    """Return a stored text as it was; raises Unopened."""
    try:
        return MultiFernet([_box(label, secret) for secret in _secrets()]).decrypt(text.encode()).decode()
    except InvalidToken:
        raise Unopened(label) from None


def is_of_today(text: str, *, label: str) -> bool:
    """Tell whether a stored text is encrypted with the secret in force."""
    try:
        _box(label, settings.SECRET_KEY).decrypt(text.encode())
    except InvalidToken:
        return False
    return True


def keyed_digests(text: str, *, label: str) -> list[str]:
    """Return the digests of a text (HMAC-SHA-256, hexadecimal), that of the secret in force first."""
    said = text.encode("utf-8", "replace")
    return [hmac.new(_key(label, secret), said, hashlib.sha256).hexdigest() for secret in _secrets()]
