"""Signing in: who a session belongs to, and what the guard against guessing passwords looks at."""

from collections.abc import Mapping
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from leadwright.people.models import User


def typed_address(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str | None:
    """Return the e-mail address that somebody tries to sign in with, in lower case."""
    given = credentials or request.POST
    typed = given.get("email") or given.get("username") or given.get("login")
    return str(typed).strip().lower() if typed else None


class ByAddress(AuthenticationBackend):  # type: ignore[misc]
    """Signs people in by their e-mail address."""

    def get_user(self, user_id: int) -> User | None:
        """Return the user of a session, if he may sign in, with all that each page asks of one, in one query."""
        user: User | None = User.objects.get_queryset().with_rights().filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None

    def user_can_authenticate(self, user: User) -> bool:
        """Tell whether every door is open to a user."""
        return user.may_sign_in
