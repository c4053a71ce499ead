"""Idempotency-Key: a POST that comes again gets the first answer again (IETF draft, httpapi-idempotency-key)."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from leadwright.api.lead_answers import asker
from leadwright.api.models import Repeatable
from leadwright.foundation.clock import now
from leadwright.foundation.refusals import refuse
from leadwright.people.models import User

KEPT = timedelta(days=8)
LONGEST = 255
View = Callable[..., HttpResponse]


def repeatable(view: View) -> View:
    """Answer a request with a known key as the first time; the key is stored in the action's transaction."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = request.headers.get("Idempotency-Key", "")
        if not key:
            return view(request, *args, **kwargs)
        if len(key) > LONGEST or not key.isprintable():
            text = _("an Idempotency-Key has at most {number} printable characters")
            refuse("MALFORMED", reason=text.format(number=LONGEST))
        return _once(request, key, lambda: view(request, *args, **kwargs))

    return answered


def _once(request: HttpRequest, key: str, view: Callable[[], HttpResponse]) -> HttpResponse:
    user, digest = asker(request), _digest(request)
    try:
        with transaction.atomic():
            row = Repeatable.objects.create(user=user, key=key, digest=digest, at=now())
            response = view()
            row.status, row.body = response.status_code, response.content
            row.headers = {name: response[name] for name in ("ETag", "Location") if name in response}
            row.save(update_fields=["status", "body", "headers"])
            return response
    except IntegrityError as clash:
        if "a_key_is_used_once" not in str(clash):
            raise
    return _again(user, key, digest)


def _again(user: User, key: str, digest: str) -> HttpResponse:
    row = Repeatable.objects.get(user=user, key=key)
    if row.digest != digest:
        refuse("KEY_REUSED")
    response = HttpResponse(bytes(row.body), status=row.status, content_type="application/json")
    for name, value in row.headers.items():
        response[name] = value
    response["Idempotent-Replayed"] = "true"
    return response


def _digest(request: HttpRequest) -> str:
    asked = f"{request.method} {request.path}\n".encode() + request.body
    return hashlib.sha256(asked).hexdigest()


def forget_old(*, at: datetime) -> int:
    """Forget answers older than eight days; returns how many."""
    return Repeatable.objects.filter(at__lt=at - KEPT).delete()[0]
