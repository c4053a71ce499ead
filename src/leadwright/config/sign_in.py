"""Signing in: who a session belongs to."""

from allauth.account.auth_backends import AuthenticationBackend

from leadwright.fields.definitions import know_fields, mark_of_fields
from leadwright.foundation.compiled import Compiled
from leadwright.leads.rules import know_rules, mark_of_rules
from leadwright.people.models import User
from leadwright.people.models.users import UserQuerySet


def _with_rights(pk: int) -> UserQuerySet:
    """Return a user with all that each page asks of one, the marks of rules and own fields too."""
    return (
        User.objects.get_queryset()
        .with_rights()
        .annotate(rules_mark=mark_of_rules(), fields_mark=mark_of_fields())
        .filter(pk=pk)
    )


_BY_ID = Compiled(_with_rights, pk=int)


class ByAddress(AuthenticationBackend):  # type: ignore[misc]
    """Signs people in by their e-mail address."""

    def get_user(self, user_id: int) -> User | None:
        """Return the user of a session, if he may sign in, with all that each page asks of one, in one query."""
        user = _BY_ID.first(pk=user_id)
        if user is None or not self.user_can_authenticate(user):
            return None
        if (mark := getattr(user, "rules_mark", None)) is not None:
            know_rules(mark)
            know_fields(getattr(user, "fields_mark", None))
        return user

    def user_can_authenticate(self, user: User) -> bool:
        """Tell whether every door is open to a user."""
        return user.may_sign_in
