"""Sessions that are over are forgotten: what they held, and what the list of sessions knew of them."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session


def forget_old_sessions(*, at: datetime) -> None:
    """Forget the sessions that have ended, and the rows of the list whose session is gone."""
    Session.objects.filter(expire_date__lt=at).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
