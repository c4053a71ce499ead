from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("consent", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ConsentChannel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=60, unique=True)),
                ("labels", models.JSONField()),
                ("position", models.IntegerField(default=0)),
                ("is_retired", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["position", "pk"],
                "abstract": False,
            },
        ),
        migrations.RemoveConstraint(
            model_name="event",
            name="an_event_has_its_channel",
        ),
        migrations.AddField(
            model_name="consentpurpose",
            name="is_retired",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="consentsender",
            name="is_retired",
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name="event",
            name="channel",
            field=models.CharField(max_length=60),
        ),
        migrations.AlterField(
            model_name="suppression",
            name="channel",
            field=models.CharField(max_length=60),
        ),
        migrations.AlterField(
            model_name="withdrawallink",
            name="channel",
            field=models.CharField(max_length=60),
        ),
    ]
