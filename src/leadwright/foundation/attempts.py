"""Where a request went and where it came from, as the security log keeps it."""

from dataclasses import dataclass
from typing import Literal

from django.http import HttpRequest


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """One request: by which face, its method and path without the query, and the address that it came from."""

    face: Literal["page", "api"]
    method: str
    path: str
    address: str | None


def attempt_of(request: HttpRequest, *, face: Literal["page", "api"]) -> Attempt:
    """Return what may be kept of a request."""
    return Attempt(
        face=face,
        method=(request.method or "")[:10],
        path=request.path[:300],
        address=request.META.get("REMOTE_ADDR") or None,
    )
