"""The sealer: it chains committed entries, in the order in which it sees them."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from leadwright.history.hashing import GENESIS, seal_hash
from leadwright.history.models import Entry, Seal

SEALER_LOCK = 7_305_811_902
BATCH = 5_000
LOOK_BACK = 50_000
_ANCHOR = re.compile(r"history ([0-9]+) ([0-9a-f]{64})")


@dataclass(frozen=True)
class Anchor:
    """How far the chain reached at some moment: the last position and its hash."""

    position: int
    hash: str

    def __str__(self) -> str:
        return f"history {self.position} {self.hash}"


def seal(at: datetime) -> int:
    """Seal what has been committed; returns how many entries, 0 also while another sealer works.

    Transactions commit out of the order of their numbers, so a run looks back a good way below the newest
    sealed entry, and in the first minute of each hour through the whole log.
    """
    sealed = 0
    while fresh := _seal_batch(at):
        sealed += fresh
    return sealed


@transaction.atomic
def _seal_batch(at: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEALER_LOCK])
        if not cursor.fetchone()[0]:
            return 0
    rows = list(Entry.objects.unsealed().filter(pk__gt=_start(at)).values_list("pk", "hash", "at")[:BATCH])
    sealed_at = _not_before(at, [moment for _pk, _hash, moment in rows])
    links = [(pk, entry_hash) for pk, entry_hash, _moment in rows]
    Seal.objects.bulk_create(_links(links, last=last_anchor(), at=sealed_at))
    return len(rows)


def _not_before(at: datetime, moments: list[datetime]) -> datetime:
    """Return a moment that is no earlier than the last seal nor than what is sealed, also when a clock went back."""
    last = Seal.objects.order_by("-position").values_list("sealed_at", flat=True)[:1]
    return max([at, *last, *moments])


def _start(at: datetime) -> int:
    if at.minute == 0:
        return 0
    newest = Seal.objects.order_by("-entry").values_list("entry", flat=True).first() or 0
    return max(0, newest - LOOK_BACK)


def _links(rows: list[tuple[int, str]], *, last: Anchor, at: datetime) -> list[Seal]:
    links = []
    for entry, entry_hash in rows:
        position, previous = last.position + 1, last.hash
        digest = seal_hash(
            position=position, entry=entry, entry_hash=entry_hash, previous_hash=previous, sealed_at=at
        )
        links.append(Seal(position=position, entry=entry, previous_hash=previous, hash=digest, sealed_at=at))
        last = Anchor(position, digest)
    return links


def last_anchor() -> Anchor:
    """Return the present end of the chain."""
    row = Seal.objects.order_by("-position").values_list("position", "hash").first()
    return Anchor(*row) if row else Anchor(0, GENESIS)


def anchor_line() -> str:
    """Return the line that goes outside every day; against it a tail that was cut later shows."""
    return str(last_anchor())


def read_anchor(text: str) -> Anchor:
    """Return the last anchor in a text, such as a log or a mail; raises ValueError when there is none."""
    result = _ANCHOR.findall(text)
    if not result:
        raise ValueError("no line of the form “history POSITION HASH”")
    return Anchor(int(result[-1][0]), result[-1][1])
