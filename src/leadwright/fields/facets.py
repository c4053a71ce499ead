"""Facets: what rows say in the fields that lists are narrowed or sorted by, kept equal to the rows by triggers.

The statements for each table are made from its `Table`; nothing else writes facets.
"""

from typing import Any

from django.db import connection, transaction
from psycopg import sql

from leadwright.fields.models import OwnField
from leadwright.fields.subjects import TABLES, Subject, Table

# What each kind is compared by: see `fields.models.Facet`.
SPOKEN = r"""
CREATE FUNCTION fields_folded(words text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT lower(regexp_replace(normalize(left(words, 200), NFKD), '[\u0300-\u036f]', '', 'g'))
$$;
CREATE FUNCTION fields_spoken(own jsonb, one bigint)
RETURNS TABLE (field_id bigint, value text, number numeric) LANGUAGE sql STABLE AS $$
    SELECT field.id,
        CASE
            WHEN field.kind IN ('text', 'url') THEN left(fields_folded(part #>> '{}'), 200)
            WHEN field.kind = 'money' THEN part ->> 'currency'
            WHEN field.kind IN ('integer', 'decimal', 'date', 'datetime') THEN ''
            ELSE part #>> '{}'
        END,
        CASE field.kind
            WHEN 'integer' THEN (part #>> '{}')::numeric
            WHEN 'decimal' THEN (part #>> '{}')::numeric
            WHEN 'money' THEN (part ->> 'amount')::numeric
            WHEN 'date' THEN (part #>> '{}')::date - date '1970-01-01'
            WHEN 'datetime' THEN extract(epoch FROM (part #>> '{}')::timestamptz)
            WHEN 'choice' THEN (SELECT position FROM fields_fieldchoice WHERE id = (part #>> '{}')::bigint)
            ELSE 0
        END
    FROM jsonb_each(own) AS stored (key, content)
    JOIN fields_ownfield AS field ON field.id = stored.key::bigint
    CROSS JOIN LATERAL jsonb_array_elements(
        CASE jsonb_typeof(content) WHEN 'array' THEN content ELSE jsonb_build_array(content) END
    ) AS parts (part)
    WHERE field.is_filterable AND field.purged_at IS NULL AND (one IS NULL OR field.id = one)
$$;
"""
UNSPOKEN = "DROP FUNCTION fields_spoken(jsonb, bigint); DROP FUNCTION fields_folded(text)"
# A connection keeps the plan of such a statement from when there were hardly any facets, and a bulk change meets
# many within one transaction: they are looked up by the index whatever was known then.
FUNCTIONS = """
CREATE OR REPLACE FUNCTION {table}_facets() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        DELETE FROM {facets} WHERE row_id = NEW.{key};
    END IF;
    INSERT INTO {facets} (row_id, field_id, value, number, {order})
    SELECT NEW.{key}, spoken.field_id, spoken.value, spoken.number, {order_of_new}
    FROM fields_spoken(NEW.own_fields, NULL) AS spoken;
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION {table}_facets_in_order() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
    UPDATE {facets} SET ({order}) = ROW({order_of_new}) WHERE row_id = NEW.{key};
    RETURN NULL;
END $$;
"""
# A value of a field that was purged meanwhile is not stored by whoever did not know yet.
TRIGGERS = """
CREATE FUNCTION {table}_own_fields() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.own_fields = NEW.own_fields - coalesce((
        SELECT array_agg(id::text) FROM fields_ownfield
        WHERE purged_at IS NOT NULL AND id::text IN (SELECT jsonb_object_keys(NEW.own_fields))
    ), '{{}}');
    RETURN NEW;
END $$;
{functions}
CREATE TRIGGER own_fields_known BEFORE INSERT ON {table}
    FOR EACH ROW WHEN (NEW.own_fields <> '{{}}') EXECUTE FUNCTION {table}_own_fields();
CREATE TRIGGER own_fields_still_known BEFORE UPDATE OF own_fields ON {table}
    FOR EACH ROW WHEN (NEW.own_fields <> '{{}}') EXECUTE FUNCTION {table}_own_fields();
CREATE TRIGGER facets_first AFTER INSERT ON {table}
    FOR EACH ROW WHEN (NEW.own_fields <> '{{}}') EXECUTE FUNCTION {table}_facets();
CREATE TRIGGER facets_anew AFTER UPDATE OF own_fields ON {table}
    FOR EACH ROW WHEN (OLD.own_fields IS DISTINCT FROM NEW.own_fields) EXECUTE FUNCTION {table}_facets();
CREATE TRIGGER facets_in_order AFTER UPDATE ON {table}
    FOR EACH ROW WHEN (
        NEW.own_fields <> '{{}}' AND OLD.own_fields IS NOT DISTINCT FROM NEW.own_fields
        AND ({order_of_old}) IS DISTINCT FROM ({order_of_new})
    ) EXECUTE FUNCTION {table}_facets_in_order();
"""
NO_TRIGGERS = """
DROP TRIGGER facets_in_order ON {table};
DROP TRIGGER facets_anew ON {table};
DROP TRIGGER facets_first ON {table};
DROP TRIGGER own_fields_still_known ON {table};
DROP TRIGGER own_fields_known ON {table};
DROP FUNCTION {table}_facets_in_order();
DROP FUNCTION {table}_facets();
DROP FUNCTION {table}_own_fields();
"""


