from django.db import migrations, models

# Of what runs out next, whether it was put off already.
POSTPONED = """
UPDATE leads_lead l SET next_due_postponed = true FROM clocks_clock c
WHERE c.subject_kind = 'lead' AND c.subject_id = l.number AND c.state = 'RUNNING' AND c.kind = l.next_due_kind
    AND c.postponed_to IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [("leads", "0036_leads_by_own_address"), ("clocks", "0002_clocks_that_are_put_off")]

    operations = [
        migrations.AddField(
            model_name="lead",
            name="next_due_postponed",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.RunSQL(POSTPONED, migrations.RunSQL.noop),
    ]
