"""Keep the indexes of leads that answer a question, and drop those that were only written."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_accounts_of_all_by_name"),
        ("contacts", "0010_national_numbers"),
        ("leads", "0023_marks_of_every_list"),
        ("people", "0015_old_security_events"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="lead",
            name="leads_grp_number",
        ),
        migrations.RemoveIndex(
            model_name="lead",
            name="leads_grp_name",
        ),
        migrations.RemoveIndex(
            model_name="lead",
            name="leads_grp_expect",
        ),
        migrations.RemoveIndex(
            model_name="lead",
            name="leads_grp_update",
        ),
        migrations.RemoveIndex(
            model_name="lead",
            name="leads_grp_state",
        ),
        migrations.RemoveIndex(
            model_name="lead",
            name="leads_grp_source",
        ),
        migrations.RemoveIndex(
            model_name="lead",
            name="leads_by_gap",
        ),
        migrations.RemoveIndex(
            model_name="lead",
            name="leads_sent_category",
        ),
        migrations.RemoveIndex(
            model_name="lead",
            name="leads_grp_category",
        ),
        migrations.RemoveIndex(
            model_name="lead",
            name="leads_org_category",
        ),
        migrations.RemoveIndex(
            model_name="lead",
            name="leads_grp_amount",
        ),
        migrations.RemoveIndex(
            model_name="lead",
            name="leads_grp_prio",
        ),
        migrations.RemoveIndex(
            model_name="lead",
            name="leads_any_clock",
        ),
        migrations.AlterField(
            model_name="lead",
            name="accepted_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="lead",
            name="account",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="leads",
                to="accounts.account",
            ),
        ),
        migrations.AlterField(
            model_name="lead",
            name="category",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="leads",
                to="leads.category",
            ),
        ),
        migrations.AlterField(
            model_name="lead",
            name="contact",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="leads",
                to="contacts.contact",
            ),
        ),
        migrations.AlterField(
            model_name="lead",
            name="created_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="lead",
            name="deal_segment",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="leads",
                to="leads.dealsegment",
            ),
        ),
        migrations.AlterField(
            model_name="lead",
            name="group",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.group",
            ),
        ),
        migrations.AlterField(
            model_name="lead",
            name="lost_reason",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="leads",
                to="leads.outcomereason",
            ),
        ),
        migrations.AlterField(
            model_name="lead",
            name="offered_to",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="lead",
            name="organisation",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="handled_leads",
                to="people.organisation",
            ),
        ),
        migrations.AlterField(
            model_name="lead",
            name="origin",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.organisation",
            ),
        ),
        migrations.AlterField(
            model_name="lead",
            name="owner",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="owned_leads",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="lead",
            name="sender",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sent_leads",
                to="people.organisation",
            ),
        ),
        migrations.AlterField(
            model_name="lead",
            name="source",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="leads",
                to="leads.source",
            ),
        ),
        migrations.AlterField(
            model_name="lead",
            name="status",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="leads",
                to="leads.status",
            ),
        ),
        migrations.AlterField(
            model_name="lead",
            name="type",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="leads",
                to="leads.leadtype",
            ),
        ),
        migrations.AlterField(
            model_name="lead",
            name="unit",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.unit",
            ),
        ),
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                condition=models.Q(("deleted_at", None)),
                fields=["origin", "importance", "due_order", "rank", "number"],
                name="leads_sent_level",
            ),
        ),
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                condition=models.Q(("deleted_at", None)),
                fields=["origin", "qualification", "due_order", "rank", "number"],
                name="leads_sent_kind",
            ),
        ),
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                condition=models.Q(("deleted_at", None)),
                fields=["origin", "started_at", "number"],
                name="leads_sent_start",
            ),
        ),
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                condition=models.Q(("deleted_at", None), ("completed_at__isnull", False)),
                fields=["origin", "completed_at", "number"],
                name="leads_sent_done",
            ),
        ),
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                condition=models.Q(("deleted_at", None), ("category__isnull", False)),
                fields=["origin", "category", "due_order", "rank", "number"],
                name="leads_sent_category",
            ),
        ),
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                condition=models.Q(("deleted_at", None), models.Q(("acceptance", "ACCEPTED"), _negated=True)),
                fields=["origin", "acceptance", "due_order", "rank", "number"],
                name="leads_sent_accept",
            ),
        ),
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                condition=models.Q(("deleted_at", None), models.Q(("gaps", []), _negated=True)),
                fields=["origin", "due_order", "rank", "number"],
                name="leads_sent_gap",
            ),
        ),
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                condition=models.Q(("deleted_at", None), ("lost_reason__isnull", False)),
                fields=["origin", "lost_reason", "rank", "number"],
                name="leads_sent_lost",
            ),
        ),
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                condition=models.Q(("deleted_at", None)),
                fields=["organisation", "importance", "due_order", "rank", "number"],
                name="leads_org_level",
            ),
        ),
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                condition=models.Q(("deleted_at", None)),
                fields=["organisation", "qualification", "due_order", "rank", "number"],
                name="leads_org_kind",
            ),
        ),
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                condition=models.Q(("deleted_at", None)),
                fields=["organisation", "started_at", "number"],
                name="leads_org_start",
            ),
        ),
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                condition=models.Q(("deleted_at", None), ("completed_at__isnull", False)),
                fields=["organisation", "completed_at", "number"],
                name="leads_org_done",
            ),
        ),
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                condition=models.Q(("deleted_at", None), ("category__isnull", False)),
                fields=["organisation", "category", "due_order", "rank", "number"],
                name="leads_org_category",
            ),
        ),
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                condition=models.Q(("deleted_at", None), models.Q(("acceptance", "ACCEPTED"), _negated=True)),
                fields=["organisation", "acceptance", "due_order", "rank", "number"],
                name="leads_org_accept",
            ),
        ),
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                condition=models.Q(("deleted_at", None), models.Q(("gaps", []), _negated=True)),
                fields=["organisation", "due_order", "rank", "number"],
                name="leads_org_gap",
            ),
        ),
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                condition=models.Q(("deleted_at", None), ("lost_reason__isnull", False)),
                fields=["organisation", "lost_reason", "rank", "number"],
                name="leads_org_lost",
            ),
        ),
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                condition=models.Q(("deleted_at", None)),
                fields=["unit", "due_order", "rank", "number"],
                name="leads_unit_clock",
            ),
        ),
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                condition=models.Q(
                    ("deleted_at", None), ("organisation", None), ("state__in", ("PENDING", "IN_PROGRESS"))
                ),
                fields=["origin", "due_order", "rank", "number"],
                name="leads_queue",
            ),
        ),
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                condition=models.Q(("account__isnull", False)), fields=["account"], name="leads_of_an_account"
            ),
        ),
    ]
