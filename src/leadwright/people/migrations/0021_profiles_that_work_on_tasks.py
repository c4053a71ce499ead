"""Let whoever sees activities see tasks, and whoever enters activities make tasks."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FOLLOWS = {"task.view": "activity.view", "task.edit": "activity.edit"}
INSIDE = ("own", "team", "unit", "group", "organisation")


def grant(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    for profile in apps.get_model("people", "Profile").objects.all():
        given = profile.permissions
        reaches = {name: given.get(old, "none") for name, old in FOLLOWS.items()}
        new = {
            name: reach if reach in INSIDE else "organisation"
            for name, reach in reaches.items()
            if reach != "none"
        }
        profile.permissions = new | given
        profile.save(update_fields=["permissions"])


class Migration(migrations.Migration):
    dependencies = [("people", "0020_answers_by_mail")]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
