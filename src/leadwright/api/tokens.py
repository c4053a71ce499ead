"""Bearer tokens: who is asking."""

from django.http import HttpRequest
from django.utils import translation
from ninja.security import HttpBearer

from leadwright.foundation.attempts import client_address, network_of
from leadwright.foundation.clock import now
from leadwright.foundation.ids import digest_of
from leadwright.foundation.refusals import refuse
from leadwright.people.actions.guessing import Source, begin_try
from leadwright.people.actions.sign_in import has_agreed
from leadwright.people.actions.tokens import user_of_token
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
        user = self.authenticate(request, token.strip()) if scheme.lower() == "bearer" else None
        if user is None:
            count_stranger(request, at=now())
            refuse("NOT_SIGNED_IN")
        count_request(request, "token", digest_of(token.strip(), purpose="rate")[:40], at=now())
        request.user = user
        if "Accept-Language" not in request.headers:
            translation.activate(user.language)
        if not has_agreed(user):
            refuse("TERMS_NOT_ACCEPTED")
        return user

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        """Return the active user of a token that was not revoked; a wrong token counts as a guess."""
        at = now()
        user = user_of_token(token, method=request.method or "", at=at) if token else None
        if token and user is None:
            begin_try("token", account="", source=Source(network=network_of(client_address(request))), at=at)
        return user
