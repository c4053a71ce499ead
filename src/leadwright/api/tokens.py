"""Bearer tokens: who is asking."""

from datetime import datetime
from typing import NoReturn

from django.http import HttpRequest
from django.utils import translation
from ninja.security import HttpBearer

from leadwright.fields.definitions import know_fields, mark_of_fields
from leadwright.foundation.attempts import client_address, network_of
from leadwright.foundation.clock import now
from leadwright.foundation.compiled import Compiled
from leadwright.foundation.ids import digest_of
from leadwright.foundation.refusals import refuse
from leadwright.leads.rules import know_rules, mark_of_rules
from leadwright.people.actions.guessing import Source, begin_try
from leadwright.people.actions.sign_in import has_agreed
from leadwright.people.actions.tokens import by_token, presented_token, use_token
from leadwright.people.models import User
from leadwright.people.models.users import UserQuerySet
from leadwright.people.rating import count_request, count_stranger


def _with_marks(digest: str) -> UserQuerySet:
    """Return the user of a token, with the marks of the rules and the own fields that each answer asks for."""
    return by_token(digest).annotate(rules_mark=mark_of_rules(), fields_mark=mark_of_fields())


_BY_TOKEN = Compiled(_with_marks, digest=str)


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
        row = presented_token(token, asked=_BY_TOKEN) if token else None
        if row is None:
            _refuse_stranger(request, token, at=at)
        know_rules(getattr(row.user, "rules_mark", None))
        know_fields(getattr(row.user, "fields_mark", None))
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
