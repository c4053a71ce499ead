v AS (
    INSERT INTO history_value (entry_id, field, salt, value)
    SELECT h.id, t.field, left(md5(h.id || t.field), 32), t.value FROM h CROSS JOIN jsonb_to_recordset(:texts::jsonb) AS t (field text, value text)
)
