"""Take away the one comment that both sides shared, once each company has its own."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("leads", "0016_a_comment_for_each_side")]

    operations = [migrations.RemoveField(model_name="lead", name="comment")]
