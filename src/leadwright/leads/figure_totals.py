"""What is done with the totals of key figures: changes are added, what is long ago goes, and mistakes are put right."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from psycopg import sql

from leadwright.leads.figure_spans import LENGTHS

LOCK = 0x66696775726573  # "figures" in ASCII: who adds up does so alone
MOST = 5_000
# Longer than the longest quarter and the ninety days of the win rate, in any time zone.
KEPT = timedelta(days=120)
ADD = sql.SQL("""
INSERT INTO leads_figuretotal AS t (
    level, place, measure, span, starts, detail, origin, organisation, "group", unit,
    number, priced, amount, weighted
)
SELECT level, place, measure, span, starts, detail, origin, organisation, "group", unit,
    sum(number), sum(priced), sum(amount), sum(weighted)
FROM {rows} GROUP BY level, place, measure, span, starts, detail, origin, organisation, "group", unit
ON CONFLICT (level, place, measure, span, starts, detail, origin, organisation, "group", unit) DO UPDATE SET
    number = t.number + excluded.number, priced = t.priced + excluded.priced,
    amount = t.amount + excluded.amount, weighted = t.weighted + excluded.weighted
""")
TAKEN = sql.SQL("leads_figurechangeplaced WHERE id IN (SELECT id FROM taken)")
FOLD = sql.SQL("""
WITH taken AS (SELECT id FROM leads_figurechange ORDER BY id LIMIT %(most)s), added AS ({add})
DELETE FROM leads_figurechange WHERE id IN (SELECT id FROM taken)
""").format(add=ADD.format(rows=TAKEN))
EMPTY = "DELETE FROM leads_figuretotal WHERE number = 0 AND priced = 0 AND amount = 0 AND weighted = 0"
OLD = "DELETE FROM leads_figuretotal WHERE measure = ANY(%(ends)s) AND starts < %(since)s"
UNEQUAL = sql.SQL("leads_figureunequal WHERE NOT (measure = ANY(%(ends)s) AND starts < %(since)s)")
COUNT = sql.SQL("SELECT count(*) FROM {rows}").format(rows=UNEQUAL)
MEND = ADD.format(rows=UNEQUAL)


def add_up() -> int:
    """Add the oldest changes to the totals; return how many were added, fewer than MOST when no more wait."""
    with _alone() as cursor:
        cursor.execute(FOLD, {"most": MOST})
        added: int = cursor.rowcount
        if added:
            cursor.execute(EMPTY)
    return added


def forget_ends(*, at: datetime) -> None:
    """Drop the totals of leads that ended so long ago that no key figure counts them."""
    with _alone() as cursor:
        cursor.execute(OLD, _ends(at))


def differences(*, at: datetime) -> int:
    """Count all leads anew, and return how many totals are not what they should be."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, _ends(at))
        return int(cursor.fetchone()[0])


def repair(*, at: datetime) -> int:
    """Count all leads anew, and put right each total that is not what it should be; return how many were not."""
    with _alone() as cursor:
        cursor.execute(MEND, _ends(at))
        return int(cursor.rowcount)


def _ends(at: datetime) -> dict[str, Any]:
    return {"ends": list(LENGTHS), "since": at - KEPT}


@contextmanager
def _alone() -> Iterator[CursorWrapper]:
    """Let nobody else change totals meanwhile; who changes leads does not wait."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        yield cursor
