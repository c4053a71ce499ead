"""What holds for each address under /api/: HEAD and OPTIONS are answered, and whatever goes wrong is a problem."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import Resolver404, resolve

from leadwright.api.documented.problems import PROBLEM
from leadwright.api.main import api
from leadwright.api.problems import refused, unread
from leadwright.foundation.clock import now
from leadwright.foundation.refusals import NotFound, Refused
from leadwright.people.rating import count_stranger

Handler = Callable[[HttpRequest], HttpResponse]
JSON = (PROBLEM, "application/json")
KEPT = ("Allow", "Retry-After", "WWW-Authenticate")


def is_of_the_api(request: HttpRequest) -> bool:
    """Tell whether a request is for programs."""
    return request.path_info == "/api" or request.path_info.startswith("/api/")


class ApiMiddleware:
    """Answer as the document says also where the framework answers by itself."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; a page of the framework about a fault becomes a problem."""
        if not is_of_the_api(request):
            return self.get_response(request)
        if request.method == "OPTIONS":
            return _options(request)
        if request.method == "HEAD":
            return _without_body(request, self._answered)
        return self._answered(request)

    def _answered(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if "Allow" in answer.headers:
            answer.headers["Allow"] = allowed(answer.headers["Allow"].split(", "))
        if answer.status_code < 400 or answer.headers.get("Content-Type", "").startswith(JSON):
            return answer
        return _as_problem(request, answer)


def _as_problem(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Return a problem in place of a page; what a program needs of its headers stays."""
    made = unread(request, status=answer.status_code)
    for name in KEPT:
        if name in answer.headers:
            made.headers[name] = answer.headers[name]
    return made


def _without_body(request: HttpRequest, answered: Handler) -> HttpResponse:
    """Answer HEAD with the headers that GET has, and with no body."""
    request.method = "GET"
    try:
        answer = answered(request)
    finally:
        request.method = "HEAD"
    if isinstance(answer, StreamingHttpResponse):
        answer.streaming_content = ()
    else:
        answer.headers["Content-Length"] = str(len(answer.content))
        answer.content = b""
    return answer


def _options(request: HttpRequest) -> HttpResponse:
    """Say which methods an address has; whether there is such an object is not told."""
    try:
        count_stranger(request, at=now())
        methods = methods_of(resolve(request.path_info).route)
    except Resolver404:
        return refused(request, NotFound())
    except Refused as no:
        return refused(request, no)
    answer = HttpResponse(status=204)
    answer.headers["Allow"] = allowed(methods)
    return answer


def methods_of(route: str) -> Iterable[str]:
    """Return the methods of an address by the document; the document itself and its page can be read."""
    return _documented().get("/" + route.replace("<", "{").replace(">", "}"), ("GET",))


@cache
def _documented() -> dict[str, tuple[str, ...]]:
    """Return the methods of each address; the document is the same as long as the process lives."""
    paths: dict[str, Any] = api.get_openapi_schema()["paths"]
    return {path: tuple(method.upper() for method in methods) for path, methods in paths.items()}


def allowed(methods: Iterable[str]) -> str:
    """Return methods as the header Allow tells them: whatever can be read has HEAD, and all have OPTIONS."""
    known = {*methods, "OPTIONS"}
    return ", ".join(sorted(known | {"HEAD"} if "GET" in known else known))
