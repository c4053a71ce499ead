"""The doors: terms, invitation, preferences."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leadwright.foundation.attempts import attempt_of
from leadwright.foundation.pages import render
from leadwright.foundation.refusals import NotFound
from leadwright.people.actions.preferences import prefer
from leadwright.people.actions.security import note_event
from leadwright.people.actions.sign_in import accept_terms, agreement_of, has_agreed, terms_in_force
from leadwright.people.actions.users import join, open_invitation
from leadwright.people.questions import kinds_of_notices
from leadwright.web.base.middleware import safe_next
from leadwright.web.base.requests import WebRequest, go, typed
from leadwright.web.entrance.forms import FirstPasswordForm, PreferencesForm

A_YEAR = 365 * 24 * 60 * 60


@require_http_methods(["GET", "HEAD", "POST"])
def terms(request: WebRequest) -> HttpResponse:
    """Ask for agreement to the terms in force; who refuses is signed out."""
    after = safe_next(request, request.POST.get("next") or request.GET.get("next"))
    in_force = terms_in_force()
    if in_force is None or has_agreed(request.user):
        return go(request, after)
    if request.POST.get("answer") == "refuse":
        logout(request)
        return go(request, reverse("account_login"))
    if request.POST.get("answer") == "agree" and request.POST.get("version") == str(in_force.version):
        accept_terms(request.user, at=request.now)
        return go(request, after)
    text = in_force.text_in((get_language() or "en").split("-")[0])
    context = {"terms": in_force, "text": text, "next": after}
    return render(request, "entrance/terms.html", context)


@require_safe
def agreed_terms(request: WebRequest) -> HttpResponse:
    """Show again what the reader agreed to, in his language, with its version and when that was."""
    acceptance = agreement_of(request.user)
    if acceptance is None:
        raise NotFound
    text = acceptance.terms.text_in((get_language() or "en").split("-")[0])
    return render(request, "entrance/agreed_terms.html", {"acceptance": acceptance, "text": text})


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: WebRequest, token: str) -> HttpResponse:
    """Let an invited user choose a password; the link works once."""
    invited = open_invitation(token, at=request.now).user
    with translation.override(invited.language):
        form = FirstPasswordForm(typed(request))
        joined = None
        if request.method == "POST":
            password = request.POST.get("password", "")
            joined = form.tried(lambda: join(token, password=password, at=request.now))
        if joined is not None:
            note_event("JOINED", attempt=attempt_of(request, face="page"), user=joined, at=request.now)
            logout(request)
            if not is_mfa_enabled(joined):
                login(request, joined, backend=settings.AUTHENTICATION_BACKENDS[-1])
            return HttpResponseRedirect(reverse("overview"), status=303)
        context = {"form": form, "name": invited.name, "email": invited.email, "address": request.path}
        response = render(request, "entrance/invitation.html", context, status=form.status)
    response.headers["Referrer-Policy"] = "strict-origin"
    return response


@require_safe
def session(request: WebRequest) -> HttpResponse:
    """Tell a page that is about to send a form whether its reader is still signed in, with a fresh token."""
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    return HttpResponse(get_token(request), content_type="text/plain")


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: WebRequest) -> HttpResponse:
    """Choose language, time zone, colours, and of what to be told."""
    user = request.user
    initial = {
        "language": user.language,
        "time_zone": user.time_zone,
        "theme": request.COOKIES.get(settings.THEME_COOKIE_NAME, "system"),
        "notices": [kind for kind in kinds_of_notices() if kind not in user.unwanted_notices],
    }
    form = PreferencesForm(typed(request), initial=initial, by=user)
    if request.method == "POST" and form.is_valid():
        chosen = dict(form.cleaned_data)
        theme = chosen.pop("theme")
        notices = chosen.pop("notices", None)
        if form.done(lambda: prefer(user, notices=notices, at=request.now, **chosen)):
            with translation.override(user.language):
                messages.success(request, _("Saved."))
            response = go(request, reverse("preferences"))
            response.set_cookie(
                settings.THEME_COOKIE_NAME,
                theme,
                max_age=A_YEAR,
                httponly=True,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )
            return response
    return render(request, "entrance/preferences.html", {"form": form}, status=form.status)
