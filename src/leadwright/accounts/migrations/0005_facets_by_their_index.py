from django.db import migrations

from leadwright.fields.facets import functions
from leadwright.fields.subjects import Subject


class Migration(migrations.Migration):
    """Let the triggers look facets up by their index, whatever was known of the table when they were planned."""

    dependencies = [("accounts", "0004_own_fields")]

    operations = [migrations.RunSQL(functions(Subject.ACCOUNT), migrations.RunSQL.noop)]
