from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0016_unwanted_notices"),
    ]

    operations = [
        migrations.AddField(
            model_name="terms",
            name="needs_agreement",
            field=models.BooleanField(default=True),
        ),
        migrations.CreateModel(
            name="TermsDraft",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("texts", models.JSONField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)), name="there_is_one_draft_of_the_terms"
                    )
                ],
            },
        ),
    ]
