"""Each request has an id, and on demand a line in the log."""

import logging
from collections.abc import Callable
from time import perf_counter

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import LazyObject

from leadwright.foundation.attempts import client_address, without_secrets
from leadwright.foundation.tracing import traced

log = logging.getLogger("leadwright.request")


class RequestLogMiddleware:
    """Give each request its id, send it along, and write a line about the answer where the log is JSON."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer within an id, which the answer names in X-Request-ID."""
        with traced() as number:
            began = perf_counter()
            response = self.get_response(request)
            response.headers["X-Request-ID"] = number
            if settings.LOG_REQUESTS:
                facts = facts_of(request, response, seconds=perf_counter() - began)
                log.info("answered", extra={"request_facts": facts})
            return response


def facts_of(request: HttpRequest, response: HttpResponse, *, seconds: float) -> dict[str, object]:
    """Return what the log keeps of a request: no query, no secret, nobody's name."""
    return {
        "method": (request.method or "")[:10],
        "path": without_secrets(request.path)[:300],
        "status": response.status_code,
        "milliseconds": round(seconds * 1000, 1),
        "user": known_user(request),
        "address": client_address(request),
    }


def known_user(request: HttpRequest) -> int | None:
    """Return who was looked up for the answer already: a line of the log asks the database nothing."""
    user = getattr(request, "user", None)
    if isinstance(user, LazyObject):
        user = getattr(request, "_cached_user", None)
    return getattr(user, "pk", None)
