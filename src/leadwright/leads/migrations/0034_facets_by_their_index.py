from django.db import migrations

from leadwright.fields.facets import functions
from leadwright.fields.subjects import Subject


class Migration(migrations.Migration):
    """Let the triggers look facets up by their index, whatever was known of the table when they were planned."""

    dependencies = [("leads", "0033_from_where_leads_are_important")]

    operations = [migrations.RunSQL(functions(Subject.LEAD), migrations.RunSQL.noop)]
