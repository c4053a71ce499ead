from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0030_own_fields"),
    ]

    operations = [
        migrations.AddField(
            model_name="partyrole",
            name="is_retired",
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name="partyrole",
            name="kind",
            field=models.CharField(
                choices=[("partner", "of a company"), ("person", "of a person")], max_length=10
            ),
        ),
    ]
