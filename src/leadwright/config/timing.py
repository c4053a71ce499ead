"""How long an answer took, said to whoever is signed in."""

from collections.abc import Callable
from time import perf_counter

from django.http import HttpRequest, HttpResponse

from leadwright.config.request_log import known_user


class TimingMiddleware:
    """Add Server-Timing, the total alone in milliseconds, to the answers for signed-in readers.

    Strangers are not told: how long a refusal took could say what it is about.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and say how long it took."""
        began = perf_counter()
        response = self.get_response(request)
        if known_user(request) is not None:
            response.headers["Server-Timing"] = f"total;dur={(perf_counter() - began) * 1000:.1f}"
        return response
