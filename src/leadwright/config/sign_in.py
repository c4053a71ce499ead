"""What the guard against guessing passwords needs to know about our sign-in form."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest


def typed_address(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str | None:
    """Return the e-mail address that somebody tries to sign in with, in lower case."""
    given = credentials or request.POST
    typed = given.get("email") or given.get("username") or given.get("login")
    return str(typed).strip().lower() if typed else None
