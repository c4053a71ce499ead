"""Numbers begin at 1001, and the state of a lead is that of its status: the database has the last word."""

from django.db import migrations

STATE = """
ALTER TABLE leads_lead ADD CONSTRAINT the_state_is_that_of_the_status
FOREIGN KEY (status_id, state) REFERENCES leads_status (id, state)
"""


class Migration(migrations.Migration):
    dependencies = [("leads", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE leads_lead ALTER COLUMN number RESTART WITH 1001",
            "ALTER TABLE leads_lead ALTER COLUMN number RESTART WITH 1",
        ),
        migrations.RunSQL(STATE, "ALTER TABLE leads_lead DROP CONSTRAINT the_state_is_that_of_the_status"),
    ]
