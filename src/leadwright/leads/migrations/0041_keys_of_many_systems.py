from django.db import migrations, models


class Migration(migrations.Migration):
    """Two systems may call leads by the same key; what tells them apart is kept where files are brought in."""

    dependencies = [("leads", "0040_demand")]

    operations = [
        migrations.RemoveConstraint(model_name="lead", name="a_lead_is_brought_in_once"),
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                condition=models.Q(("external_key", ""), _negated=True),
                fields=["origin", "external_key"],
                name="leads_by_key_elsewhere",
            ),
        ),
    ]
