"""Keeps the secrets of second factors encrypted, with a key made from the installation's own secret."""

import base64
import hashlib

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings


def _box() -> Fernet:
    key = hashlib.sha256(f"second-factor\x00{settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


class Keeper(DefaultMFAAdapter):  # type: ignore[misc]
    """Encrypts what is stored of a second factor."""

    def encrypt(self, text: str) -> str:
        """Return a text as it is stored."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a stored text as it was."""
        return _box().decrypt(encrypted_text.encode()).decode()
