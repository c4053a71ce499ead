"""Mail what waits: at once, each morning, and never in quiet hours; one mail a user and turn."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone, translation

from leadwright.foundation.batches import action
from leadwright.messages.actions import queue
from leadwright.notifications.actions import choice_of
from leadwright.notifications.models import Notification
from leadwright.notifications.reading import lines_of
from leadwright.notifications.timing import after_quiet
from leadwright.people.models import User

SET = 200
MOST_LINES = 50


def mail_due(at: datetime) -> int:
    """Mail each user what is due by now; returns how many mails were written."""
    due = Notification.objects.filter(mail_at__lte=at).order_by()
    users = User.objects.get_queryset().with_rights().filter(pk__in=due.values("user")).order_by("pk")
    return sum(_mail(user, at) for user in users[:SET])


@action
def _mail(user: User, at: datetime) -> bool:
    """Write one mail of what is due for a user, without what was read meanwhile or is out of reach.

    What does not fit into it waits for the next one.
    """
    due = Notification.objects.filter(user=user.pk, mail_at__lte=at).order_by("pk")
    held = list(due.select_for_update(skip_locked=True).values_list("pk", flat=True))
    rows = Notification.objects.filter(pk__in=held)
    later = after_quiet(at, choice_of(user), user.time_zone)
    if later > at and user.may_sign_in:
        rows.update(mail_at=later)
        return False
    waiting = list(rows.of(user).unread().order_by("pk")) if user.may_sign_in else []
    waiting, next_time = waiting[:MOST_LINES], waiting[MOST_LINES:]
    rows.exclude(pk__in=[row.pk for row in next_time]).update(mail_at=None)
    if not waiting:
        return False
    with translation.override(user.language), timezone.override(user.time_zone):
        lines = [(line.text, line.subject) for line in lines_of(waiting, reader=user)]
    queue(
        key=f"notifications:{waiting[0].pk}:{waiting[-1].pk}:user:{user.pk}",
        kind="notifications",
        to=user,
        template="notifications",
        context={"lines": lines, "link": f"{settings.BASE_URL}/notifications/"},
        at=at,
    )
    return True
