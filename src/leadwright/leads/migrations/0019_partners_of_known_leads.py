"""Leads that are known already sort by the name of who handles them."""

from django.db import migrations

from leadwright.foundation.text import sort_key


def fill(apps, schema_editor):
    Organisation = apps.get_model("people", "Organisation")
    Lead = apps.get_model("leads", "Lead")
    for pk, name in Organisation.objects.values_list("pk", "name"):
        Lead.objects.filter(organisation=pk).update(partner_sort=sort_key(name)[:220])


class Migration(migrations.Migration):
    dependencies = [("leads", "0018_orders")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
