from django.db import migrations

TABLES = (
    "leads_dealsegment",
    "leads_dealtype",
    "leads_leadtype_categories",
    "leads_leaddefinition_types",
    "leads_leaddefinition_sources",
    "leads_leaddefinition_lost_reasons",
)


class Migration(migrations.Migration):
    dependencies = [("leads", "0022_notes_are_only_masked")]

    operations = [
        migrations.RunSQL(
            f"CREATE TRIGGER rules_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION leads_rules_changed()",
            f"DROP TRIGGER rules_changed ON {table}",
        )
        for table in TABLES
    ]
