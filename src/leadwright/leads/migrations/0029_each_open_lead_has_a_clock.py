"""Leads that are nurtured are looked at again, and open ones that were brought in show when they are due.

A lead that was nurtured before is looked at again as many days from now on as its type says. At the clock of a lead
that was brought in nobody looks until somebody changes the lead.
"""

from django.db import migrations

OPEN = "l.state IN ('PENDING', 'IN_PROGRESS') AND l.deleted_at IS NULL"
WITHOUT = """NOT EXISTS (
    SELECT FROM clocks_clock c WHERE c.subject_kind = 'lead' AND c.subject_id = l.number AND c.state = 'RUNNING'
)"""
QUALIFIED = """EXISTS (
    SELECT FROM history_entry e
    WHERE e.subject_kind = 'lead' AND e.subject_id = l.number AND e.fact = 'lead.qualified'
)"""
REVIEWED = f"""
INSERT INTO clocks_clock (subject_kind, subject_id, organisation_id, kind, anchor_at, started_at, due_at, rule,
    reminders, next_slot_at, slots_done, state)
SELECT 'lead', l.number, o.id, 'review', now(), now(), d.due, jsonb_build_object('calendar_days', t.review_days),
    NULL, d.due + interval '1 microsecond', 0, 'RUNNING'
FROM leads_lead l
JOIN leads_leadtype t ON t.id = l.type_id
JOIN people_organisation o ON o.id = coalesce(l.organisation_id, l.origin_id)
LEFT JOIN clocks_calendarsettings s ON s.organisation_id = o.id
CROSS JOIN LATERAL (
    SELECT (date_trunc('day', now() AT TIME ZONE coalesce(s.time_zone, o.time_zone))
        + make_interval(days => t.review_days + 1, secs => -1)) AT TIME ZONE coalesce(s.time_zone, o.time_zone) AS due
) d
WHERE {OPEN} AND l.qualification = 'NURTURE' AND (l.external_key = '' OR {QUALIFIED}) AND {WITHOUT}
"""
BROUGHT_IN = f"""
INSERT INTO clocks_clock (subject_kind, subject_id, organisation_id, kind, anchor_at, started_at, due_at, rule,
    reminders, next_slot_at, slots_done, state)
SELECT 'lead', l.number, coalesce(l.organisation_id, l.origin_id), 'complete', l.updated_at, l.updated_at,
    l.expected_completion_at, '{{"until": true}}', NULL, NULL, 0, 'RUNNING'
FROM leads_lead l WHERE {OPEN} AND l.external_key <> '' AND {WITHOUT}
"""
KEPT = f"""
UPDATE leads_lead l SET next_due_at = c.due_at, next_due_kind = c.kind FROM clocks_clock c
WHERE c.subject_kind = 'lead' AND c.subject_id = l.number AND c.state = 'RUNNING'
    AND c.kind IN ('review', 'complete') AND l.next_due_at IS NULL AND {OPEN}
"""


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0028_closing_data_and_reviews"),
        ("clocks", "0001_initial"),
        ("history", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [migrations.RunSQL([REVIEWED, BROUGHT_IN, KEPT], migrations.RunSQL.noop)]
