from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("activities", "0003_invitations_and_subscriptions"),
        ("leads", "0036_leads_by_own_address"),
        ("people", "0019_profiles_that_plan_and_write"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(
                condition=models.Q(("deleted_at", None), ("is_shared", True)),
                fields=["shared_with", "starts_at", "id"],
                name="activities_that_are_shared",
            ),
        ),
    ]
