"""Each known lead gets a main line that names its contact."""

from django.db import migrations

PARTIES = """
INSERT INTO leads_party (lead_id, company_id, person_id, is_main, position)
SELECT l.number, CASE c.kind WHEN 'company' THEN c.id ELSE c.company_id END,
    CASE c.kind WHEN 'person' THEN c.id END, true, 0
FROM leads_lead l JOIN contacts_contact c ON c.id = l.contact_id
"""


class Migration(migrations.Migration):
    dependencies = [("leads", "0004_parties_and_interests")]
    operations = [migrations.RunSQL(PARTIES, migrations.RunSQL.noop)]
