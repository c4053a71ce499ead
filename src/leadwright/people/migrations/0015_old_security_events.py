from django.db import migrations

FORGET = """
CREATE FUNCTION public.people_forget_security_events(before timestamptz) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH gone AS (
        DELETE FROM public.people_securityevent
        WHERE at < least(before, statement_timestamp() - interval '365 days') RETURNING 1
    )
    SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION public.people_forget_security_events(timestamptz) FROM PUBLIC;
"""
DROP = "DROP FUNCTION public.people_forget_security_events(timestamptz)"


class Migration(migrations.Migration):
    dependencies = [("people", "0014_sent_forms")]

    operations = [migrations.RunSQL(FORGET, DROP)]
