"""Who was turned away: one entry of the security log a denial, whichever face it was."""

from datetime import datetime

from leadwright.foundation.attempts import Attempt
from leadwright.foundation.refusals import Refused
from leadwright.people.actions.security import note_event

DENIED = frozenset((401, 403, 404, 429))
# A part that is switched off denies nobody anything; beyond the limit of requests each one would cost a row.
NOT_WRITTEN = frozenset(("FEATURE_OFF", "RATE_LIMITED"))


def is_denial(refusal: Refused) -> bool:
    """Tell whether a refusal denies access, so that it is written down."""
    return refusal.status in DENIED and refusal.code not in NOT_WRITTEN


def note_denial(attempt: Attempt, refusal: Refused, *, user: object, at: datetime) -> None:
    """Write down who was turned away from where."""
    if is_denial(refusal):
        note_event(refusal.code, attempt=attempt, user=user, at=at)
