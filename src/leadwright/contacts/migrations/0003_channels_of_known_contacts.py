"""Contacts that are known already keep their address and number as their main ones."""

from django.db import migrations

EMAILS = """
INSERT INTO contacts_email (contact_id, address, label, is_main)
SELECT id, email, '', true FROM contacts_contact WHERE email <> ''
"""
PHONES = """
INSERT INTO contacts_phone (contact_id, number, label, is_main)
SELECT id, phone, '', true FROM contacts_contact WHERE phone <> ''
"""


class Migration(migrations.Migration):
    dependencies = [("contacts", "0002_whole_record")]
    operations = [
        migrations.RunSQL(EMAILS, migrations.RunSQL.noop),
        migrations.RunSQL(PHONES, migrations.RunSQL.noop),
    ]
