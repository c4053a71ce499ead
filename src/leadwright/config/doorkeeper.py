"""Our terms to allauth, which lets people in: nobody signs up alone, and its mails go through our outbox."""

from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import AddEmailForm
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext_noop

from leadwright.foundation.clock import now
from leadwright.messages.actions import queue
from leadwright.people.models import User

LETTERS = {
    "account/email/password_reset_key": ("password_reset", "password_reset_url"),
    "account/email/email_confirmation": ("confirm_email", "activate_url"),
}
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
WARNING = gettext_noop("If it was not you, choose a new password now and tell your company admin.")


class Doorkeeper(DefaultAccountAdapter):  # type: ignore[misc]
    """What allauth asks us before it acts."""

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
        """Tell a user what happened to the account."""
        self.send_mail(template_prefix, email or user.email, {**(context or {}), "user": user})

    def can_delete_email(self, email_address: EmailAddress) -> bool:
        """Answer that the address by which somebody signs in stays."""
        return email_address.email != email_address.user.email and bool(
            super().can_delete_email(email_address)
        )

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Take over a new address in lower case, as all addresses are kept; that of a shut account stays."""
        if not email_address.user.may_sign_in:
            return False
        email_address.email = email_address.email.lower()
        return bool(super().confirm_email(request, email_address))

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


class NewAddressForm(AddEmailForm):  # type: ignore[misc]
    """Asks for a new address, and first notes the present one as proven: the invitation went there.

    Without that note allauth takes the present address for one that waits to be confirmed, and drops it.
    """

    def clean_email(self) -> str:
        """Read the new address."""
        present = {"verified": True, "primary": True}
        EmailAddress.objects.update_or_create(user=self.user, email=self.user.email, defaults=present)
        return str(super().clean_email())


def _notice(subject: str, text: str, user: User | None) -> dict[str, str]:
    with translation.override(user.language if user else translation.get_language()):
        return {
            "subject": translation.gettext(subject),
            "text": f"{translation.gettext(text)}\n\n{translation.gettext(WARNING)}",
        }
