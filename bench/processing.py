"""Processes on the leads of a big database: each open one with an owner is at its third step, with its tasks."""

import os

import psycopg
from django.db import connection

from bench.filling import OWNER
from leadwright.processes.models import Instance

INSTANCES = """
INSERT INTO processes_instance (lead_id, version_id, state, is_moved_by_hand, started_at, started_by_id, closed_because)
SELECT l.number, v.id, 'RUNNING', false, l.started_at, l.owner_id, ''
FROM leads_lead l, diagrams_version v JOIN diagrams_diagram d ON d.id = v.diagram_id
WHERE d.code = 'standard-sale' AND v.number = 1 AND l.owner_id IS NOT NULL AND l.deleted_at IS NULL
    AND l.state IN ('PENDING', 'IN_PROGRESS') AND l.acceptance <> 'AWAITING'
"""
TASKS = """
INSERT INTO tasks_task (subject, lead_id, process, step, state, organisation_id, addressed, owner_id, unit_id, group_id, team,
    importance, starts_at, due_at, instructions, deliverable, results, completed_on, completed_at, completed_by_id,
    close_reason, closed_because, noticed, created_at, updated_at, version)
SELECT initcap(step), l.number, i.id, step, CASE WHEN n = 3 THEN 'OPEN' ELSE 'COMPLETED' END,
    coalesce(l.organisation_id, l.origin_id), 'user', l.owner_id, u.id, u.group_id, ARRAY[l.owner_id], 'normal', begun,
    CASE WHEN n = 3 THEN now() + make_interval(hours => (l.number % 900 - 100)::int) ELSE begun + interval '1 day' END, '',
    step || ' done', CASE WHEN n = 3 THEN '' ELSE 'Done' END, CASE WHEN n < 3 THEN begun::date END,
    CASE WHEN n < 3 THEN begun END, CASE WHEN n < 3 THEN l.owner_id END, '', '', 0, begun, begun, 1
FROM processes_instance i JOIN leads_lead l ON l.number = i.lead_id JOIN people_user o ON o.id = l.owner_id
    JOIN people_unit u ON u.id = o.unit_id,
    unnest(ARRAY['initial-contact', 'qualification', 'offer']) WITH ORDINALITY AS s (step, n),
    LATERAL (SELECT l.started_at - interval '30 days' + make_interval(days => n::int) AS begun) b
"""
TOKENS = """
INSERT INTO processes_token (instance_id, element, flow, since, task, message)
SELECT process, step, 'to-' || step, starts_at, id, '' FROM tasks_task WHERE state = 'OPEN' AND process IS NOT NULL
"""
MARKS = """
INSERT INTO processes_mark (instance_id, element, at, task)
SELECT process, step, completed_at, id FROM tasks_task WHERE state = 'COMPLETED' AND process IS NOT NULL
"""
ON_LEADS = """
UPDATE leads_lead l SET posted_at = l.started_at, steps = ARRAY['offer'],
    kind_id = (SELECT id FROM leads_opportunitykind WHERE code = 'standard-sale')
FROM processes_instance i WHERE i.lead_id = l.number
"""
TABLES = "processes_instance, processes_token, processes_mark, tasks_task, leads_lead"


def give_processes() -> None:
    """Give each open lead that somebody owns a process with its tasks, unless there are some."""
    if Instance.objects.exists():
        return
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        for statement in (INSTANCES, TASKS, TOKENS, MARKS, ON_LEADS):
            cursor.execute(statement)
        cursor.execute("RESET statement_timeout")
    # Only the owner of a table looks through it: what the planner knows of an empty one is wrong.
    with psycopg.connect(os.environ[OWNER], autocommit=True) as owner:
        owner.execute(f"VACUUM ANALYZE {TABLES}")
    print(f"{Instance.objects.count():,} processes under way", flush=True)
