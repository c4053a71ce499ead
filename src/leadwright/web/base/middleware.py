"""The gates before each page: one moment, sign-in, terms, the reader's language and zone, refusals."""

from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from typing import Any, cast
from urllib.parse import urlencode
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch, reverse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from leadwright.foundation.asked import asked_once
from leadwright.foundation.attempts import attempt_of
from leadwright.foundation.clock import now
from leadwright.foundation.ids import digest_of
from leadwright.foundation.refusals import Refused
from leadwright.leads.features import Features
from leadwright.people.actions.denials import note_denial
from leadwright.people.actions.sign_in import has_agreed
from leadwright.people.models import User
from leadwright.people.rating import count_request, count_stranger
from leadwright.people.sent_forms import Repeat, Sending, store_once
from leadwright.web.base.cautions import caution_about_numbers
from leadwright.web.base.form_keys import form_digest, is_key_of, sent_key
from leadwright.web.base.forms import Outpaced
from leadwright.web.base.kept import Kept, kept_of, second_factor_first, session_over, terms_first
from leadwright.web.base.merging import BASE
from leadwright.web.base.page_rules import (
    BEFORE_THE_SECOND_FACTOR,
    BEFORE_THE_TERMS,
    OPEN_IN_THE_DEMO,
    OPEN_TO_ALL,
    may_repeat,
)
from leadwright.web.base.refusing import of_another, refusal_page, sent_before
from leadwright.web.base.requests import CREATED, WebRequest, go, is_own_address
from leadwright.web.base.sessions import slide_session

TRIES, MOST_TRIES = "leadwright.tries", 3
Handler = Callable[[HttpRequest], HttpResponse]


def lacks_second_factor(user: User) -> bool:
    """Tell whether somebody must have a second factor and has none; the database is asked only of those who must."""
    return user.must_have_second_factor() and not is_mfa_enabled(user)


def is_page(request: HttpRequest) -> bool:
    """Tell whether the request is for the pages, not for the JSON API."""
    return not request.path.startswith("/api/")


