import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_facets_by_their_index"),
        ("contacts", "0017_facets_by_their_index"),
        ("leads", "0034_facets_by_their_index"),
        ("people", "0019_profiles_that_plan_and_write"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="lead",
            name="activity_mark",
            field=models.IntegerField(default=0),
        ),
        migrations.AddField(
            model_name="lead",
            name="last_activity_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="lead",
            name="latest_notes",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="lead",
            name="next_activity",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="lead",
            name="next_activity_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="lead",
            name="open_activities",
            field=models.IntegerField(default=0),
        ),
        migrations.AddField(
            model_name="leadtype",
            name="longest_postponement_days",
            field=models.SmallIntegerField(default=7),
        ),
        migrations.CreateModel(
            name="ActivityKind",
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
                            ("call", "by phone"),
                            ("mail", "by e-mail"),
                            ("meeting", "at a meeting"),
                            ("other", "otherwise"),
                        ],
                        max_length=10,
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["call", "mail", "meeting", "other"])),
                        name="an_activity_is_done_in_a_known_manner",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="lead",
            name="next_activity_kind",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="leads.activitykind",
            ),
        ),
        migrations.AddField(
            model_name="leadtype",
            name="activity_kinds",
            field=models.ManyToManyField(related_name="+", to="leads.activitykind"),
        ),
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                condition=models.Q(("deleted_at", None), ("next_activity_at__isnull", False)),
                fields=["organisation", "next_activity_at", "number"],
                name="leads_org_next",
            ),
        ),
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                condition=models.Q(
                    ("deleted_at", None),
                    ("next_activity_at", None),
                    ("state__in", ("PENDING", "IN_PROGRESS")),
                ),
                fields=["organisation", "due_order", "rank", "number"],
                name="leads_org_idle",
            ),
        ),
        migrations.AddConstraint(
            model_name="lead",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("next_activity__isnull", True),
                        ("next_activity_at__isnull", True),
                        ("open_activities", 0),
                    ),
                    models.Q(
                        ("next_activity__isnull", False),
                        ("next_activity_at__isnull", False),
                        ("open_activities__gte", 1),
                    ),
                    _connector="OR",
                ),
                name="a_next_activity_is_an_open_one",
            ),
        ),
        *(
            migrations.RunSQL(
                f"CREATE TRIGGER rules_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION leads_rules_changed()",
                f"DROP TRIGGER rules_changed ON {table}",
            )
            for table in ("leads_activitykind", "leads_leadtype_activity_kinds")
        ),
    ]
