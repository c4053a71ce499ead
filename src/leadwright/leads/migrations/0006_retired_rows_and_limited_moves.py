"""Rows can be retired; a transition can be limited to some, and require fields."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0005_parties_of_known_leads"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="transition",
            options={"ordering": ["pk"]},
        ),
        migrations.RemoveConstraint(
            model_name="transition",
            name="a_transition_is_listed_once",
        ),
        migrations.AddField(
            model_name="dealsegment",
            name="is_retired",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="dealtype",
            name="is_retired",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="leaddefinition",
            name="sources",
            field=models.ManyToManyField(related_name="definitions", to="leads.source"),
        ),
        migrations.AddField(
            model_name="leadtype",
            name="is_retired",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="lostreason",
            name="is_retired",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="source",
            name="is_retired",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="status",
            name="is_retired",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="transition",
            name="groups",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), blank=True, default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="transition",
            name="profiles",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), blank=True, default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="transition",
            name="required",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=30), blank=True, default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="transition",
            name="units",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), blank=True, default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="transition",
            name="users",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), blank=True, default=list, size=None
            ),
        ),
    ]
