"""Let every profile that was made before go on knowing amounts and deal values; who should not is chosen later."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def grant(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    for profile in apps.get_model("people", "Profile").objects.all():
        profile.permissions = {"lead.see_deal": "organisation"} | profile.permissions
        profile.save(update_fields=["permissions"])


class Migration(migrations.Migration):
    dependencies = [("people", "0004_areas")]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
