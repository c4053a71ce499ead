"""Sort by partner by an index wherever one sorts, and tell the planner which columns of a lead go together."""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

# Taken for independent, a state and its statuses, or a partner and its units, seem to be of far fewer leads.
TOGETHER = {
    "leads_states (dependencies, mcv)": ("state", "status_id", "qualification", "acceptance"),
    "leads_ends (dependencies, mcv)": ("state", "due_order", "lost_reason_id", "next_due_kind"),
    # Without the owner: who owns few leads, or none, is not to be met by chance among all of a company.
    "leads_places (dependencies, mcv)": ("origin_id", "organisation_id", "group_id", "unit_id"),
}


def _statistics(name: str, columns: tuple[str, ...]) -> migrations.RunSQL:
    made = f"CREATE STATISTICS {name} ON {', '.join(columns)} FROM leads_lead"
    return migrations.RunSQL(made, f"DROP STATISTICS {name.partition(' ')[0]}")


class Migration(migrations.Migration):
    dependencies = [("leads", "0024_indexes_that_answer")]

    operations = [
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                condition=models.Q(("deleted_at", None)),
                fields=["organisation", "partner_sort", "number"],
                name="leads_org_partner",
            ),
        ),
        migrations.AddIndex(
            model_name="lead",
            index=GinIndex(
                condition=models.Q(("deleted_at", None), models.Q(("gaps", []), _negated=True)),
                fields=["gaps"],
                name="leads_by_gap_named",
            ),
        ),
        *(_statistics(name, columns) for name, columns in TOGETHER.items()),
        migrations.RunSQL("ANALYZE leads_lead", migrations.RunSQL.noop),
    ]
