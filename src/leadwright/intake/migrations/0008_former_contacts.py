import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Keep what contacts were before an import changed them."""

    dependencies = [
        ("intake", "0007_imports"),
    ]

    operations = [
        migrations.CreateModel(
            name="FormerContact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("contact_id", models.BigIntegerField()),
                ("version", models.IntegerField()),
                ("names", models.JSONField(default=list)),
                ("values", models.JSONField(default=dict)),
                ("known", models.JSONField(default=dict)),
                ("leads", models.JSONField(default=list)),
                (
                    "file_import",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_contacts",
                        to="intake.import",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["contact_id"], name="former_contacts_of_a_contact")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("file_import", "contact_id"), name="a_contact_was_once_before_an_import"
                    )
                ],
            },
        ),
    ]
