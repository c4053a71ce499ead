import django.db.models.deletion
from django.db import migrations, models


from leadwright.fields.facets import triggers
from leadwright.fields.subjects import Subject


class Migration(migrations.Migration):
    dependencies = [
        ("fields", "0001_initial"),
        ("contacts", "0013_blocked_keys"),
    ]

    operations = [
        migrations.CreateModel(
            name="ContactFacet",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("value", models.CharField(db_collation="C", max_length=200)),
                ("number", models.DecimalField(decimal_places=6, max_digits=30)),
                ("sort_name", models.CharField(db_collation="C", max_length=220)),
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="facets",
                        to="contacts.contact",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["field", "value", "sort_name", "row"], name="contact_facets_in_order"
                    ),
                    models.Index(fields=["field", "value", "number", "row"], name="contact_facets_by_value"),
                ],
            },
        ),
        migrations.AddField(
            model_name="contact",
            name="own_fields",
            field=models.JSONField(
                db_default=models.Value({}, output_field=models.JSONField()), default=dict
            ),
        ),
        migrations.RunSQL(*triggers(Subject.CONTACT)),
    ]
