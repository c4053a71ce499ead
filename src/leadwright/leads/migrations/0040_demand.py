import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0039_kinds_of_opportunities"),
    ]

    operations = [
        migrations.CreateModel(
            name="DemandLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("goods", "goods"), ("service", "service"), ("other", "something else")],
                        max_length=10,
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=250)),
                ("quantity", models.DecimalField(decimal_places=3, max_digits=14, null=True)),
                ("amount", models.DecimalField(decimal_places=4, max_digits=19, null=True)),
                ("currency", models.CharField(blank=True, max_length=3)),
                ("comment", models.TextField(blank=True)),
                ("is_taken", models.BooleanField(default=True)),
                ("reason", models.CharField(blank=True, max_length=250)),
                (
                    "lead",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="demand",
                        to="leads.lead",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="leads.product",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["lead", "id"], name="demand_of_a_lead")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount", None), ("currency", "")),
                            models.Q(("amount__isnull", False), models.Q(("currency", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="an_expected_price_has_its_currency",
                    ),
                ],
            },
        ),
    ]
