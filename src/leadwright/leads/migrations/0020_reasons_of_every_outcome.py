"""A reason says how a lead ended, as lost or as none at all: its name says so."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("leads", "0019_partners_of_known_leads")]
    operations = [migrations.RenameModel("LostReason", "OutcomeReason")]
