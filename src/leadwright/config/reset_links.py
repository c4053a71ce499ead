"""The links by which a forgotten password is replaced: they end with the access of their account."""

from allauth.account.models import EmailAddress
from django.contrib.auth.tokens import PasswordResetTokenGenerator

from leadwright.people.models import User


class ResetLinks(PasswordResetTokenGenerator):
    """Makes and checks what stands in a link."""

    def check_token(self, user: User | None, token: str | None) -> bool:
        """Tell whether a link may be used now."""
        return user is not None and user.may_sign_in and super().check_token(user, token)

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        """Tie a link to the addresses of the account as well, and to when access was last shut."""
        addresses = EmailAddress.objects.filter(user_id=user.pk).values_list("email", flat=True)
        known = "|".join(sorted({user.email, *addresses}))
        return f"{super()._make_hash_value(user, timestamp)}{known}|{user.shut_at}"
