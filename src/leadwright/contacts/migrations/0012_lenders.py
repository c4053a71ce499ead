"""Each loan knows whose contact it is, so that a list can walk the contacts of a lender in order."""

import django.db.models.deletion
from django.db import migrations, models

# The owner of a contact never changes; whatever enters a loan, the database says whose it is.
ENTER = """
CREATE FUNCTION contacts_enter_lender() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.lender_id := (SELECT organisation_id FROM contacts_contact WHERE id = NEW.contact_id);
    RETURN NEW;
END $$;
CREATE TRIGGER enter_lender BEFORE INSERT OR UPDATE OF contact_id, lender_id ON contacts_loan
    FOR EACH ROW EXECUTE FUNCTION contacts_enter_lender();
UPDATE contacts_loan l SET lender_id = c.organisation_id FROM contacts_contact c WHERE c.id = l.contact_id;
-- What is checked at the end of a transaction is checked now: a table with checks to come takes no index.
SET CONSTRAINTS ALL IMMEDIATE;
"""
LEAVE = """
DROP TRIGGER enter_lender ON contacts_loan;
DROP FUNCTION contacts_enter_lender();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0011_no_index_of_owners_alone"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="loan",
            name="lender",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="people.organisation",
            ),
        ),
        migrations.RunSQL(ENTER, LEAVE),
        migrations.AddIndex(
            model_name="loan",
            index=models.Index(fields=["organisation", "lender", "contact"], name="loans_of_a_lender"),
        ),
    ]
