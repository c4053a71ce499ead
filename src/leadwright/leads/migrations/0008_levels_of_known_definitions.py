"""Give the definitions that there are the standard levels."""

from typing import Any

from django.db import migrations

from leadwright.leads.configuration.levels import standard_importances, standard_priorities


def fill(apps: Any, schema_editor: Any) -> None:
    """Enter both scales for each definition; a level that a lead type has is supported."""
    level_model, types = apps.get_model("leads", "Level"), apps.get_model("leads", "LeadType")
    used = {
        "priority": set(types.objects.values_list("priority", flat=True)),
        "importance": set(types.objects.values_list("importance", flat=True)),
    }
    for definition in apps.get_model("leads", "LeadDefinition").objects.all():
        level_model.objects.bulk_create(
            level_model(
                definition=definition,
                scale=scale,
                level=step.level,
                labels=dict(step.labels),
                is_supported=step.is_supported or step.level in used[scale],
                is_default=step.is_default,
            )
            for scale, steps in (("priority", standard_priorities()), ("importance", standard_importances()))
            for step in steps
        )


class Migration(migrations.Migration):
    dependencies = [("leads", "0007_wider_configuration")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
