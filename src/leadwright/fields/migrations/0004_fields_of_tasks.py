from django.db import migrations, models

SUBJECTS = [
    ("lead", "Lead"),
    ("contact", "Contact"),
    ("account", "Account"),
    ("activity", "Activity"),
    ("task", "Task"),
]


class Migration(migrations.Migration):
    dependencies = [("fields", "0003_fields_of_activities")]

    operations = [
        migrations.AddField(
            model_name="ownfield",
            name="is_of_steps",
            field=models.BooleanField(default=False, db_default=False),
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
