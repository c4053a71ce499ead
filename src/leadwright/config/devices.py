"""The cookie by which a browser is known in which somebody has signed in before."""

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse

from leadwright.foundation.attempts import client_address, network_of
from leadwright.foundation.ids import digest_of, new_token
from leadwright.people.actions.guessing import KNOWN_FOR, Source

NAME = "__Host-device" if settings.HTTPS else "device"
SALT = "leadwright.device"


def source_of(request: HttpRequest) -> Source:
    """Return where a request comes from; a cookie that is not ours counts as none."""
    device = device_of(request)
    digest = digest_of(device, purpose="device") if device else ""
    return Source(network=network_of(client_address(request)), device=digest)


def device_of(request: HttpRequest) -> str:
    """Return the secret of the browser, or nothing."""
    try:
        return request.get_signed_cookie(NAME, "", salt=SALT, max_age=KNOWN_FOR) or ""
    except BadSignature:
        return ""


def know_device(request: HttpRequest, response: HttpResponse) -> Source:
    """Let a browser be known from now on; returns where it is."""
    device = device_of(request) or new_token()
    response.set_signed_cookie(
        NAME,
        device,
        salt=SALT,
        max_age=KNOWN_FOR,
        httponly=True,
        samesite="Lax",
        secure=settings.HTTPS,
    )
    source = source_of(request)
    return Source(network=source.network, device=digest_of(device, purpose="device"))
