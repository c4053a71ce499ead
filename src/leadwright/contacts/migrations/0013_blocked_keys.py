"""What blocked contacts are known by is kept apart, so that one that equals them is recognised at once."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


KNOWN_BY = """
INSERT INTO contacts_blockedkey (organisation_id, contact_id, key)
SELECT k.organisation_id, k.contact_id, key
FROM contacts_contactkeys k JOIN contacts_contact c ON c.id = k.contact_id CROSS JOIN unnest(k.keys) key
WHERE c.is_blocked AND key ~ '^[epvr]:';
"""


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0012_lenders"),
        ("people", "0015_old_security_events"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BlockedKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.TextField()),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="contacts.contact"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organisation", "key"], name="keys_of_blocked_contacts")],
            },
        ),
        migrations.CreateModel(
            name="Distinction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="contacts.contact",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="contacts.contact"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("first", "second"), name="two_contacts_are_distinguished_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))),
                        name="two_distinguished_contacts_are_in_order",
                    ),
                ],
            },
        ),
        migrations.RunSQL(KNOWN_BY, migrations.RunSQL.noop),
    ]
