import django.db.models.deletion
from django.db import migrations, models


from leadwright.fields.facets import triggers
from leadwright.fields.subjects import Subject


class Migration(migrations.Migration):
    dependencies = [
        ("fields", "0001_initial"),
        ("leads", "0029_each_open_lead_has_a_clock"),
    ]

    operations = [
        migrations.AddField(
            model_name="lead",
            name="own_fields",
            field=models.JSONField(
                db_default=models.Value({}, output_field=models.JSONField()), default=dict
            ),
        ),
        migrations.CreateModel(
            name="LeadFacet",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("value", models.CharField(db_collation="C", max_length=200)),
                ("number", models.DecimalField(decimal_places=6, max_digits=30)),
                ("due_order", models.DateTimeField()),
                ("rank", models.SmallIntegerField()),
                (
                    "field",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="fields.ownfield",
                    ),
                ),
                (
                    "row",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="facets", to="leads.lead"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["field", "value", "due_order", "rank", "row"], name="lead_facets_in_order"
                    ),
                    models.Index(fields=["field", "value", "number", "row"], name="lead_facets_by_value"),
                ],
            },
        ),
        migrations.RunSQL(*triggers(Subject.LEAD)),
    ]
