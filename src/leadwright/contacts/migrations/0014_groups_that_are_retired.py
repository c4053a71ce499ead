from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0013_blocked_keys"),
    ]

    operations = [
        migrations.AddField(
            model_name="contactgroup",
            name="is_retired",
            field=models.BooleanField(default=False),
        ),
    ]
