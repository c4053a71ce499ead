"""How many requests somebody may send in a minute, counted by all processes together.

Each process counts for itself and tells the others every twenty requests, near the limit at each one: what is allowed
is exact with one process, and a few requests more with several. A database that is away lets everybody pass.
"""

from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from django.db import DatabaseError, connection, transaction

from leadwright.people.models import RequestCount

SECONDS = 60
SHARED_EVERY = 20
MOST_KEYS = 10_000
ADD = """
INSERT INTO people_requestcount (key, minute, number) VALUES (%s, %s, %s)
ON CONFLICT (key, minute) DO UPDATE SET number = people_requestcount.number + EXCLUDED.number RETURNING number
"""


@dataclass(frozen=True, kw_only=True)
class Rate:
    """What is left of a limit: requests in this minute, and seconds until the next one begins."""

    limit: int
    remaining: int
    seconds: int
    is_over: bool


@dataclass
class _Count:
    """What this process knows of a minute: what it has not told the others, and what all had told."""

    minute: int
    own: int = 0
    shared: int = 0


class Counter:
    """The counts of one process."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.counts: dict[str, _Count] = {}

    def take(self, key: str, *, limit: int, at: datetime) -> Rate:
        """Count a request; `key` names who sends it, in at most 64 signs. Beyond the limit none is counted."""
        minute, second = divmod(int(at.timestamp()), SECONDS)
        with self.lock:
            count = self._count(key, minute)
            is_over = count.shared + count.own >= limit
            if not is_over:
                count.own += 1
                untold = (
                    0 if count.own < min(SHARED_EVERY, limit - count.shared - SHARED_EVERY) else count.own
                )
        if not is_over and untold:
            self._tell(key, count, untold)
        return Rate(
            limit=limit,
            remaining=max(limit - count.shared - count.own, 0),
            seconds=SECONDS - second,
            is_over=is_over,
        )

    def _count(self, key: str, minute: int) -> _Count:
        count = self.counts.get(key)
        if count is None or count.minute != minute:
            if len(self.counts) >= MOST_KEYS:
                self.counts = {name: row for name, row in self.counts.items() if row.minute == minute}
            count = self.counts[key] = _Count(minute)
        return count

    def _tell(self, key: str, count: _Count, untold: int) -> None:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(ADD, [key, count.minute, untold])
                (shared,) = cursor.fetchone()
        except DatabaseError:
            return
        with self.lock:
            count.own -= untold
            count.shared = max(count.shared, shared)

    def forget(self) -> None:
        """Begin anew."""
        with self.lock:
            self.counts.clear()


counter = Counter()


def forget_old_counts(*, at: datetime) -> None:
    """Forget the minutes that are over."""
    RequestCount.objects.filter(minute__lt=int(at.timestamp()) // SECONDS - 1).delete()
