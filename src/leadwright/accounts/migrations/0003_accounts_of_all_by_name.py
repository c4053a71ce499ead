from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_accounts_receivable")]

    operations = [
        migrations.AddIndex(
            model_name="account",
            index=models.Index(fields=["sort_name", "number"], name="accounts_of_all_by_name"),
        ),
    ]
