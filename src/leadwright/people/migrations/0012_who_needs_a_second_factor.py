"""Let companies say who needs a second factor."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0011_sign_in"),
    ]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="second_factor_for_all",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="organisation",
            name="second_factor_profiles",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.SlugField(), blank=True, default=list, size=None
            ),
        ),
    ]
