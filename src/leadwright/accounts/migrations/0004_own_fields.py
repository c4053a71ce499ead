import django.db.models.deletion
from django.db import migrations, models


from leadwright.fields.facets import triggers
from leadwright.fields.subjects import Subject


class Migration(migrations.Migration):
    dependencies = [
        ("fields", "0001_initial"),
        ("accounts", "0003_accounts_of_all_by_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="AccountFacet",
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
                        to="accounts.account",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["field", "value", "sort_name", "row"], name="account_facets_in_order"
                    ),
                    models.Index(fields=["field", "value", "number", "row"], name="account_facets_by_value"),
                ],
            },
        ),
        migrations.AddField(
            model_name="account",
            name="own_fields",
            field=models.JSONField(
                db_default=models.Value({}, output_field=models.JSONField()), default=dict
            ),
        ),
        migrations.RunSQL(*triggers(Subject.ACCOUNT)),
    ]
