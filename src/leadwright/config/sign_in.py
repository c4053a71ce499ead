"""Signing in: who a session belongs to."""

from allauth.account.auth_backends import AuthenticationBackend

from leadwright.foundation.compiled import Compiled
from leadwright.people.models import User

_BY_ID = Compiled(lambda pk: User.objects.get_queryset().with_rights().filter(pk=pk), pk=int)


class ByAddress(AuthenticationBackend):  # type: ignore[misc]
    """Signs people in by their e-mail address."""

    def get_user(self, user_id: int) -> User | None:
        """Return the user of a session, if he may sign in, with all that each page asks of one, in one query."""
        user = _BY_ID.first(pk=user_id)
        return user if user is not None and self.user_can_authenticate(user) else None

    def user_can_authenticate(self, user: User) -> bool:
        """Tell whether every door is open to a user."""
        return user.may_sign_in
