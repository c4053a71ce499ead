"""Give the shipped profiles the permissions that they ship with now; what an administrator chose stays."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

WORK = ("contact.block", "contact.merge", "contact.consent", "contact.export")
PRIVACY = ("privacy.manage",)
NEW = {
    "portal-writer": WORK,
    "company-admin": WORK + PRIVACY,
    "lead-distributor": WORK,
    "administrator": WORK + PRIVACY,
}


def grant(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    for profile in apps.get_model("people", "Profile").objects.filter(code__in=NEW):
        profile.permissions = dict.fromkeys(NEW[profile.code], "organisation") | profile.permissions
        profile.save(update_fields=["permissions"])


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
