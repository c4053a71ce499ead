"""Activities for the leads of a big database: what was done, what is planned, who takes part."""

import os

import psycopg
from django.db import connection

from bench.filling import OWNER
from leadwright.activities.models import Activity

EACH = 5
# Of five the last is still to be done on three of four open leads; all others are done, one after the other.
ACTIVITIES = f"""
INSERT INTO activities_activity (kind_id, state, lead_id, organisation_id, group_id, unit_id, owner_id, created_by_id, team,
    subject, details, starts_at, place, direction, importance, next_step, notes, target_currency, is_shared, cancel_reason,
    completed_at, completed_by_id, created_at, updated_at, version)
WITH kinds AS (SELECT array_agg(id ORDER BY id) AS ids FROM leads_activitykind), drawn AS (
    SELECT l.*, n, u.group_id AS home, n = {EACH} AND l.number % 4 < 3 AND l.state IN ('PENDING', 'IN_PROGRESS') AS is_open
    FROM leads_lead l JOIN people_unit u ON u.id = l.unit_id, generate_series(1, {EACH}) n
    WHERE l.owner_id IS NOT NULL AND l.deleted_at IS NULL
), timed AS (
    SELECT d.*, CASE WHEN is_open THEN now() + make_interval(hours => (number % 900 - 100)::int)
        ELSE least(started_at + make_interval(hours => n * 20), now() - make_interval(mins => n)) END AS begins FROM drawn d
)
SELECT kinds.ids[1 + (number + n) % cardinality(kinds.ids)], CASE WHEN is_open THEN 'PENDING' ELSE 'COMPLETED' END, number,
    organisation_id, home, unit_id, owner_id, owner_id, ARRAY[owner_id], 'Step ' || n || ' of ' || number, '', begins, '', 'out',
    'normal', '', 'Spoke about step ' || n, '', false, '', CASE WHEN is_open THEN NULL ELSE begins END,
    CASE WHEN is_open THEN NULL ELSE owner_id END, begins, begins, 1
FROM timed, kinds
"""
PEOPLE = """
INSERT INTO activities_participant (activity_id, contact_id, reply)
SELECT a.id, l.contact_id, 'waiting' FROM activities_activity a JOIN leads_lead l ON l.number = a.lead_id
WHERE l.contact_id IS NOT NULL
"""
ON_LEADS = """
UPDATE leads_lead l SET next_activity = x.next_id, next_activity_at = x.next_at, open_activities = x.open, last_activity_at = x.last
FROM (SELECT lead_id, min(id) FILTER (WHERE state = 'PENDING') AS next_id, min(starts_at) FILTER (WHERE state = 'PENDING') AS next_at,
    count(*) FILTER (WHERE state = 'PENDING') AS open, max(completed_at) AS last FROM activities_activity GROUP BY lead_id) x
WHERE x.lead_id = l.number
"""


def give_activities() -> None:
    """Give each lead that somebody works activities, unless there are some."""
    if Activity.objects.exists():
        return
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        for statement in (ACTIVITIES, PEOPLE, ON_LEADS):
            cursor.execute(statement)
        cursor.execute("RESET statement_timeout")
    # Only the owner of a table looks through it: what the planner knows of an empty one is wrong.
    with psycopg.connect(os.environ[OWNER], autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE activities_activity, activities_participant, leads_lead")
    print(f"{Activity.objects.count():,} activities", flush=True)
