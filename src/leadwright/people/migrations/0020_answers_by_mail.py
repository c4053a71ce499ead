from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0019_profiles_that_plan_and_write")]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="answers_by_mail",
            field=models.BooleanField(default=False),
        ),
    ]
