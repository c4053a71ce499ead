"""Drop the single profile of a user, now that all are held."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("people", "0006_several_profiles")]
    operations = [migrations.RemoveField(model_name="user", name="profile")]
