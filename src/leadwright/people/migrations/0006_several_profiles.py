"""Let a user have several profiles; each keeps what he had, and nobody who gave something loses being able to."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# Until now an administrator gave these without having all that they allow.
GIVEN_BY_ADMINISTRATORS = ("company-admin", "lead-distributor")


def keep(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    users, held = apps.get_model("people", "User"), apps.get_model("people", "HeldProfile")
    rows = users.objects.order_by("pk").values_list("pk", "profile_id").iterator()
    held.objects.bulk_create((held(user_id=user, profile_id=profile) for user, profile in rows), 1000)
    profiles = apps.get_model("people", "Profile").objects.filter(code__in=GIVEN_BY_ADMINISTRATORS)
    administrators = users.objects.filter(profile__code="administrator")
    held.objects.bulk_create(
        held(user=user, profile=profile) for user in administrators for profile in profiles
    )


class Migration(migrations.Migration):
    dependencies = [("people", "0005_profiles_that_know_deals")]
    operations = [
        migrations.AddField(
            model_name="user", name="shut_at", field=models.DateTimeField(blank=True, null=True)
        ),
        migrations.AlterField(
            model_name="user",
            name="profile",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.profile"
            ),
        ),
        migrations.CreateModel(
            name="HeldProfile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.profile"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.user"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="heldprofile",
            constraint=models.UniqueConstraint(fields=("user", "profile"), name="a_profile_is_held_once"),
        ),
        migrations.AddField(
            model_name="user",
            name="profiles",
            field=models.ManyToManyField(
                related_name="users", through="people.HeldProfile", to="people.profile"
            ),
        ),
        migrations.RunPython(keep, migrations.RunPython.noop),
    ]
