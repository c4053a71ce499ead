from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0032_guidance_of_categories"),
    ]

    operations = [
        migrations.AddField(
            model_name="leaddefinition",
            name="important_from",
            field=models.PositiveSmallIntegerField(default=4, null=True),
        ),
    ]
