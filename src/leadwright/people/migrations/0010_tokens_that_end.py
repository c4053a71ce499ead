"""Give each token an end, a last use and what it may do; those made before work for another 180 days."""

from datetime import timedelta

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone

DAYS = 180


def end(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    tokens = apps.get_model("people", "ApiToken").objects.filter(expires_at=None)
    tokens.update(expires_at=timezone.now() + timedelta(days=DAYS))


class Migration(migrations.Migration):
    dependencies = [("people", "0007_no_single_profile")]
    operations = [
        migrations.AddField("apitoken", "read_only", models.BooleanField(default=False)),
        migrations.AddField("apitoken", "last_used_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("apitoken", "expires_at", models.DateTimeField(null=True)),
        migrations.RunPython(end, migrations.RunPython.noop),
        migrations.AlterField("apitoken", "expires_at", models.DateTimeField()),
        migrations.AddConstraint(
            "apitoken",
            models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("created_at"))),
                name="a_token_ends_after_it_began",
            ),
        ),
    ]
