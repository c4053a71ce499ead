"""Headers that tell browsers what no page of ours needs, on each answer and each file."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class HeadersMiddleware:
    """Forbid what the security middleware of Django has no setting for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers where an answer does not say otherwise itself."""
        response = self.get_response(request)
        for name, value in settings.MORE_HEADERS.items():
            response.headers.setdefault(name, value)
        return response
