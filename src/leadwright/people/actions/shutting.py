"""Shut a user out: what let him in is destroyed, so that switching access on again revives none of it."""

from datetime import datetime

from allauth.usersessions.models import UserSession

from leadwright.history.facts import Party
from leadwright.people.actions.tokens import revoke_tokens
from leadwright.people.models import User


def shut_out(user: User, *, by: Party, at: datetime) -> None:
    """End all sessions, revoke all tokens and take the open invitation back."""
    user.shut_at = at
    user.save(update_fields=["shut_at"])
    for session in UserSession.objects.filter(user=user):
        session.end()
    revoke_tokens(user, by=by, at=at)
    user.invitations.filter(used_at=None).delete()
