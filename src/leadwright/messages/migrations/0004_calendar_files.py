from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0003_messages_by_address"),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="calendar",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="message",
            name="calendar_method",
            field=models.CharField(blank=True, max_length=10),
        ),
    ]
