"""Where a request went and where it came from, as the security log keeps it."""

import re
from dataclasses import dataclass
from typing import Literal

from django.http import HttpRequest

# The pages whose address lets somebody in or speaks for somebody: what follows is as good as a password.
SECRET_PAGES = (
    "invitation",
    "consent/confirm",
    "consent/withdraw",
    "accounts/confirm-email",
    "accounts/password/reset/key",
)
_SECRET = re.compile(rf"(/(?:{'|'.join(SECRET_PAGES)})/)(?!done\b)[^/\s?#\"'<>]+")


def without_secrets(text: str) -> str:
    """Return a text in which the secret part of each such address is left out."""
    return _SECRET.sub(r"\1…", text)


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """One request: by which face, its method and path without query and secrets, and the address that it came from."""

    face: Literal["page", "api"]
    method: str
    path: str
    address: str | None


def attempt_of(request: HttpRequest, *, face: Literal["page", "api"]) -> Attempt:
    """Return what may be kept of a request."""
    return Attempt(
        face=face,
        method=(request.method or "")[:10],
        path=without_secrets(request.path)[:300],
        address=request.META.get("REMOTE_ADDR") or None,
    )
