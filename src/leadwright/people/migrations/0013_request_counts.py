"""Let the processes count requests together, in a table that is not written to the log of the database."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0012_who_needs_a_second_factor")]

    operations = [
        migrations.CreateModel(
            name="RequestCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64)),
                ("minute", models.BigIntegerField()),
                ("number", models.BigIntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["minute"], name="requests_of_a_minute")],
                "constraints": [
                    models.UniqueConstraint(fields=("key", "minute"), name="requests_are_counted_once")
                ],
            },
        ),
        migrations.RunSQL(
            "ALTER TABLE people_requestcount SET UNLOGGED",
            reverse_sql="ALTER TABLE people_requestcount SET LOGGED",
        ),
    ]
