"""Find what was sent to an address without reading the outbox."""

from django.db import migrations, models
from django.db.models.functions import Lower


class Migration(migrations.Migration):
    dependencies = [("outbox", "0002_refused_addresses")]
    operations = [
        migrations.AddIndex(
            model_name="message",
            index=models.Index(Lower("address"), "sent_at", name="messages_by_address"),
        )
    ]
