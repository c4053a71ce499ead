"""Take arrivals one at a time under a lease, and write down what became of each."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_noop

from leadwright.foundation.text import storable
from leadwright.inbox.models import RawArrival, Verdict

LEASE = timedelta(minutes=10)
TRIES = 5
BACK_OFF = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
WORN = gettext_noop("Reading it ended without a result several times; the log says why.")
log = logging.getLogger("leadwright.inbox")


def claim(at: datetime, *, number: int | None = None) -> RawArrival | None:
    """Take the arrival that waits longest, or the one with a number, under a lease that is committed at once.

    One at which workers died on every try is closed, and the next one is taken.
    """
    while True:
        with transaction.atomic():
            rows = RawArrival.objects.to_be_read(at).select_for_update(skip_locked=True)
            arrival = (rows.filter(pk=number) if number else rows).first()
            if arrival is None:
                return None
            if arrival.attempts < TRIES:
                arrival.leased_until, arrival.attempts = at + LEASE, arrival.attempts + 1
                arrival.save(update_fields=["leased_until", "attempts"])
                return arrival
            _close(arrival, Verdict.FAILED, WORN)


def held(arrival: RawArrival) -> RawArrival | None:
    """Lock an arrival that was claimed, or return nothing when somebody else has dealt with it."""
    rows = RawArrival.objects.select_for_update().filter(pk=arrival.pk, verdict=Verdict.NEW)
    return rows.defer("content").first()


def close(arrival: RawArrival, verdict: str, words: str = "") -> None:
    """Write down what became of an arrival, unless somebody else has done so."""
    with transaction.atomic():
        row = held(arrival)
        if row is not None:
            _close(row, verdict, words)


def _close(arrival: RawArrival, verdict: str, words: str) -> None:
    arrival.verdict, arrival.words, arrival.leased_until = verdict, storable(words)[:500], None
    arrival.save(update_fields=["verdict", "words", "leased_until"])


def try_later(arrival: RawArrival, words: str, *, at: datetime) -> None:
    """Give an arrival back for a later try, or give up after several."""
    if arrival.attempts >= TRIES:
        close(arrival, Verdict.FAILED, words)
        return
    log.warning("arrival %s is tried again later: %s", arrival.pk, words)
    wait = BACK_OFF[min(arrival.attempts, len(BACK_OFF)) - 1]
    rows = RawArrival.objects.filter(pk=arrival.pk, verdict=Verdict.NEW)
    rows.update(leased_until=at + wait, words=storable(words)[:500])
