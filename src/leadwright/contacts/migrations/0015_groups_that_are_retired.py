from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0014_own_fields"),
    ]

    operations = [
        migrations.AddField(
            model_name="contactgroup",
            name="is_retired",
            field=models.BooleanField(default=False),
        ),
    ]
