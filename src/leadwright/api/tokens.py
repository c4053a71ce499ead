"""Bearer tokens: who is asking."""

from datetime import datetime
from typing import NoReturn

from django.http import HttpRequest
from django.utils import translation
from ninja.security import HttpBearer

from leadwright.foundation.attempts import client_address, network_of
from leadwright.foundation.clock import now
from leadwright.foundation.ids import digest_of
from leadwright.foundation.refusals import refuse
from leadwright.people.actions.guessing import Source, begin_try
from leadwright.people.actions.sign_in import has_agreed
from leadwright.people.actions.tokens import presented_token, use_token
from leadwright.people.models import User
from leadwright.people.rating import count_request, count_stranger


class Bearer(HttpBearer):
    """A token in the Authorization header; it can do what its user can do now."""

    def __call__(self, request: HttpRequest) -> User:
        """Return the user, or refuse.

        401 without a valid token; 403 before the terms are accepted, and to change anything with a token that may
        only read.
        """
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        user = self.authenticate(request, token.strip() if scheme.lower() == "bearer" else "")
        if not has_agreed(user):
            refuse("TERMS_NOT_ACCEPTED")
        return user

    def authenticate(self, request: HttpRequest, token: str) -> User:
        """Return the active user of a token; the request is counted first, whatever the refusal then is."""
        at = now()
        row = presented_token(token) if token else None
        if row is None:
            _refuse_stranger(request, token, at=at)
        request.user = row.user  # the log says whose token it was, also of one that is refused
        count_request(request, "token", digest_of(token, purpose="rate")[:40], at=at)
        if "Accept-Language" not in request.headers:
            translation.activate(row.user.language)
        return use_token(row, method=request.method or "", at=at)


def _refuse_stranger(request: HttpRequest, token: str, *, at: datetime) -> NoReturn:
    """Refuse who has no token or a wrong one, which counts as a guess."""
    count_stranger(request, at=at)
    if token:
        begin_try("token", account="", source=Source(network=network_of(client_address(request))), at=at)
    refuse("NOT_SIGNED_IN")
