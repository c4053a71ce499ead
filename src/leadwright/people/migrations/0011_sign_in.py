"""Keep who asks for a new password, what was tried and where users sign in; what counted before is dropped."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


AXES = """
DROP TABLE IF EXISTS axes_accessattemptexpiration, axes_accessattempt, axes_accessfailurelog, axes_accesslog CASCADE;
DELETE FROM django_migrations WHERE app = 'axes';
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0010_tokens_that_end"),
    ]

    operations = [
        migrations.RunSQL(AXES, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="PasswordRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.CharField(max_length=254)),
                ("address", models.GenericIPAddressField(null=True)),
                ("asked_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Try",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=10)),
                ("account", models.CharField(blank=True, max_length=254)),
                ("network", models.GenericIPAddressField(null=True)),
                ("device", models.CharField(blank=True, max_length=64)),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["account", "kind", "at"], name="tries_at_an_account"),
                    models.Index(fields=["network", "kind", "at"], name="tries_from_a_network"),
                ],
            },
        ),
        migrations.CreateModel(
            name="KnownPlace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("device", models.CharField(max_length=64)),
                ("network", models.GenericIPAddressField(null=True)),
                ("last_at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="places",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "device", "network"),
                        name="a_place_is_known_once",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
    ]
