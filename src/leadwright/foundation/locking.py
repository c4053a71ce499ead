"""Encrypted texts: each purpose has a key of its own, made from the installation's secret."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


class Unopened(ValueError):
    """The text was encrypted with another secret, for another purpose, or changed."""


def _box(label: str) -> Fernet:
    key = hashlib.sha256(f"{label}\x00{settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def lock(text: str, *, label: str) -> str:
    """Return a text as it may be stored; `label` names the purpose."""
    return _box(label).encrypt(text.encode()).decode()


def unlock(text: str, *, label: str) -> str:
    """Return a stored text as it was; raises Unopened."""
    try:
        return _box(label).decrypt(text.encode()).decode()
    except InvalidToken:
        raise Unopened(label) from None
