import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


from leadwright.fields.facets import SPOKEN, UNSPOKEN

TABLES = ("fields_ownfield", "fields_fieldchoice")
MARK = """
CREATE FUNCTION fields_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO fields_fieldsmark (id, mark) VALUES (1, gen_random_uuid())
        ON CONFLICT (id) DO UPDATE SET mark = excluded.mark;
    RETURN NULL;
END $$;
INSERT INTO fields_fieldsmark (id, mark) VALUES (1, gen_random_uuid());
"""
UNMARK = "DROP FUNCTION fields_changed()"


def triggers() -> list[migrations.RunSQL]:
    """Give each table a trigger that fires once a statement, whatever wrote it."""
    return [
        migrations.RunSQL(
            f"CREATE TRIGGER fields_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION fields_changed()",
            f"DROP TRIGGER fields_changed ON {table}",
        )
        for table in TABLES
    ]


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0015_old_security_events"),
    ]

    operations = [
        migrations.CreateModel(
            name="FieldsMark",
            fields=[
                ("id", models.SmallIntegerField(primary_key=True, serialize=False)),
                ("mark", models.UUIDField()),
            ],
        ),
        migrations.CreateModel(
            name="OwnField",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "subject",
                    models.CharField(
                        choices=[("lead", "Lead"), ("contact", "Contact"), ("account", "Account")],
                        max_length=10,
                    ),
                ),
                ("key", models.CharField(max_length=60)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("text", "Text"),
                            ("long_text", "Long text"),
                            ("integer", "Whole number"),
                            ("decimal", "Decimal number"),
                            ("money", "Amount of money"),
                            ("date", "Date"),
                            ("datetime", "Date and time"),
                            ("boolean", "Yes or no"),
                            ("choice", "One choice"),
                            ("choices", "Several choices"),
                            ("user", "User"),
                            ("contact", "Contact"),
                            ("url", "Web address"),
                        ],
                        max_length=10,
                    ),
                ),
                ("labels", models.JSONField()),
                ("helps", models.JSONField(default=dict)),
                ("sections", models.JSONField(default=dict)),
                ("position", models.IntegerField(default=0)),
                ("unit", models.CharField(blank=True, max_length=20)),
                ("default", models.JSONField(null=True)),
                (
                    "sees",
                    models.CharField(
                        choices=[
                            ("both", "Both companies"),
                            ("sender", "The sender alone"),
                            ("handler", "The company that handles it alone"),
                        ],
                        default="both",
                        max_length=10,
                    ),
                ),
                ("is_personal", models.BooleanField(default=True)),
                ("is_filterable", models.BooleanField(default=False)),
                ("is_searchable", models.BooleanField(default=False)),
                (
                    "required_from",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=130), default=list, size=None
                    ),
                ),
                ("condition", models.JSONField(null=True)),
                ("expression", models.TextField(blank=True)),
                ("is_stale", models.BooleanField(default=False)),
                ("retired_at", models.DateTimeField(null=True)),
                ("purged_at", models.DateTimeField(null=True)),
                ("version", models.IntegerField(default=1)),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="FieldChoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=60)),
                ("labels", models.JSONField()),
                ("position", models.IntegerField(default=0)),
                ("is_retired", models.BooleanField(default=False)),
                (
                    "field",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="choice_rows",
                        to="fields.ownfield",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="ownfield",
            constraint=models.UniqueConstraint(
                condition=models.Q(("purged_at", None)),
                fields=("subject", "organisation", "key"),
                name="a_field_key_is_used_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="fieldchoice",
            constraint=models.UniqueConstraint(fields=("field", "code"), name="a_choice_code_is_used_once"),
        ),
        migrations.RunSQL(MARK, UNMARK),
        *triggers(),
        migrations.RunSQL(SPOKEN, UNSPOKEN),
    ]
