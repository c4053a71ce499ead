import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_facets_by_their_index"),
        ("contacts", "0017_facets_by_their_index"),
        ("leads", "0038_notices_of_tasks"),
        ("people", "0020_answers_by_mail"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="lead",
            name="posted_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="lead",
            name="step_when_lost",
            field=models.CharField(blank=True, db_default="", default="", max_length=60),
        ),
        migrations.AddField(
            model_name="lead",
            name="steps",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=60), blank=True, db_default=[], default=list, size=None
            ),
        ),
        migrations.CreateModel(
            name="OpportunityKind",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=60, unique=True)),
                ("labels", models.JSONField()),
                ("position", models.IntegerField(default=0)),
                ("is_retired", models.BooleanField(default=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("process", "by its process: no step can be skipped"),
                            ("hand", "by hand: whoever works it says where it stands"),
                            ("none", "not at all"),
                        ],
                        max_length=10,
                    ),
                ),
                ("diagram", models.CharField(blank=True, max_length=60)),
                ("waits_for_end", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["position", "pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["process", "hand", "none"])),
                        name="an_opportunity_is_moved_in_a_known_manner",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("diagram", ""), ("kind", "none")),
                            models.Q(
                                models.Q(("kind", "none"), _negated=True),
                                models.Q(("diagram", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="an_opportunity_that_is_moved_has_steps",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="lead",
            name="kind",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="leads",
                to="leads.opportunitykind",
            ),
        ),
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                condition=models.Q(("deleted_at", None), models.Q(("step_when_lost", ""), _negated=True)),
                fields=["origin", "step_when_lost", "rank", "number"],
                name="leads_sent_drop",
            ),
        ),
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                condition=models.Q(("deleted_at", None), models.Q(("steps", []), _negated=True)),
                fields=["organisation", "due_order", "rank", "number"],
                name="leads_org_step",
            ),
        ),
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                condition=models.Q(("deleted_at", None), ("kind__isnull", False)),
                fields=["organisation", "kind", "due_order", "rank", "number"],
                name="leads_org_sale",
            ),
        ),
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                condition=models.Q(("deleted_at", None), models.Q(("step_when_lost", ""), _negated=True)),
                fields=["organisation", "step_when_lost", "rank", "number"],
                name="leads_org_drop",
            ),
        ),
        migrations.RunSQL(
            "CREATE TRIGGER rules_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON leads_opportunitykind "
            "FOR EACH STATEMENT EXECUTE FUNCTION leads_rules_changed()",
            "DROP TRIGGER rules_changed ON leads_opportunitykind",
        ),
    ]
