"""The security log of those who were turned away: one entry a denial, whichever face it was."""

import logging
from datetime import datetime

from django.db import DatabaseError

from leadwright.foundation.attempts import Attempt
from leadwright.foundation.refusals import Refused
from leadwright.people.models import SecurityEvent, User

DENIED = frozenset((401, 403, 404))
log = logging.getLogger("leadwright.security")


def is_denial(refusal: Refused) -> bool:
    """Tell whether a refusal denies access; a part that is switched off denies nobody anything."""
    return refusal.status in DENIED and refusal.code != "FEATURE_OFF"


def note_denial(attempt: Attempt, refusal: Refused, *, user: object, at: datetime) -> None:
    """Write down who was turned away from where.

    A database that is away does not keep the refusal from being answered; the log of the process has it then.
    """
    if not is_denial(refusal):
        return
    known = user if isinstance(user, User) else None
    try:
        SecurityEvent.objects.create(
            user=known,
            code=refusal.code,
            kind=attempt.face,
            method=attempt.method,
            path=attempt.path,
            address=attempt.address,
            at=at,
        )
    except DatabaseError:
        log.exception("a denied access could not be written down")
    log.info(
        "denied %s user=%s %s %s", refusal.code, known.pk if known else "-", attempt.method, attempt.path
    )