def triggers(subject: Subject) -> tuple[str, str]:
    """Return the statements that keep the facets of a table, and those that take them away, for its migration."""
    parts = _parts(subject)
    return TRIGGERS.format(**parts, functions=functions(subject)), NO_TRIGGERS.format(**parts)


def functions(subject: Subject) -> str:
    """Return the statements that make, or make anew, what the triggers of a table call."""
    return FUNCTIONS.format(**_parts(subject))


def _parts(subject: Subject) -> dict[str, str]:
    table = TABLES[subject]
    return {
        "table": table.name,
        "facets": table.facets,
        "key": table.key,
        "order": ", ".join(table.order),
        "order_of_new": ", ".join(f"NEW.{column}" for column in table.order),
        "order_of_old": ", ".join(f"OLD.{column}" for column in table.order),
    }


def rebuild(subject: Subject, field_id: int) -> None:
    """Write the facets of one field anew, after it was made filterable or its choices were put in another order."""
    table = TABLES[subject]
    _run(_LOCK, table)
    _run(_DROP, table, field=field_id)
    _run(_FILL, table, field=field_id, key=str(field_id))


def rebuild_all(subject: Subject) -> None:
    """Write all facets of a subject anew, whatever they said."""
    table = TABLES[subject]
    with transaction.atomic():
        _run(_LOCK, table)
        _run(_DROP_ALL, table)
        for field_id in OwnField.objects.filter(subject=subject, is_filterable=True).values_list(
            "pk", flat=True
        ):
            _run(_FILL, table, field=field_id, key=str(field_id))


def remove_values(subject: Subject, field_id: int) -> int:
    """Take all values of a field off the rows, and with them its facets; returns how many rows had one."""
    table = TABLES[subject]
    _run(_LOCK, table)
    return _run(_PURGE, table, key=str(field_id))


def count_values(subject: Subject, field_id: int) -> int:
    """Return how many rows have a value of a field."""
    with connection.cursor() as cursor:
        cursor.execute(_made(_COUNT, TABLES[subject]), {"key": str(field_id)})
        (number,) = cursor.fetchone() or (0,)
    return int(number)


def unequal(subject: Subject) -> int:
    """Return how many facets are missing or too many, compared with what the rows say."""
    with connection.cursor() as cursor:
        cursor.execute(_made(_UNEQUAL, TABLES[subject]))
        (number,) = cursor.fetchone() or (0,)
    return int(number)


_LOCK = "LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE"
_DROP = "DELETE FROM {facets} WHERE field_id = %(field)s"
_DROP_ALL = "DELETE FROM {facets}"
_FILL = """
INSERT INTO {facets} (row_id, field_id, value, number, {order})
SELECT listed.{key}, spoken.field_id, spoken.value, spoken.number, {order}
FROM {table} AS listed CROSS JOIN LATERAL fields_spoken(own_fields, %(field)s) AS spoken
WHERE own_fields ? %(key)s
"""
_PURGE = "UPDATE {table} SET own_fields = own_fields - %(key)s WHERE own_fields ? %(key)s"
_COUNT = "SELECT count(*) FROM {table} WHERE own_fields ? %(key)s"
_UNEQUAL = """
SELECT count(*) FROM (
    SELECT listed.{key} AS row_id, spoken.field_id, spoken.value, spoken.number::numeric(30, 6) AS number, {order}
    FROM {table} AS listed CROSS JOIN LATERAL fields_spoken(own_fields, NULL) AS spoken WHERE own_fields <> '{{}}'
) AS rows
FULL JOIN {facets} AS facets USING (row_id, field_id, value, number, {order})
WHERE rows.row_id IS NULL OR facets.row_id IS NULL
"""


def _run(statement: str, table: Table, **values: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_made(statement, table), values or None)
        return int(cursor.rowcount)


def _made(statement: str, table: Table) -> sql.Composed:
    return sql.SQL(statement).format(
        table=sql.Identifier(table.name),
        facets=sql.Identifier(table.facets),
        key=sql.Identifier(table.key),
        order=sql.SQL(", ").join(map(sql.Identifier, table.order)),
    )
