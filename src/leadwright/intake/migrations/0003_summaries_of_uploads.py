"""What a trial of a file found is its summary."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("intake", "0002_uploads")]
    operations = [migrations.RenameField("upload", "told", "summary")]
