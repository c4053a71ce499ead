"""Sort by partner by an index wherever one sorts, and tell the planner which columns of a lead go together."""

from django.db import migrations, models

# Taken for independent, a state and its statuses, or a partner and its units, seem to be of far fewer leads.
TOGETHER = {
    "leads_states (dependencies, mcv)": ("state", "status_id", "qualification", "acceptance"),
    "leads_ends (dependencies, mcv)": ("state", "due_order", "lost_reason_id", "next_due_kind"),
    # There are too many owners for the most common values: a list of these would stand before what depends on what.
    "leads_places (dependencies)": ("origin_id", "organisation_id", "group_id", "unit_id", "owner_id"),
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
        *(_statistics(name, columns) for name, columns in TOGETHER.items()),
        migrations.RunSQL("ANALYZE leads_lead", migrations.RunSQL.noop),
    ]
