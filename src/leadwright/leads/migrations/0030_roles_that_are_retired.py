from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0029_each_open_lead_has_a_clock"),
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
