"""Let who sees leads of several places at once read them in the usual order."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("leads", "0020_reasons_of_every_outcome")]
    operations = [
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                condition=models.Q(("deleted_at", None)),
                fields=["due_order", "rank", "number"],
                name="leads_any_clock",
            ),
        )
    ]