class PagesMiddleware:
    """Let nobody further than they may go; what is not named as open is closed."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Give the request its moment and its reader, and keep what is shown out of caches."""
        with asked_once():
            return self._answered(request)

    def _answered(self, request: HttpRequest) -> HttpResponse:
        if not is_page(request):
            response = self.get_response(request)
            response.headers.setdefault("Cache-Control", "no-store")
            return response
        page = cast(WebRequest, request)
        page.now, page.features = now(), Features()
        slide_session(request, at=page.now)
        with ExitStack() as stack:
            _speak_to_the_reader(request, stack)
            response = _refused_for_speed(page) or self.get_response(request)
            caution_about_numbers(request, response)
            response.headers.setdefault("Content-Language", translation.get_language() or "en")
        return _uncached(request, response)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Turn away who is not signed in, and who has not agreed to the terms in force."""
        match = request.resolver_match
        name = match.view_name if match else ""
        if not is_page(request) or name in OPEN_TO_ALL or (settings.DEMO and name in OPEN_IN_THE_DEMO):
            return None
        if not request.user.is_authenticated:
            return _stopped(request, "account_login", session_over)
        closed = self._closed(request, name)
        if closed is not None:
            return closed
        key = sent_key(request) if request.method == "POST" else ""
        return self._keyed(request, key, lambda: view(request, *args, **kwargs)) if key else None

    def _closed(self, request: HttpRequest, name: str) -> HttpResponse | None:
        """Lead who has not agreed to the terms, or must have a second factor and has none, to where that is done."""
        user = cast(User, request.user)
        if name in BEFORE_THE_TERMS:
            return None
        if not has_agreed(user):
            return _stopped(request, "terms", terms_first)
        if name not in BEFORE_THE_SECOND_FACTOR and lacks_second_factor(user):
            return _stopped(request, "mfa_activate_totp", second_factor_first)
        return None

    def _keyed(self, request: HttpRequest, key: str, act: Callable[[], HttpResponse]) -> HttpResponse | None:
        """Let a form count once, and only for the user for whom it was drawn; one that merges may come again."""
        user, match = cast(User, request.user), request.resolver_match
        if not is_key_of(key, user):
            return of_another(request)
        if BASE in request.POST or (match is not None and may_repeat(match.view_name)):
            return None
        sending = Sending[HttpResponse](
            user=user,
            key=key,
            digest=form_digest(request),
            act=act,
            address_of=partial(_address_after, request),
        )
        try:
            answer = store_once(sending, at=cast(WebRequest, request).now)
        except Refused as fault:
            return self.process_exception(request, fault)
        if not isinstance(answer, Repeat):
            return answer
        return go(request, answer.address) if answer.is_same else sent_before(request, answer.address)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """Answer a refusal as a page, and write down who was turned away."""
        if not isinstance(fault, Refused) or not is_page(request):
            return None
        match = request.resolver_match
        if isinstance(fault, Outpaced) and match is not None and _may_read_again(request):
            return self._read_again(request, match)
        note_denied_page(request, fault)
        return refusal_page(request, fault)

    def _read_again(self, request: HttpRequest, match: ResolverMatch) -> HttpResponse | None:
        """Ask the view once more: it reads what is stored now and merges on top of it."""
        try:
            return cast(HttpResponse, match.func(request, *match.args, **match.kwargs))
        except Refused as fault:
            return self.process_exception(request, fault)


def _may_read_again(request: HttpRequest) -> bool:
    """Tell whether another try is due: three at most."""
    tries = int(request.META.get(TRIES, 0)) + 1
    request.META[TRIES] = tries
    return tries <= MOST_TRIES


def _refused_for_speed(request: WebRequest) -> HttpResponse | None:
    """Count the request for its session or its network, and answer when there are too many."""
    if request.path == "/health":
        return None
    try:
        if request.user.is_authenticated:
            key = digest_of(request.session.session_key or "", purpose="rate")
            count_request(request, "session", key, at=request.now)
        else:
            count_stranger(request, at=request.now)
    except Refused as no:
        return refusal_page(request, no)
    return None


def note_denied_page(request: HttpRequest, fault: Refused) -> None:
    """Write a denied access into the security log."""
    attempt = attempt_of(request, face="page")
    note_denial(attempt, fault, user=request.user, at=cast(WebRequest, request).now)


def _address_after(request: HttpRequest, answer: HttpResponse) -> str:
    """Return the page that a stored form leads to; one that stored nothing is answered by itself."""
    if answer.status_code == CREATED:
        return request.path
    is_through = answer.status_code in (302, 303)
    return str(answer.headers.get("HX-Redirect") or (answer.headers["Location"] if is_through else ""))


def _stopped(
    request: HttpRequest, name: str, answer: Callable[[HttpRequest, Kept], HttpResponse]
) -> HttpResponse:
    """Lead to the page on which something has to be done first, unless something typed would be lost by it."""
    kept = kept_of(request)
    return answer(request, kept) if kept or request.headers.get("HX-Request") else _to(request, name)


def _to(request: HttpRequest, name: str) -> HttpResponse:
    wanted = (
        request.get_full_path() if request.method == "GET" and not request.headers.get("HX-Request") else ""
    )
    query = "?" + urlencode({"next": wanted}) if wanted and wanted != "/" else ""
    return go(request, reverse(name) + query)


def safe_next(request: HttpRequest, wanted: str | None) -> str:
    """Return an address of ours to go on to, else the overview."""
    return wanted if wanted and is_own_address(request, wanted) else reverse("overview")


def _speak_to_the_reader(request: HttpRequest, stack: ExitStack) -> None:
    if not request.user.is_authenticated:
        return
    stack.enter_context(translation.override(request.user.language))
    try:
        stack.enter_context(timezone.override(ZoneInfo(request.user.time_zone)))
    except (ZoneInfoNotFoundError, ValueError):
        return


def _uncached(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    response.headers.setdefault("Cache-Control", "no-store")
    patch_vary_headers(response, ("Cookie", "HX-Request"))
    return response
