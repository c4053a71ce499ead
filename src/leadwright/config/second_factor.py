"""Second factors: their secrets are kept encrypted, and their codes cannot be guessed."""

from typing import Any

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, BaseAuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import transaction

from leadwright.config.devices import source_of
from leadwright.foundation.attempts import attempt_of
from leadwright.foundation.clock import now
from leadwright.foundation.locking import is_of_today, lock, unlock
from leadwright.people.actions.guessing import begin_try, take_back
from leadwright.people.actions.security import note_event
from leadwright.people.models import User

LABEL = "second-factor"
ENCRYPTED = ("secret", "seed")


class Keeper(DefaultMFAAdapter):  # type: ignore[misc]
    """Encrypts what is stored of a second factor."""

    def encrypt(self, text: str) -> str:
        """Return a text as it is stored."""
        return lock(text, label=LABEL)

    def decrypt(self, encrypted_text: str) -> str:
        """Return a stored text as it was."""
        return unlock(encrypted_text, label=LABEL)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Answer that who must have a second factor keeps it."""
        user: User = authenticator.user
        return not user.must_have_second_factor()


def lock_factors_again(*, after: int = 0, most: int = 200) -> int:
    """Encrypt the next second factors with the secret in force; returns the last one's place, 0 at the end."""
    places = list(
        Authenticator.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:most]
    )
    for pk in places:
        with transaction.atomic():
            for row in Authenticator.objects.select_for_update().filter(pk=pk):
                row.data = {name: _again(name, value) for name, value in row.data.items()}
                row.save(update_fields=["data"])
    return places[-1] if places else 0


def _again(name: str, value: Any) -> Any:
    if name not in ENCRYPTED or is_of_today(value, label=LABEL):
        return value
    return lock(unlock(value, label=LABEL), label=LABEL)


class _Counted(BaseAuthenticateForm):  # type: ignore[misc]
    """Takes a code, as often as somebody may try."""

    def clean_code(self) -> str:
        """Return the code if it is right."""
        request, at = context.request, now()
        row = begin_try("code", account=self.user.email, source=source_of(request), at=at)
        try:
            code = str(super().clean_code())
        except ValidationError:
            attempt = attempt_of(request, face="page")
            note_event("SECOND_FACTOR_FAILED", attempt=attempt, user=self.user, at=at)
            raise
        take_back(row)
        return code


class CodeForm(_Counted, AuthenticateForm):  # type: ignore[misc]
    """The second step of signing in."""


class CodeAgainForm(_Counted, ReauthenticateForm):  # type: ignore[misc]
    """The proof that it is still the same person."""
