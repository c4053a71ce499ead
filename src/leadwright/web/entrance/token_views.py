"""Tokens for the API: one's own page of them, and taking one back."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from leadwright.foundation.attempts import attempt_of
from leadwright.foundation.pages import render
from leadwright.people.actions.security import note_event
from leadwright.people.actions.tokens import create_token, revoke_token, tokens_of
from leadwright.web.base.requests import CREATED, WebRequest, go, typed
from leadwright.web.entrance.forms import TokenForm


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: WebRequest) -> HttpResponse:
    """List the tokens that work; make one, which this answer alone shows."""
    user, at = request.user, request.now
    form, token = TokenForm(typed(request)), None
    if request.method == "POST":
        token = form.tried(lambda: create_token(user, by=user.party(), at=at, **form.payload()))
        if token is not None:
            note_event("TOKEN_MADE", attempt=attempt_of(request, face="page"), user=user, at=at)
    context = {
        "form": form if token is None else TokenForm(),
        "token": token,
        "tokens": tokens_of(user, at=at),
    }
    return render(request, "entrance/tokens.html", context, status=CREATED if token else form.status)


@require_POST
def revoke(request: WebRequest, pk: int) -> HttpResponse:
    """Let a token work no longer, and go back to the page that lists it."""
    token = revoke_token(pk, by=request.user, at=request.now)
    note_event("TOKEN_REVOKED", attempt=attempt_of(request, face="page"), user=token.user, at=request.now)
    messages.success(request, _("The token no longer works."))
    is_own = token.user_id == request.user.pk
    return go(request, reverse("tokens") if is_own else reverse("company-user", args=[token.user_id]))
