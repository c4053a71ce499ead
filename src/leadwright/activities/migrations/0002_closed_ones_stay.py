from django.db import migrations

GUARD = """
CREATE FUNCTION activities_stay_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('leadwright.erasing', true) = 'on' THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - '{lead_id,is_shared,shared_with_id}'::text[]
            = to_jsonb(OLD) - '{lead_id,is_shared,shared_with_id}'::text[]
        AND (OLD.lead_id IS NULL OR OLD.lead_id = NEW.lead_id) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a closed activity stays as it is' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER closed_ones_stay BEFORE UPDATE OR DELETE ON activities_activity
    FOR EACH ROW WHEN (OLD.state IN ('COMPLETED', 'CANCELLED')) EXECUTE FUNCTION activities_stay_closed();
"""
UNGUARD = """
DROP TRIGGER closed_ones_stay ON activities_activity;
DROP FUNCTION activities_stay_closed();
"""


class Migration(migrations.Migration):
    """Let the database keep what is closed: neither a page nor a program changes what was done."""

    dependencies = [("activities", "0001_initial")]

    operations = [migrations.RunSQL(GUARD, UNGUARD)]
