"""Idempotency-Key: a POST that comes again gets the first answer again (IETF draft, httpapi-idempotency-key)."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from leadwright.api.asking_again import Rights
from leadwright.api.lead_answers import asker, number_of
from leadwright.api.models import Repeatable
from leadwright.api.multipart import digest_of_parts, is_multipart
from leadwright.foundation.batches import answered_transaction
from leadwright.foundation.clock import now
from leadwright.foundation.numbers import number_in
from leadwright.foundation.refusals import refuse

KEPT = timedelta(days=8)
LONGEST = 255
View = Callable[..., HttpResponse]
RightsOf = Callable[[HttpRequest], Rights]


def repeatable(rights: Rights | RightsOf) -> Callable[[View], View]:
    """Answer a request with a known key as the first time, if the rights of then are there still.

    The key is stored in the action's transaction.
    """

    def keyed(view: View) -> View:
        return _keyed(view, rights)

    return keyed


def _keyed(view: View, rights: Rights | RightsOf) -> View:
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = request.headers.get("Idempotency-Key", "")
        if not key:
            return view(request, *args, **kwargs)
        if len(key) > LONGEST or not key.isprintable():
            text = _("an Idempotency-Key has at most {number} printable characters")
            refuse("MALFORMED", reason=text.format(number=LONGEST))
        asked_for = rights if isinstance(rights, Rights) else rights(request)
        return _once(_Asked(request, key, asked_for, kwargs), lambda: view(request, *args, **kwargs))

    answered.__dict__["is_repeatable"] = True
    return answered


class _Asked:
    """A request with a key: who asks, and for what."""

    def __init__(self, request: HttpRequest, key: str, rights: Rights, places: Mapping[str, Any]) -> None:
        self.user, self.key, self.rights = asker(request), key, rights
        text = places.get("number") or places.get("id")
        self.row = number_of(str(text)) if text else None
        self.digest = _digest(request)

    def about(self, headers: Mapping[str, str]) -> int | None:
        """Return the key of the row that an answer is about: named by the address, else by where it was made."""
        made = headers.get("Location", "").rpartition("/")[2]
        return self.row or number_in(made)


def _once(asked: _Asked, view: Callable[[], HttpResponse]) -> HttpResponse:
    try:
        with answered_transaction():
            row = Repeatable.objects.create(user=asked.user, key=asked.key, digest=asked.digest, at=now())
            response = view()
            row.status, row.body = response.status_code, response.content
            row.headers = {name: response[name] for name in ("ETag", "Location") if name in response}
            row.held = asked.rights.held(asked.user, asked.about(row.headers))
            row.save(update_fields=["status", "body", "headers", "held"])
            return response
    except IntegrityError as clash:
        if "a_key_is_used_once" not in str(clash):
            raise
    return _again(asked)


def _again(asked: _Asked) -> HttpResponse:
    row = Repeatable.objects.get(user=asked.user, key=asked.key)
    if row.digest != asked.digest:
        refuse("KEY_REUSED")
    asked.rights.refuse_lost(asked.user, asked.about(row.headers), before=row.held)
    response = HttpResponse(bytes(row.body), status=row.status, content_type="application/json")
    for name, value in row.headers.items():
        response[name] = value
    response["Idempotent-Replayed"] = "true"
    return response


def _digest(request: HttpRequest) -> str:
    body = digest_of_parts(request) if is_multipart(request) else request.body
    return hashlib.sha256(f"{request.method} {request.path}\n".encode() + body).hexdigest()


def forget_old(*, at: datetime) -> int:
    """Forget answers older than eight days; returns how many."""
    return Repeatable.objects.filter(at__lt=at - KEPT).delete()[0]
