"""Each person chooses of what to be told."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0015_old_security_events")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="unwanted_notices",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=40), blank=True, default=list, size=None
            ),
        ),
    ]
