"""Whether a type asks for the deal of what is lost, and when what is nurtured is looked at again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("leads", "0027_what_adds_figures_up")]

    operations = [
        migrations.AddField(
            model_name="leadtype",
            name="closing_data_when_lost",
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name="leadtype",
            name="review_days",
            field=models.SmallIntegerField(default=90),
        ),
        migrations.AlterField(
            model_name="lead",
            name="next_due_kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("accept", "accept"),
                    ("qualify", "qualify"),
                    ("update", "update"),
                    ("review", "review"),
                    ("complete", "complete"),
                ],
                max_length=10,
            ),
        ),
    ]
