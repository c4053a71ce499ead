from django.db import migrations

GUARD = """
CREATE FUNCTION tasks_stay_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('leadwright.erasing', true) = 'on' THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    RAISE EXCEPTION 'a task that has ended stays as it is' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER ended_tasks_stay BEFORE UPDATE OR DELETE ON tasks_task
    FOR EACH ROW WHEN (OLD.state IN ('COMPLETED', 'CLOSED')) EXECUTE FUNCTION tasks_stay_ended();
CREATE TRIGGER comments_stay BEFORE UPDATE OR DELETE ON tasks_comment
    FOR EACH ROW EXECUTE FUNCTION tasks_stay_ended();
"""
UNGUARD = """
DROP TRIGGER comments_stay ON tasks_comment;
DROP TRIGGER ended_tasks_stay ON tasks_task;
DROP FUNCTION tasks_stay_ended();
"""


class Migration(migrations.Migration):
    """Let the database keep what has ended and what was remarked: neither a page nor a program changes it."""

    dependencies = [("tasks", "0001_initial")]

    operations = [migrations.RunSQL(GUARD, UNGUARD)]
