"""Ask what somebody is notified of."""

from leadwright.notifications.models import Notification
from leadwright.notifications.reading import Line, lines_of
from leadwright.people.models import User


def kinds_for(user: User) -> list[str]:
    """Return the kinds of a user's notifications, the latest first."""
    return [row.kind for row in Notification.objects.in_list(user)]


def lines_for(user: User) -> list[Line]:
    """Return what a user reads."""
    return lines_of(list(Notification.objects.in_list(user)), reader=user)
