from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("clocks", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="clock",
            name="postponed_to",
            field=models.DateTimeField(null=True),
        ),
    ]
