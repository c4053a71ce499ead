from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0003_notices_of_tasks"),
    ]

    operations = [
        migrations.AlterField(
            model_name="notification",
            name="kind",
            field=models.CharField(
                choices=[
                    ("offered", "a lead is offered to me or my unit"),
                    ("assigned", "a lead is assigned to me"),
                    ("reassigned", "a lead of somebody else becomes mine"),
                    ("due", "a deadline of mine comes due"),
                    ("mentioned", "somebody mentions me"),
                    ("mail", "mail arrives on a lead of mine"),
                    ("planned", "somebody plans an activity for me"),
                    ("task", "a task is given to me, or to my unit"),
                    ("task_due", "a task of mine, or of my people, is due"),
                    ("task_done", "a task that I made or delegated is done"),
                    ("step", "the process of a lead of mine has come to a step"),
                    ("replied", "a guest answers my invitation"),
                    ("bounced", "a mail to a contact comes back"),
                ],
                max_length=12,
            ),
        ),
    ]
