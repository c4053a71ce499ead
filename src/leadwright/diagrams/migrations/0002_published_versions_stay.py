from django.db import migrations

GUARD = """
CREATE FUNCTION diagrams_stay_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a published version of a process stays as it is' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER published_versions_stay BEFORE UPDATE OR DELETE ON diagrams_version
    FOR EACH ROW WHEN (OLD.published_at IS NOT NULL) EXECUTE FUNCTION diagrams_stay_published();
"""
UNGUARD = """
DROP TRIGGER published_versions_stay ON diagrams_version;
DROP FUNCTION diagrams_stay_published();
"""


class Migration(migrations.Migration):
    """Let the database keep what was published: what runs goes by it, and each process reads it once."""

    dependencies = [("diagrams", "0001_initial")]

    operations = [migrations.RunSQL(GUARD, UNGUARD)]
