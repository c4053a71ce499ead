"""One's own sessions: in which browsers somebody is signed in, and ending one of them or all others."""

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from leadwright.foundation.browsers import browser_in_words
from leadwright.foundation.pages import render
from leadwright.foundation.refusals import NotFound
from leadwright.web.base.requests import WebRequest, go


@dataclass(frozen=True, kw_only=True)
class Session:
    """A session as the page shows it; its key stays here."""

    id: int
    browser: str
    address: str
    began_at: datetime
    last_seen_at: datetime
    is_current: bool


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: WebRequest) -> HttpResponse:
    """List the sessions, the one that was used last first; end all but this one."""
    rows = UserSession.objects.purge_and_list(request.user)
    if request.method == "POST":
        for row in rows:
            if not row.is_current():
                row.end()
        messages.success(request, _("You are signed out everywhere else."))
        return go(request, reverse("usersessions_list"))
    sessions = sorted((_shape(row) for row in rows), key=lambda row: row.last_seen_at, reverse=True)
    return render(request, "usersessions/usersession_list.html", {"sessions": sessions})


def _shape(row: UserSession) -> Session:
    return Session(
        id=row.pk,
        browser=browser_in_words(row.user_agent),
        address=row.ip,
        began_at=row.created_at,
        last_seen_at=row.last_seen_at,
        is_current=row.is_current(),
    )


@require_POST
def end(request: WebRequest, pk: int) -> HttpResponse:
    """End one of one's own sessions; ending this one signs out here."""
    row = UserSession.objects.filter(user=request.user, pk=pk).first()
    if row is None:
        raise NotFound
    is_current = row.is_current()
    row.end()
    if is_current:
        logout(request)
        return go(request, reverse("account_login"))
    messages.success(request, _("That session has ended."))
    return go(request, reverse("usersessions_list"))
