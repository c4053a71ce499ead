"""Give each company a comment of its own on a lead; the one that there was goes to the company that wrote it last."""

import django.db.models.deletion
from django.db import migrations, models

# A comment that was never changed was written by whoever brought the lead in.
WRITTEN = """
INSERT INTO leads_comment (lead_id, organisation_id, text)
SELECT l.number, coalesce(
    (
        SELECT e.organisation_id FROM history_entry e
        JOIN history_value v ON v.entry_id = e.id AND v.field = 'comment_to'
        WHERE e.subject_kind = 'lead' AND e.subject_id = l.number
        ORDER BY e.id DESC LIMIT 1
    ),
    l.origin_id
), l.comment
FROM leads_lead l WHERE l.comment <> ''
"""


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0015_rules_mark"),
        ("people", "0004_areas"),
        ("history", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(blank=True)),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="leads.lead",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("lead", "organisation"), name="a_company_has_one_comment_on_a_lead"
                    )
                ],
            },
        ),
        migrations.RunSQL(WRITTEN, migrations.RunSQL.noop),
    ]
