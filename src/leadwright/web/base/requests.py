"""What a page's request carries: a user who is signed in, one moment, and whether htmx asks."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails

from leadwright.foundation.parameters import known_once, without_trackers
from leadwright.leads.features import Features
from leadwright.people.models import User

# The status of a page that shows what its form made, once: whoever sends the form again is led to that page.
CREATED = 201
View = Callable[..., HttpResponse]


class WebRequest(HttpRequest):
    """A request behind the gates."""

    user: User
    now: datetime
    features: Features
    htmx: HtmxDetails


def go(request: HttpRequest, address: str) -> HttpResponse:
    """Lead the browser on with a GET, whether a page or htmx has asked."""
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address, status=303)


def is_own_address(request: HttpRequest, address: str) -> bool:
    """Tell whether an address leads to a page of ours, by the same scheme, host and port."""
    is_secure = settings.HTTPS or request.is_secure()
    host = request.get_host()
    if not url_has_allowed_host_and_scheme(address, {host}, require_https=is_secure):
        return False
    return urlsplit(address).scheme in ("", "https" if is_secure else "http")


def typed(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, even if it is nothing; a page that is only looked at sends none."""
    return request.POST if request.method == "POST" else None


def takes(*names: str) -> Callable[[View], View]:
    """Let a list take these parameters and no others; what counts clicks is passed over."""

    def limited(view: View) -> View:
        @wraps(view)
        def checked(request: WebRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            known_once(without_trackers(request.GET), names)
            return view(request, *args, **kwargs)

        return checked

    return limited
