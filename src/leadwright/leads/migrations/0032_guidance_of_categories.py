from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0031_roles_that_are_retired"),
    ]

    operations = [
        migrations.AddField(
            model_name="category",
            name="guidance",
            field=models.JSONField(default=dict),
        ),
    ]
