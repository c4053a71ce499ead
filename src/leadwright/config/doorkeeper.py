"""Our terms to allauth, which lets people in: nobody signs up alone, and its mails go through our outbox."""

from functools import partial
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import AddEmailForm, LoginForm
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext_lazy, gettext_noop

from leadwright.config.devices import know_device, source_of
from leadwright.foundation.attempts import attempt_of, client_address
from leadwright.foundation.clock import now
from leadwright.foundation.refusals import Refused, sentence_of
from leadwright.messages.actions import queue
from leadwright.people.actions.guessing import begin_try, remember_place, take_back
from leadwright.people.actions.passwords import change_email, change_password, reset_password
from leadwright.people.actions.second_factor import note_second_factor_added, note_second_factor_removed
from leadwright.people.actions.security import note_event, note_typed_account
from leadwright.people.actions.users import refuse_taken_look
from leadwright.people.identity import fault_in_address
from leadwright.people.models import User
from leadwright.web.base.requests import is_own_address

LETTERS = {"account/email/email_confirmation": ("confirm_email", "activate_url")}
NOTICES = {
    "account/email/email_changed": (
        gettext_noop("Your e-mail address was changed"),
        gettext_noop("Your account now has another e-mail address."),
    ),
    "account/email/email_confirm": (
        gettext_noop("Your e-mail address was confirmed"),
        gettext_noop("The new e-mail address of your account was confirmed."),
    ),
    "account/email/email_deleted": (
        gettext_noop("An e-mail address was removed"),
        gettext_noop("An e-mail address was removed from your account."),
    ),
    "account/email/password_changed": (
        gettext_noop("Your password was changed"),
        gettext_noop("Your password was changed."),
    ),
    "account/email/password_reset": (
        gettext_noop("Your password was changed"),
        gettext_noop("Your password was changed by the link that was sent to you."),
    ),
    "account/email/password_set": (
        gettext_noop("A password was set"),
        gettext_noop("Your account now has a password."),
    ),
    "mfa/email/recovery_codes_generated": (
        gettext_noop("New recovery codes"),
        gettext_noop("New recovery codes were made for your account; the old ones no longer work."),
    ),
    "mfa/email/totp_activated": (
        gettext_noop("The second factor is on"),
        gettext_noop("From now on your account asks for a code from your authenticator app."),
    ),
    "mfa/email/totp_deactivated": (
        gettext_noop("The second factor is off"),
        gettext_noop("Your account no longer asks for a code from your authenticator app."),
    ),
}
NO_ADDRESS = "0.0.0.0"  # noqa: S104
SECOND_FACTOR = {
    "mfa/email/totp_activated": note_second_factor_added,
    "mfa/email/totp_deactivated": note_second_factor_removed,
}
EVENTS = {
    "account/email/email_changed": "EMAIL_CHANGED",
    "account/email/password_changed": "PASSWORD_CHANGED",
    "account/email/password_reset": "PASSWORD_RESET",
    "mfa/email/totp_activated": "SECOND_FACTOR_ON",
    "mfa/email/totp_deactivated": "SECOND_FACTOR_OFF",
    "mfa/email/recovery_codes_generated": "RECOVERY_CODES_MADE",
}
WARNING = gettext_noop("If it was not you, choose a new password now and tell your company admin.")


