"""Let whoever works on leads and hands out contacts hand out lists of leads too; who should not is chosen later."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

NEW = "lead.export"
SHIPPED = {
    "portal-writer": "group",
    "company-admin": "organisation",
    "lead-distributor": "sent",
    "administrator": "sent",
}


def grant(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    for profile in apps.get_model("people", "Profile").objects.all():
        reach = SHIPPED.get(profile.code, "organisation")
        if NEW not in profile.permissions and profile.permissions.get("contact.export", "none") != "none":
            profile.permissions = profile.permissions | {NEW: reach}
            profile.save(update_fields=["permissions"])


class Migration(migrations.Migration):
    dependencies = [("people", "0017_drafts_of_the_terms")]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
