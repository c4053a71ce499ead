"""How a refusal looks: a page with its sentence, or a dialog when one was asked for."""

import sys

from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from leadwright.foundation.attempts import attempt_of
from leadwright.foundation.clock import now
from leadwright.foundation.health import AFTER_SECONDS, AWAY
from leadwright.foundation.pages import render
from leadwright.foundation.refusals import Refused, sentence_of
from leadwright.foundation.tracing import request_id
from leadwright.people.actions.security import note_event

TITLES = {
    400: gettext_noop("The request cannot be read"),
    403: gettext_noop("Not allowed"),
    404: gettext_noop("There is nothing here"),
    409: gettext_noop("Not possible now"),
    410: gettext_noop("This link no longer works"),
    422: gettext_noop("Something is missing"),
    429: gettext_noop("Too many attempts"),
    428: gettext_noop("Something is missing"),
    503: gettext_noop("One moment, please"),
}


def refusal_page(request: HttpRequest, no: Refused) -> HttpResponse:
    """Answer with the refusal's own status and sentence; a foreign object and none look the same."""
    context = {
        "code": no.status,
        "title": _(TITLES.get(no.status, TITLES[409])),
        "sentence": no.sentence,
        "way": {"address": _back(request, no.status), "label": _label(no.status)},
    }
    if not request.headers.get("HX-Request"):
        return _later(render(request, "refusal.html", context, status=no.status))
    answer = render(request, "refusal_dialog.html", context, status=no.status)
    answer.headers["HX-Retarget"], answer.headers["HX-Reswap"] = "#dialog", "innerHTML"
    return _later(answer)


def _later(answer: HttpResponse) -> HttpResponse:
    """Say when to come again, where the answer is only for now."""
    if (seconds := AFTER_SECONDS.get(answer.status_code)) is not None:
        answer.headers["Retry-After"] = seconds
    return answer


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that did not come from our own page, or whose page was left open too long."""
    del reason
    note_event("FORGED", attempt=attempt_of(request, face="page"), user=request.user, at=now())
    context = {
        "code": 403,
        "title": _("This page was open for too long"),
        "sentence": _("Nothing was stored. Open the page again and send it once more."),
        "way": {"address": _same_page(request), "label": _("Open the page again")},
    }
    return render(request, "refusal.html", context, status=403)


def failed(request: HttpRequest) -> HttpResponse:
    """Answer when something broke: 503 where the database does not answer, else 500; neither page asks the database."""
    status = 503 if isinstance(sys.exc_info()[1], AWAY) else 500
    context = {
        "title": _(TITLES[503]),
        "sentence": sentence_of("UNAVAILABLE", {}),
        "reference": request_id(),
        "again": _same_page(request) if request.method == "GET" else "/",
    }
    page = loader.get_template(f"{status}.html").render(context)
    return _later(HttpResponse(page, status=status))


def _same_page(request: HttpRequest) -> str:
    """Return the address that was asked for, on this host: two slashes at its start would name another one."""
    return "/" + request.path.lstrip("/")


def _label(status: int) -> str:
    return _("Ask for a new password") if status == 429 else _("Back")


def _back(request: HttpRequest, status: int) -> str:
    if status == 429:
        return reverse("account_reset_password")
    if status == 404:
        return reverse("overview")
    match = request.resolver_match
    number = match.kwargs.get("number") if match else None
    is_lead_itself = match is not None and match.view_name == "lead"
    return reverse("lead", args=[number]) if number and not is_lead_itself else reverse("overview")
