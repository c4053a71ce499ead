"""The ladder of notices of tasks: who is notified, and when."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0037_postponed_once"),
    ]

    operations = [
        migrations.CreateModel(
            name="TaskNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "whom",
                    models.CharField(
                        choices=[
                            ("in_charge", "whoever is in charge"),
                            ("unit_admin", "whoever manages the users of the unit"),
                            ("company_admin", "the company admins"),
                        ],
                        max_length=13,
                        unique=True,
                    ),
                ),
                (
                    "percents",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SmallIntegerField(), default=list, size=None
                    ),
                ),
            ],
        ),
        migrations.RunSQL(
            "CREATE TRIGGER rules_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON leads_tasknotice "
            "FOR EACH STATEMENT EXECUTE FUNCTION leads_rules_changed()",
            "DROP TRIGGER rules_changed ON leads_tasknotice",
        ),
    ]
