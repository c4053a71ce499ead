from django.db import migrations, models


class Migration(migrations.Migration):
    """Keep how somebody chose that a file is read, for whoever reads it again."""

    dependencies = [("intake", "0004_columns_that_are_own_fields")]

    operations = [
        migrations.AddField(
            model_name="keptfile",
            name="reading",
            field=models.JSONField(default=dict),
        ),
    ]
