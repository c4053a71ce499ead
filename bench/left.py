"""What an act has left of a lead: by this the product and the statement by hand are held against each other."""

from typing import Any

import orjson
from django.db import connection

LEFT = """
SELECT json_build_object(
    'lead', json_build_array(l.state, l.acceptance, l.owner_id IS NULL, l.unit_id, l.search <> ''),
    'parties', (SELECT count(*) FROM leads_party p WHERE p.lead_id = l.number),
    'channels', (SELECT count(*) FROM contacts_email e WHERE e.contact_id = l.contact_id) + (SELECT count(*) FROM contacts_phone f WHERE f.contact_id = l.contact_id),
    'keys', (SELECT cardinality(keys) > 1 FROM contacts_contactkeys k WHERE k.contact_id = l.contact_id),
    'clocks', (SELECT json_agg(kind || ' ' || state ORDER BY kind, state) FROM clocks_clock WHERE subject_kind = 'lead' AND subject_id = l.number),
    'history', (SELECT json_agg(fact || ' ' || texts ORDER BY fact, texts) FROM (
        SELECT fact, (SELECT string_agg(field, ' ' ORDER BY field) FROM history_value v WHERE v.entry_id = h.id) AS texts
        FROM history_entry h WHERE h.id > %(after)s AND (h.subject_kind, h.subject_id) IN (('lead', l.number), ('contact', l.contact_id))) h),
    'messages', (SELECT json_agg(kind ORDER BY kind) FROM outbox_message WHERE subject_kind = 'lead' AND subject_id = l.number AND id > %(since)s),
    'waits', (SELECT json_agg(t.element || ' ' || (t.task IS NOT NULL) ORDER BY t.element) FROM processes_token t
        JOIN processes_instance i ON i.id = t.instance_id WHERE i.lead_id = l.number),
    'steps', (SELECT json_agg(m.element ORDER BY m.element) FROM processes_mark m JOIN processes_instance i ON i.id = m.instance_id
        WHERE i.lead_id = l.number),
    'tasks', (SELECT json_agg(concat_ws(' ', step, state, owner_id, unit_id, due_at IS NULL, results <> '') ORDER BY step) FROM tasks_task
        WHERE lead_id = l.number AND process IS NOT NULL),
    'at', l.steps,
    'offers', (SELECT json_agg(answer ORDER BY id) FROM leads_offer o WHERE o.lead_id = l.number)
) FROM leads_lead l WHERE l.number = %(lead)s
"""


def marks() -> dict[str, int]:
    """Return up to where history and outbox are known."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce((SELECT max(id) FROM history_entry), 0), coalesce((SELECT max(id) FROM outbox_message), 0)"
        )
        after, since = cursor.fetchone()
    return {"after": after, "since": since}


def left_of(lead: int, marks: dict[str, int]) -> dict[str, Any]:
    """Return what there is of a lead, and what was written about it since."""
    with connection.cursor() as cursor:
        cursor.execute(LEFT, {"lead": lead, **marks})
        (answer,) = cursor.fetchone()
    return answer if isinstance(answer, dict) else orjson.loads(answer)
