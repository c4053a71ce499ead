import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contacts", "0017_facets_by_their_index"),
        ("leads", "0035_next_activities"),
        ("people", "0019_profiles_that_plan_and_write"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Activity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("PENDING", "planned"),
                            ("IN_PROGRESS", "in progress"),
                            ("COMPLETED", "completed"),
                            ("CANCELLED", "cancelled"),
                        ],
                        default="PENDING",
                        max_length=12,
                    ),
                ),
                (
                    "team",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=250)),
                ("details", models.TextField(blank=True)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField(null=True)),
                ("place", models.CharField(blank=True, max_length=250)),
                (
                    "direction",
                    models.CharField(
                        blank=True, choices=[("out", "outgoing"), ("in", "incoming")], max_length=3
                    ),
                ),
                (
                    "importance",
                    models.CharField(
                        choices=[("low", "low"), ("normal", "normal"), ("high", "high")],
                        default="normal",
                        max_length=6,
                    ),
                ),
                ("next_step", models.CharField(blank=True, max_length=250)),
                ("notes", models.TextField(blank=True)),
                ("target_amount", models.DecimalField(decimal_places=4, max_digits=19, null=True)),
                ("target_currency", models.CharField(blank=True, max_length=3)),
                ("success_rate", models.SmallIntegerField(null=True)),
                ("chain", models.BigIntegerField(null=True)),
                ("is_shared", models.BooleanField(default=False)),
                ("remind_minutes", models.IntegerField(null=True)),
                ("reminded_at", models.DateTimeField(null=True)),
                ("completed_at", models.DateTimeField(null=True)),
                ("cancelled_at", models.DateTimeField(null=True)),
                ("cancel_reason", models.CharField(blank=True, max_length=250)),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                ("deleted_at", models.DateTimeField(null=True)),
                ("version", models.IntegerField(default=1)),
                (
                    "based_on",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followers",
                        to="activities.activity",
                    ),
                ),
                (
                    "completed_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.group",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="leads.activitykind"
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="leads.lead",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "shared_with",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Participant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reply",
                    models.CharField(
                        choices=[
                            ("waiting", "no answer yet"),
                            ("accepted", "comes"),
                            ("tentative", "may come"),
                            ("declined", "does not come"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("replied_at", models.DateTimeField(null=True)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="participants",
                        to="activities.activity",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contacts.contact",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(fields=["lead", "starts_at", "id"], name="activities_of_a_lead"),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(
                condition=models.Q(("deleted_at", None)),
                fields=["organisation", "starts_at", "id"],
                name="activities_of_a_company",
            ),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(
                condition=models.Q(("deleted_at", None)),
                fields=["owner", "starts_at", "id"],
                name="activities_of_an_owner",
            ),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(
                condition=models.Q(("deleted_at", None), ("state__in", ("PENDING", "IN_PROGRESS"))),
                fields=["organisation", "starts_at", "id"],
                name="activities_to_be_done",
            ),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(
                condition=models.Q(
                    ("deleted_at", None),
                    ("remind_minutes__isnull", False),
                    ("reminded_at", None),
                    ("state__in", ("PENDING", "IN_PROGRESS")),
                ),
                fields=["starts_at", "id"],
                name="activities_to_be_reminded_of",
            ),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(
                condition=models.Q(("chain__isnull", False)),
                fields=["chain", "id"],
                name="activities_of_a_chain",
            ),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(
                condition=models.Q(("based_on__isnull", False)),
                fields=["based_on"],
                name="activities_based_on_one",
            ),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=django.contrib.postgres.indexes.GinIndex(fields=["team"], name="activities_by_team"),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_at__isnull", True), ("ends_at__gte", models.F("starts_at")), _connector="OR"
                ),
                name="an_activity_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("completed_at__isnull", False), ("state", "COMPLETED")),
                    models.Q(models.Q(("state", "COMPLETED"), _negated=True), ("completed_at", None)),
                    _connector="OR",
                ),
                name="a_completed_activity_has_its_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cancelled_at__isnull", False), ("state", "CANCELLED")),
                    models.Q(models.Q(("state", "CANCELLED"), _negated=True), ("cancelled_at", None)),
                    _connector="OR",
                ),
                name="a_cancelled_activity_has_its_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("success_rate__isnull", True), ("success_rate__range", (0, 100)), _connector="OR"
                ),
                name="a_rate_of_an_activity_is_a_percentage",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("target_amount__isnull", True),
                    models.Q(("target_currency", ""), _negated=True),
                    _connector="OR",
                ),
                name="an_amount_of_an_activity_has_a_currency",
            ),
        ),
        migrations.AddIndex(
            model_name="participant",
            index=models.Index(
                condition=models.Q(("contact__isnull", False)),
                fields=["contact"],
                name="activities_of_a_contact",
            ),
        ),
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.CheckConstraint(
                condition=models.Q(("contact__isnull", True), ("user__isnull", True), _connector="XOR"),
                name="a_participant_is_a_contact_or_a_user",
            ),
        ),
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.UniqueConstraint(
                fields=("activity", "contact"), name="a_contact_takes_part_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.UniqueConstraint(fields=("activity", "user"), name="a_user_takes_part_once"),
        ),
    ]
