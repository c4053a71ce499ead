import django.contrib.postgres.fields
from django.db import migrations, models

SUBJECTS = [("lead", "Lead"), ("contact", "Contact"), ("account", "Account"), ("activity", "Activity")]


class Migration(migrations.Migration):
    dependencies = [("fields", "0002_chosen_columns")]

    operations = [
        migrations.AddField(
            model_name="ownfield",
            name="activity_kinds",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=60), default=list, size=None
            ),
        ),
        migrations.AlterField(
            model_name="ownfield",
            name="subject",
            field=models.CharField(choices=SUBJECTS, max_length=10),
        ),
        migrations.AlterField(
            model_name="chosencolumns",
            name="subject",
            field=models.CharField(choices=SUBJECTS, max_length=10),
        ),
    ]
