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
from leadwright.people.actions.sign_in import has_agreed
from leadwright.people.models import User
from leadwright.web.base.form_keys import RESUMED, is_key_of, sent_key
from leadwright.web.base.kept import kept_of, notice, session_over
from leadwright.web.base.page_rules import OPEN_TO_ALL

TOO_MANY_TRIES, RATE_LIMITED = "TOO_MANY_TRIES", "RATE_LIMITED"
TOO_FAST = gettext_noop("Too many requests")
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
        "title": _(TOO_FAST if no.code == RATE_LIMITED else TITLES.get(no.status, TITLES[409])),
        "sentence": no.sentence,
        "way": _on_from(request, no),
        "kept": kept_of(request),
        "may_send": no.status not in (403, 404),
        "navigates": _navigates(request, no.status),
    }
    if not request.headers.get("HX-Request"):
        return _later(render(request, "refusal.html", context, status=no.status))
    if request.method == "POST":
        return _later(notice(request, context, status=no.status))
    answer = render(request, "refusal_dialog.html", context, status=no.status)
    answer.headers["HX-Retarget"], answer.headers["HX-Reswap"] = "#dialog", "innerHTML"
    return _later(answer)


def _navigates(request: HttpRequest, status: int) -> bool:
    """Tell whether the page keeps its navigation: for who is signed in, unless asking for it is what is too much."""
    user = getattr(request, "user", None)
    return isinstance(user, User) and status not in (429, 503) and has_agreed(user)


def _later(answer: HttpResponse) -> HttpResponse:
    """Say when to come again, where the answer is only for now."""
    if (seconds := AFTER_SECONDS.get(answer.status_code)) is not None:
        answer.headers["Retry-After"] = seconds
    return answer


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that did not come from our own page, or whose page was left open too long."""
    del reason
    note_event("FORGED", attempt=attempt_of(request, face="page"), user=request.user, at=now())
    kept, user = kept_of(request), request.user
    if not user.is_authenticated and kept and not _is_open(request):
        return session_over(request, kept)
    is_own = bool(user.is_authenticated and is_key_of(sent_key(request), user))
    if is_own and RESUMED in request.POST:
        return _drawn_again(request)
    context = {
        "code": 403,
        "title": _("This page was open for too long"),
        "sentence": _("Nothing was stored. Open the page again and send it once more."),
        "way": {"address": _same_page(request), "label": _("Open the page again")},
        "kept": kept,
        "may_send": is_own,
    }
    if not request.headers.get("HX-Request"):
        return render(request, "refusal.html", context, status=403)
    answer = notice(request, context, status=403)
    # Only this refusal goes away with a fresh token: the page fetches one and sends the form once more.
    answer.headers["X-Token"] = "old"
    return answer


def _is_open(request: HttpRequest) -> bool:
    """Tell whether a page is one that nobody has to sign in for."""
    match = request.resolver_match
    return match is not None and match.view_name in OPEN_TO_ALL


def of_another(request: HttpRequest) -> HttpResponse:
    """Answer a form that was drawn for somebody else who used this browser: nobody stores it in another's name."""
    context = {
        "code": 403,
        "title": _("This form was opened by somebody else"),
        "sentence": _(
            "Nothing was stored. You are signed in as %(name)s; sign in as whoever began this form."
        )
        % {"name": request.user.name if request.user.is_authenticated else ""},
        "way": {"address": reverse("overview"), "label": _("Go to the overview")},
        "kept": kept_of(request),
        "may_send": False,
    }
    if request.headers.get("HX-Request"):
        return notice(request, context, status=403)
    return render(request, "refusal.html", context, status=403)


def sent_before(request: HttpRequest, address: str) -> HttpResponse:
    """Answer a form that was sent before and says something else now: the first stands, the second may be another."""
    context = {
        "code": 409,
        "title": _("This form was sent before"),
        "sentence": _(
            "What you sent first is stored. Look at it, or send what you typed now as something new."
        ),
        "way": {"address": address, "label": _("Look at what is stored")},
        "kept": kept_of(request),
        "may_send": True,
        "new_key": True,
    }
    if request.headers.get("HX-Request"):
        return notice(request, context, status=409)
    return render(request, "refusal.html", context, status=409)


def _drawn_again(request: HttpRequest) -> HttpResponse:
    """Draw the form with what was typed: its key proves that our page sent it, and nothing is stored."""
    match = request.resolver_match
    try:
        return match.func(request, *match.args, **match.kwargs) if match else failed(request)
    except Refused as no:
        return refusal_page(request, no)


def failed(request: HttpRequest) -> HttpResponse:
    """Answer when something broke: 503 where the database does not answer, else 500; neither page asks the database."""
    status = 503 if isinstance(sys.exc_info()[1], AWAY) else 500
    context = {
        "title": _(TITLES[503]),
        "sentence": sentence_of("UNAVAILABLE", {}),
        "reference": request_id(),
        "again": _same_page(request) if request.method == "GET" else "/",
        "kept": kept_of(request),
        "may_send": False,
    }
    page = loader.get_template(f"{status}.html").render(context)
    return _later(HttpResponse(page, status=status))


def busy(request: HttpRequest) -> str:
    """Return the page of a request that was not begun, because too many wait; what was typed stands on it."""
    context = {
        "title": _(TITLES[503]),
        "sentence": sentence_of("BUSY", {}),
        # No address: the same page again.
        "again": "/" if request.method == "POST" else "",
        "kept": kept_of(request),
        "may_send": False,
    }
    return loader.get_template("503.html").render(context)


def _same_page(request: HttpRequest) -> str:
    """Return the address that was asked for, on this host: two slashes at its start would name another one."""
    return "/" + request.path.lstrip("/")


def _on_from(request: HttpRequest, no: Refused) -> dict[str, str]:
    """Return where to go from a refusal: a new password, the same page once more, or back."""
    if no.code == TOO_MANY_TRIES:
        return {"address": reverse("account_reset_password"), "label": _("Ask for a new password")}
    if no.code == RATE_LIMITED and request.method == "GET":
        return {"address": f"/{request.get_full_path().lstrip('/')}", "label": _("Try again")}
    return {"address": _back(request, no.status), "label": _("Back")}


def _back(request: HttpRequest, status: int) -> str:
    if status == 404:
        return reverse("overview")
    match = request.resolver_match
    number = match.kwargs.get("number") if match else None
    is_lead_itself = match is not None and match.view_name == "lead"
    return reverse("lead", args=[number]) if number and not is_lead_itself else reverse("overview")
