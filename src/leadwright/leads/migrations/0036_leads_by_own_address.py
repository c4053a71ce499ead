"""Find the leads whose own address a mail comes from, without reading all leads."""

from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Lower


class Migration(migrations.Migration):
    dependencies = [("leads", "0035_next_activities")]
    operations = [
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                Lower("contact_email"), condition=~Q(contact_email=""), name="leads_by_own_address"
            ),
        )
    ]
