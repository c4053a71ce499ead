"""Let whoever edits leads plan activities, write to contacts and sort mails; who sees leads sees activities."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FOLLOWS = {
    "lead.schedule": "lead.edit",
    "lead.communicate": "lead.edit",
    "activity.view": "lead.view",
    "activity.edit": "lead.edit",
    "mail.manage": "lead.edit",
}
INSIDE = ("own", "team", "unit", "group", "organisation")


def _reach(permission: str, followed: str) -> str:
    """Return how far a profile goes: what has no lead lies inside the company, and mails are yes or no."""
    if followed == "none" or permission.startswith("lead."):
        return followed
    return followed if followed in INSIDE and permission != "mail.manage" else "organisation"


def grant(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    for profile in apps.get_model("people", "Profile").objects.all():
        given = profile.permissions
        new = {name: _reach(name, given.get(old, "none")) for name, old in FOLLOWS.items()}
        profile.permissions = {name: reach for name, reach in new.items() if reach != "none"} | given
        profile.save(update_fields=["permissions"])


class Migration(migrations.Migration):
    dependencies = [("people", "0018_profiles_that_export_leads")]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
