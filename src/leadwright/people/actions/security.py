"""The security log: what touches sign-in, secrets and denials, as a row and as a line of `leadwright.security`.

It holds who, what, where and from where; never a password, a token, a link, or an address that somebody typed.
"""

import logging
from datetime import datetime, timedelta

from django.db import DatabaseError, InterfaceError, connection, transaction

from leadwright.foundation.attempts import Attempt
from leadwright.people.models import SecurityEvent, User

KEPT_FOR = timedelta(days=365)
EXPORTED = "LIST_EXPORTED"
log = logging.getLogger("leadwright.security")


def note_event(code: str, *, attempt: Attempt, user: object, at: datetime) -> None:
    """Write down what happened at a request.

    A database that is away does not keep the request from being answered; the log of the process has it then.
    """
    known = user if isinstance(user, User) else None
    try:
        _store(code, attempt, known, at)
    except (DatabaseError, InterfaceError):
        log.exception("a line of the security log could not be kept")
    log.info(
        "%s user=%s from=%s %s %s",
        code,
        known.pk if known else "-",
        attempt.address or "-",
        attempt.method,
        attempt.path,
    )


@transaction.atomic
def _store(code: str, attempt: Attempt, user: User | None, at: datetime) -> None:
    """Add the row in a savepoint of its own: one that fails spoils nothing of what it stands beside."""
    SecurityEvent.objects.create(
        user=user,
        code=code,
        kind=attempt.face,
        method=attempt.method,
        path=attempt.path,
        address=attempt.address,
        at=at,
    )


def note_typed_account(code: str, email: str, *, attempt: Attempt, at: datetime) -> None:
    """Write down what happened to the account whose address was typed, without the address itself."""
    user = User.objects.filter(email=email.strip().lower()).first()
    note_event(code, attempt=attempt, user=user, at=at)


def forget_old_events(*, at: datetime) -> None:
    """Forget what happened more than a year ago: the rows hold addresses of people.

    The product may only add to this log. The database forgets, and nothing that is younger by its own clock.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_forget_security_events(%s)", [at - KEPT_FOR])
