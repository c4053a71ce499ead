from django.db import migrations, models

TABLES = (
    "leads_status",
    "leads_source",
    "leads_lostreason",
    "leads_category",
    "leads_competitor",
    "leads_product",
    "leads_partyrole",
    "leads_leadtype",
    "leads_leadtype_products",
    "leads_typestatus",
    "leads_transition",
    "leads_leaddefinition",
    "leads_leaddefinition_competitors",
    "leads_level",
    "leads_switchedoff",
    "accounts_accountclass",
    "accounts_creditrating",
)
MARK = """
CREATE FUNCTION leads_rules_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO leads_rulesmark (id, mark) VALUES (1, gen_random_uuid())
        ON CONFLICT (id) DO UPDATE SET mark = excluded.mark;
    RETURN NULL;
END $$;
INSERT INTO leads_rulesmark (id, mark) VALUES (1, gen_random_uuid());
"""
UNMARK = "DROP FUNCTION leads_rules_changed()"


def triggers() -> list[migrations.RunSQL]:
    """Give each table a trigger that fires once a statement, whatever wrote it."""
    return [
        migrations.RunSQL(
            f"CREATE TRIGGER rules_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION leads_rules_changed()",
            f"DROP TRIGGER rules_changed ON {table}",
        )
        for table in TABLES
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0014_chosen_groups_and_whom_notes_are_for"),
        ("accounts", "0002_accounts_receivable"),
    ]

    operations = [
        migrations.CreateModel(
            name="RulesMark",
            fields=[
                ("id", models.SmallIntegerField(primary_key=True, serialize=False)),
                ("mark", models.UUIDField()),
            ],
        ),
        migrations.RunSQL(MARK, UNMARK),
        *triggers(),
    ]
