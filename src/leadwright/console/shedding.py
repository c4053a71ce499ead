"""What is answered at once, instead of waiting, when more ask than can be answered in about a second."""

import logging
from dataclasses import dataclass
from functools import cache
from time import monotonic
from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest
from django.utils import translation
from waitress.task import ThreadedTaskDispatcher, WSGITask

from leadwright.api import problems
from leadwright.api.documented.problems import PROBLEM
from leadwright.foundation.health import AFTER_SECONDS
from leadwright.foundation.tracing import traced
from leadwright.web.base import refusing

# How long the newest request may have to wait, and how many may wait whatever the earlier ones took.
MOST_SECONDS = 1.0
LEAST_WAITING = 2
USUAL_SECONDS = 0.05
NEWEST_COUNTS = 0.1
SAID_EVERY = 1.0
log = logging.getLogger("leadwright.serve")
HEALTH = ("/health", "/api/v1/health")
API = "/api/"
HEADERS = (
    ("Retry-After", AFTER_SECONDS[503]),
    ("Cache-Control", "private, no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'; base-uri 'none'"),
    ("Vary", "Accept-Language"),
)


class Dispatcher(ThreadedTaskDispatcher):  # type: ignore[misc]
    """Hands requests to threads, and knows about how long the next one would wait for one."""

    def __init__(self, threads: int) -> None:
        super().__init__()
        self.width = threads
        self.seconds = USUAL_SECONDS
        self.set_thread_count(threads)

    def is_full(self) -> bool:
        """Tell whether a request that came now would wait for too long."""
        waiting = len(self.queue)
        return waiting >= LEAST_WAITING * self.width and waiting * self.seconds / self.width > MOST_SECONDS

    def note(self, seconds: float) -> None:
        """Know how long requests take of late; a single long one does not shut out the others."""
        self.seconds += (min(seconds, MOST_SECONDS) - self.seconds) * NEWEST_COUNTS


@dataclass(frozen=True, kw_only=True)
class Dispatchers:
    """The threads of a process: who watches and who is refused never waits behind those who are answered."""

    answering: Dispatcher
    watching: Dispatcher
    refusing: Dispatcher

    @classmethod
    def of(cls, threads: int) -> "Dispatchers":
        """Start so many threads that answer, and one for each of the others."""
        return cls(answering=Dispatcher(threads), watching=Dispatcher(1), refusing=Dispatcher(1))

    def shutdown(self) -> None:
        """Stop all threads."""
        for dispatcher in (self.answering, self.watching, self.refusing):
            dispatcher.shutdown()


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What is sent instead."""

    kind: str
    language: str
    body: bytes


class Refusal(WSGITask):  # type: ignore[misc]
    """Answers in place of the product: of the database and of its threads nothing is asked."""

    def execute(self) -> None:
        """Write 503 and when to come again."""
        _refusals.add(monotonic())
        request = WSGIRequest(self.get_environment())
        answer = answer_to(request)
        request.close()
        self.status = "503 Service Unavailable"
        self.response_headers += [
            ("Content-Type", answer.kind),
            ("Content-Language", answer.language),
            *HEADERS,
        ]
        self.content_length = len(answer.body)
        self.complete = True
        self.write(b"" if request.method == "HEAD" else answer.body)


@dataclass(kw_only=True)
class Refusals:
    """How many were refused since the log said so; a crowd of thousands makes a line a second."""

    count: int = 0
    said_at: float | None = None

    def add(self, at: float) -> None:
        """Count one more, and say so unless it was said within the last second; `at` are seconds."""
        self.count += 1
        if self.said_at is None or at - self.said_at >= SAID_EVERY:
            log.warning("answered 503 to %d requests: too many wait for an answer", self.count)
            self.count, self.said_at = 0, at


_refusals = Refusals()


def is_about_health(request: Any) -> bool:
    """Tell whether a request asks how the product is: it has a thread of its own."""
    return getattr(request, "path", "").rstrip("/") in HEALTH


def answer_to(request: HttpRequest) -> Answer:
    """Return the problem for programs and the page for browsers, in their language."""
    language = translation.get_language_from_request(request)
    with translation.override(language), traced():
        if request.path.startswith(API):
            return Answer(kind=PROBLEM, language=language, body=problems.busy(request.path))
        body = refusing.busy(request).encode() if request.method == "POST" else _page(language)
    return Answer(kind="text/html; charset=utf-8", language=language, body=body)


@cache
def _page(language: str) -> bytes:
    with translation.override(language):
        return refusing.busy(HttpRequest()).encode()
