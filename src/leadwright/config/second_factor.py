"""Keeps the secrets of second factors encrypted, with a key made from the installation's own secret."""

from allauth.mfa.adapter import DefaultMFAAdapter

from leadwright.foundation.locking import lock, unlock

LABEL = "second-factor"


class Keeper(DefaultMFAAdapter):  # type: ignore[misc]
    """Encrypts what is stored of a second factor."""

    def encrypt(self, text: str) -> str:
        """Return a text as it is stored."""
        return lock(text, label=LABEL)

    def decrypt(self, encrypted_text: str) -> str:
        """Return a stored text as it was."""
        return unlock(encrypted_text, label=LABEL)
