"""Let the bytes of what was read long ago go; what nobody could read is kept until somebody can."""

from datetime import datetime, timedelta

from django.conf import settings

from leadwright.inbox.models import RawArrival, Verdict

BLANK = {"content": b"", "envelope": {}, "headers": {}, "sender": "", "words": "", "is_complete": False}
DONE = (Verdict.READ, Verdict.DUPLICATE)


def let_go(at: datetime) -> int:
    """Empty the arrivals that were read and are older than LEADWRIGHT_MAIL_DAYS; returns how many.

    The row stays with its digest and its place: the same mail is not taken in again.
    """
    if not settings.MAIL_DAYS:
        return 0
    old = RawArrival.objects.filter(arrived_at__lt=at - timedelta(days=settings.MAIL_DAYS), verdict__in=DONE)
    return old.exclude(content=b"").update(**BLANK)
