"""Links to a new password: anybody may ask, and a worker mails one to whoever has an account with a password."""

from datetime import datetime
from typing import Any

from allauth.account.forms import ResetPasswordForm, default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from leadwright.config.devices import source_of
from leadwright.foundation.attempts import Attempt, client_address
from leadwright.foundation.clock import now
from leadwright.history.facts import SYSTEM
from leadwright.messages.actions import queue
from leadwright.messages.questions import poke_sender
from leadwright.people.actions.guessing import begin_try
from leadwright.people.actions.passwords import ask_for_reset, take_request
from leadwright.people.actions.security import note_event
from leadwright.people.actions.users import invite
from leadwright.people.models import PasswordRequest, User


class ResetForm(ResetPasswordForm):  # type: ignore[misc]
    """Asks for an address and looks nobody up, so that the answer takes as long whoever has it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail")

    def clean_email(self) -> str:
        """Return the address as it was typed."""
        return str(self.cleaned_data["email"])

    def save(self, request: HttpRequest, **kwargs: object) -> str:
        """Leave the rest to a worker."""
        email, at = str(self.cleaned_data["email"]), now()
        begin_try("reset", account=email.strip().lower(), source=source_of(request), at=at)
        ask_for_reset(email, address=client_address(request), at=at)
        poke_sender()
        return email


def answer_requests(at: datetime) -> int:
    """Answer everybody who asks for a new password; returns how many asked."""
    answered = 0
    while _answer_next(at):
        answered += 1
    return answered


@transaction.atomic
def _answer_next(at: datetime) -> bool:
    request = take_request()
    if request is not None:
        user = User.objects.who_sign_in().filter(email=request.email).first()
        path = reverse("account_reset_password")
        attempt = Attempt(face="page", method="POST", path=path, address=request.address)
        note_event("RESET_ASKED", attempt=attempt, user=user, at=request.asked_at)
        if user is not None:
            _answer(request, user, at=at)
    return request is not None


def _answer(request: PasswordRequest, user: User, *, at: datetime) -> None:
    """Mail a link; whoever has not joined yet gets the invitation again, which is the only way in."""
    if not user.has_usable_password():
        invite(user, by=SYSTEM, at=at)
        return
    parts = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    link = reverse("account_reset_password_from_key", kwargs=parts)
    queue(
        key=f"password-reset:{request.pk}",
        kind="account",
        to=user,
        template="password_reset",
        context={"link": link},
        at=at,
    )
