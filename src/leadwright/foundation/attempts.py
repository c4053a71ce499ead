"""Where a request went and where it came from, as the security log keeps it."""

import re
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from typing import Literal

from django.conf import settings
from django.http import HttpRequest

# The pages whose address lets somebody in or speaks for somebody: what follows is as good as a password.
SECRET_PAGES = (
    "answer",
    "calendar/feed",
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
        address=client_address(request),
    )


def client_address(request: HttpRequest) -> str | None:
    """Return the address of whoever asks: the peer's, or what the outermost trusted proxy says (X-Forwarded-For).

    A header that says no address, or too few, is passed over: whoever wrote it is no proxy of ours.
    """
    said = request.headers.get("X-Forwarded-For", "").split(",")
    if 0 < settings.PROXIES <= len(said) and (address := _address(said[-settings.PROXIES])):
        return address
    return _address(request.META.get("REMOTE_ADDR", ""))


def _address(text: str) -> str | None:
    try:
        address = ip_address(text.strip().partition("%")[0])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return str(mapped or address)


def network_of(address: str | None) -> str | None:
    """Return what one household or company has of the net: an address of IPv4, the first half of one of IPv6."""
    if address is None or ":" not in address:
        return address
    return str(IPv6Address(int(IPv6Address(address)) >> 64 << 64))
