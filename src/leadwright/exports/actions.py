"""Ask for an export of all that one may take along, and let exports go."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction

from leadwright.exports.models import Export, State
from leadwright.files.store import discard_later
from leadwright.foundation.attempts import Attempt
from leadwright.foundation.refusals import refuse
from leadwright.people.access import require
from leadwright.people.actions.security import EXPORTED, note_event
from leadwright.people.models import User

WAITS_ALONE = "one_export_waits_for_each"


def require_rights(by: User) -> None:
    """Refuse whoever may not take along all that there is of a company."""
    require(by, "user.manage")
    require(by, "contact.export")


@transaction.atomic
def ask(*, by: User, at: datetime, attempt: Attempt) -> Export:
    """Ask for an export; a worker makes it. One waits for each who asks, and the security log says who asked."""
    require_rights(by)
    try:
        with transaction.atomic():
            row = Export.objects.create(organisation=by.organisation, by=by, asked_at=at)
    except IntegrityError as fault:
        if WAITS_ALONE not in str(fault):
            raise
        refuse("EXPORT_WAITING")
    note_event(EXPORTED, attempt=attempt, user=by, at=at)
    return row


def forget_old_exports(*, at: datetime) -> int:
    """Remove the exports whose days are over, and what could not be made before then; returns how many."""
    return let_go(Export.objects.filter(expires_at__lte=at))


@transaction.atomic
def let_go(rows: Iterable[Export]) -> int:
    """Remove exports, and their bytes as soon as that is certain."""
    known = list(rows)
    Export.objects.filter(pk__in=[row.pk for row in known]).delete()
    discard_later(row.key for row in known if row.key and row.state == State.READY)
    return len(known)
