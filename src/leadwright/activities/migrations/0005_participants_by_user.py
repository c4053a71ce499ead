from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("activities", "0004_shared_activities"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="participant", name="asked_since", field=models.IntegerField(db_default=0, default=0)
        ),
        migrations.AddIndex(
            model_name="participant",
            index=models.Index(
                condition=models.Q(("user__isnull", False)), fields=["user"], name="activities_of_a_guest"
            ),
        ),
    ]
