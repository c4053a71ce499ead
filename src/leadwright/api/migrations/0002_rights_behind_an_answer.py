"""Note by which rights an answer was given, so that they are asked for again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("api", "0001_initial")]
    operations = [
        migrations.AddField(model_name="repeatable", name="held", field=models.JSONField(null=True))
    ]
