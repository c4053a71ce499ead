"""How long the sweeper takes over many obligations that come due at once: on its own, by the clock and by statements."""

import json
import time

from django.db import connection

from bench.counting import Statements
from leadwright.clocks.models import Clock, Slot
from leadwright.clocks.sweep import sets
from leadwright.foundation.clock import now
from leadwright.messages.models import Message

OBLIGATIONS = 100_000
FORMER = (
    "UPDATE clocks_clock SET state = 'STOPPED', ended_at = now(), next_slot_at = NULL WHERE state = 'RUNNING'"
)
# A reminder to the owner for each open lead that has its company, a missed acceptance where an offer waits, and
# a missed completion: as many of each as it takes, all of the last days.
DUE = """
INSERT INTO clocks_clock (subject_kind, subject_id, organisation_id, kind, anchor_at, started_at, due_at, rule,
    reminders, slots_done, state, next_slot_at)
SELECT 'lead', number, organisation_id, kind, at - interval '30 days', at - interval '30 days',
    CASE WHEN kind = 'update' THEN now() + interval '30 days' ELSE at END, '{"until": true}',
    CASE WHEN kind = 'update' THEN '{"first_days": 30, "every_days": 30}'::jsonb END, 0, 'RUNNING', at
FROM leads_lead CROSS JOIN (VALUES ('accept'), ('update'), ('complete'), ('qualify')) AS clock (kind),
    LATERAL (SELECT now() - (1 + number %% 5000) * interval '1 minute' AS at) AS moment
WHERE completed_at IS NULL AND organisation_id IS NOT NULL
    AND (kind <> 'accept' OR EXISTS (SELECT 1 FROM leads_offer WHERE lead_id = number AND answer = ''))
ORDER BY kind = 'qualify', number LIMIT %s
"""


def measure(obligations: int = OBLIGATIONS) -> dict[str, float]:
    """Let so many obligations come due, sweep them and print what it took; the database is changed by that."""
    due = _fill(obligations)
    before = (Slot.objects.count(), Message.objects.count())
    counter = Statements()
    with connection.execute_wrapper(counter):
        began = time.perf_counter()
        swept = sum(sets(now))
        took = time.perf_counter() - began
    slots, messages = Slot.objects.count() - before[0], Message.objects.count() - before[1]
    print(f"{swept:,} of {due:,} obligations swept in {took:.1f} s, {counter.count:,} statements")
    print(f"{slots:,} slots passed, {messages:,} messages written; {swept / took:,.0f} obligations a second")
    figures = {"obligations": swept, "seconds": round(took, 1), "statements": counter.count}
    print(json.dumps({"sweep": figures}))
    return figures


def _fill(obligations: int) -> int:
    """Stop the clocks that run and start others that have come due; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(FORMER)
        cursor.execute(DUE, [obligations])
        cursor.execute("ANALYZE clocks_clock")
    return Clock.objects.to_be_swept(now()).count()
