"""A session lasts as long as it is used, and never longer than its last day: both limits are settings."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest

from leadwright.foundation.attempts import client_address

BEGAN, SEEN = "began_at", "seen_at"
# How exactly the last use is known: a session is written once in so many seconds, not at each page.
EXACT_TO = 300


def slide_session(request: HttpRequest, *, at: datetime) -> None:
    """Sign out whose session has ended, and note now and then that the others are used."""
    if SESSION_KEY not in request.session:
        return
    second = int(at.timestamp())
    began, seen = request.session.get(BEGAN, second), request.session.get(SEEN, second)
    if second - began >= settings.SESSION_LONGEST or second - seen >= settings.SESSION_COOKIE_AGE:
        logout(request)
    elif BEGAN not in request.session or second - seen >= EXACT_TO:
        request.session[BEGAN], request.session[SEEN] = began, second
        rows = UserSession.objects.filter(session_key=request.session.session_key)
        address = client_address(request)
        rows.update(last_seen_at=at, **({"ip": address} if address else {}))