class Doorkeeper(DefaultAccountAdapter):  # type: ignore[misc]
    """What allauth asks us before it acts."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": gettext_lazy("The e-mail address or the password is not correct."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Answer that nobody comes in without an invitation."""
        return False

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Turn away whose access is off, and the users who only stand for somebody in brought-in data."""
        if not user.may_sign_in:
            answer: HttpResponse = self.respond_user_inactive(request, user)
            return answer
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return response

    def login(self, request: HttpRequest, user: User) -> None:
        """Let somebody in at the last step of each road: access may have been shut since the first."""
        if not User.objects.who_sign_in().filter(pk=user.pk).exists():
            raise ImmediateHttpResponse(self.respond_user_inactive(request, user))
        super().login(request, user)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Look at a password, unless there were too many tries before."""
        email = str(credentials.get("email") or "").strip().lower()
        row = begin_try("password", account=email, source=source_of(request), at=now())
        user: User | None = super().authenticate(request, **credentials)
        if user is not None:
            take_back(row)
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Write down that somebody could not sign in."""
        attempt, email = attempt_of(request, face="page"), str(credentials.get("email") or "")
        note_typed_account("SIGN_IN_FAILED", email, attempt=attempt, at=now())

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Know the browser and the network from now on, so that no stranger keeps the user out from there."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        remember_place(user, know_device(request, response), at=now())
        note_event("SIGNED_IN", attempt=attempt_of(request, face="page"), user=user, at=now())
        return response

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the client's own address; one that is not known is written as none in particular."""
        return client_address(request) or NO_ADDRESS

    def is_safe_url(self, url: str) -> bool:
        """Tell whether somebody may be led on to an address."""
        return bool(url) and is_own_address(self.request, url)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the mail into our outbox; a link keeps its path and gets our own address before it.

        Nothing leads into an account that is shut, so nothing is sent about it.
        """
        user = context.get("user") or User.objects.filter(email=email.lower()).first()
        if user is not None and not user.may_sign_in:
            return
        if template_prefix in LETTERS:
            template, name = LETTERS[template_prefix]
            self._queue(template, email, user, {"link": urlsplit(context[name]).path})
        elif template_prefix in NOTICES:
            self._queue("account_notice", email, user, _notice(*NOTICES[template_prefix], user))
        else:
            raise LookupError(f"allauth sends a mail that we have no words for: {template_prefix}")

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell a user what happened to the account, and write it down."""
        if template_prefix in SECOND_FACTOR:
            SECOND_FACTOR[template_prefix](user, at=now())
        if code := EVENTS.get(template_prefix):
            note_event(code, attempt=attempt_of(self.request, face="page"), user=user, at=now())
        self.send_mail(template_prefix, email or user.email, {**(context or {}), "user": user})

    def set_password(self, user: User, password: str) -> None:
        """Store a password that somebody chose, by the link of a mail or after giving the old one."""
        match = self.request.resolver_match
        by_link = match is not None and match.view_name == "account_reset_password_from_key"
        replace = reset_password if by_link else change_password
        replace(user, password=password, at=now())

    def can_delete_email(self, email_address: EmailAddress) -> bool:
        """Answer that the address by which somebody signs in stays."""
        return email_address.email != email_address.user.email and bool(
            super().can_delete_email(email_address)
        )

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Take over a new address in lower case, as all addresses are kept; that of a shut account stays."""
        email_address.email = email_address.email.lower()
        confirm = partial(super().confirm_email, request, email_address)
        return change_email(email_address.user, confirm=lambda: bool(confirm()), at=now())

    def _queue(self, template: str, email: str, user: User | None, words: dict[str, str]) -> None:
        own = user is not None and user.email == email.lower()
        queue(
            key=f"account/{uuid4()}",
            kind="account",
            to=user if user and own else email,
            template=template,
            context=words,
            at=now(),
            language=user.language if user else translation.get_language() or "en",
            time_zone=user.time_zone if user else "UTC",
        )


class SignInForm(LoginForm):  # type: ignore[misc]
    """Asks who signs in, in the words of the other pages."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = translation.gettext("E-mail")


class NewAddressForm(AddEmailForm):  # type: ignore[misc]
    """Asks for a new address, and first notes the present one as proven: the invitation went there.

    Without that note allauth takes the present address for one that waits to be confirmed, and drops it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = translation.gettext("E-mail")

    def clean_email(self) -> str:
        """Read the new address."""
        present = {"verified": True, "primary": True}
        EmailAddress.objects.update_or_create(user=self.user, email=self.user.email, defaults=present)
        if fault := fault_in_address(str(self.cleaned_data["email"])):
            raise ValidationError(sentence_of("FIELD_INVALID", {"field": "email", "reason": fault}))
        email = str(super().clean_email())
        try:
            refuse_taken_look(email, own=self.user.pk)
        except Refused as taken:
            raise ValidationError(taken.sentence) from taken
        return email


def _notice(subject: str, text: str, user: User | None) -> dict[str, str]:
    with translation.override(user.language if user else translation.get_language()):
        return {
            "subject": translation.gettext(subject),
            "text": f"{translation.gettext(text)}\n\n{translation.gettext(WARNING)}",
        }
