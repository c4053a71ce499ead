"""The calendar of a user: day, week and month, colleagues' busy times, and the feed for other programs."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leadwright.activities.actions import subscribe, unsubscribe
from leadwright.activities.agenda import Event, busy_times, closed_days, events_of
from leadwright.activities.cleaning import offered_kinds, possible_users
from leadwright.activities.subscriptions import calendar_of, subscriber_of, subscription_of
from leadwright.foundation.ids import digest_of
from leadwright.foundation.pages import render
from leadwright.foundation.refusals import NotFound
from leadwright.leads.states import Approach
from leadwright.people.access import may
from leadwright.people.models import User
from leadwright.tasks.mine import due_between
from leadwright.tasks.telling import known_lead
from leadwright.web.base.requests import WebRequest, takes
from leadwright.web.calendar.page import FIRST_HOUR, LAST_HOUR, VIEWS, Span, days_of, span_of

MOST_COLLEAGUES = 5
MOST_OFFERED = 200


@require_safe
@takes("view", "day", "with")
def show(request: WebRequest) -> HttpResponse:
    """Show what stands in the reader's calendar, and when chosen colleagues are busy."""
    view = request.GET.get("view", "week")
    view = view if view in VIEWS else "week"
    span = span_of(view, _day_chosen(request))
    colleagues = _colleagues(request)
    events = events_of(request.user, span.start, span.end)
    events = sorted([*events, *_tasks(request.user, span)], key=lambda event: (event.starts_at, event.id))
    events += busy_times(colleagues, span.start, span.end) if colleagues else []
    closed = closed_days(request.user, span.days)
    context = {
        "span": span,
        "days": days_of(span, events, closed, at=request.now),
        "hours": list(range(FIRST_HOUR, LAST_HOUR)),
        "today": timezone.localdate(request.now),
        "colleagues": [row.email for row in colleagues],
        "offered": _offered(request.user),
        "zone": request.user.time_zone,
        "meeting_kind": _meeting_kind(),
        "may_enter": may(request.user, "activity.edit"),
        "views": [("day", _("Day")), ("week", _("Week")), ("month", _("Month"))],
    }
    return render(request, "calendar/show.html", context)


def _tasks(user: User, span: Span) -> list[Event]:
    """Return what the reader has to do by a moment of a span, as deadlines; of a lead out of reach nothing is said."""
    rows = due_between(user, span.start, span.end) if may(user, "task.view") else []
    return [
        Event(
            kind="task",
            starts_at=row.due_at,
            ends_at=row.due_at,
            title=row.subject,
            id=row.pk,
            detail=lead.contact.name if (lead := known_lead(user, row)) and lead.contact else "",
            is_open=True,
        )
        for row in rows
    ]


def _meeting_kind() -> str:
    """Return the code of the first kind of activity at which people meet."""
    return next((row.code for row in offered_kinds(None) if row.kind == Approach.MEETING), "")


def _day_chosen(request: WebRequest) -> date:
    """Return the day of the address; one that is none, or too far away, is today."""
    try:
        day = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return timezone.localdate(request.now)
    return day if 1990 <= day.year <= 2200 else timezone.localdate(request.now)


def _colleagues(request: WebRequest) -> list[User]:
    named = [email.strip().lower() for email in request.GET.get("with", "").split(",") if email.strip()]
    rows: Any = possible_users(request.user).filter(email__in=named[:MOST_COLLEAGUES])
    return list(rows.exclude(pk=request.user.pk)) if may(request.user, "activity.view") else []


def _offered(user: User) -> list[tuple[str, str]]:
    rows = possible_users(user).exclude(pk=user.pk).values_list("email", "name")
    return list(rows[:MOST_OFFERED]) if may(user, "activity.view") else []


@require_http_methods(["GET", "HEAD", "POST"])
def subscription_settings(request: WebRequest) -> HttpResponse:
    """Show whether there is a feed; make its secret address, shown once, or revoke it."""
    address = ""
    if request.method == "POST" and request.POST.get("act") == "revoke":
        if unsubscribe(request.user, at=request.now):
            messages.success(request, _("The address opens nothing any more."))
    elif request.method == "POST":
        secret = subscribe(request.user, at=request.now)
        address = request.build_absolute_uri(reverse("calendar-file", args=[secret]))
    context = {"subscription": subscription_of(request.user), "secret_address": address}
    response = render(request, "calendar/subscription.html", context)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
def calendar_file(request: WebRequest, secret: str) -> HttpResponse:
    """Hand out the calendar that a secret address opens; whoever has the address needs no sign-in."""
    user = subscriber_of(secret, at=request.now)
    if user is None:
        raise NotFound
    with translation.override(user.language), timezone.override(user.time_zone):
        content = calendar_of(user, at=request.now)
    mark = f'"{digest_of(content.decode(), purpose="feed")[:32]}"'
    if request.headers.get("If-None-Match", "") == mark:
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["ETag"] = mark
    response.headers["Cache-Control"] = "private, max-age=900"
    response.headers["Content-Disposition"] = 'attachment; filename="leadwright.ics"'
    response.headers["Referrer-Policy"] = "no-referrer"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response
