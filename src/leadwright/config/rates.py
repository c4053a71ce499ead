"""What is left of the limit of requests, said with each answer that was counted."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from leadwright.people.rating import rate_of


class RateMiddleware:
    """Add RateLimit-Limit, -Remaining and -Reset (seconds), and Retry-After where the limit is reached."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers to what the faces counted."""
        response = self.get_response(request)
        if rate := rate_of(request):
            response.headers["RateLimit-Limit"] = str(rate.limit)
            response.headers["RateLimit-Remaining"] = str(rate.remaining)
            response.headers["RateLimit-Reset"] = str(rate.seconds)
            if rate.is_over:
                response.headers["Retry-After"] = str(rate.seconds)
        return response
