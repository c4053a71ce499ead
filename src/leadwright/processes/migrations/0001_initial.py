import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("diagrams", "0001_initial"),
        ("leads", "0040_demand"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Instance",
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
                            ("RUNNING", "under way"),
                            ("ENDED", "at its end"),
                            ("CLOSED", "closed before its end"),
                        ],
                        default="RUNNING",
                        max_length=8,
                    ),
                ),
                ("is_moved_by_hand", models.BooleanField(default=False)),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("closed_because", models.CharField(blank=True, max_length=40)),
                (
                    "lead",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="processes",
                        to="leads.lead",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="diagrams.version"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Mark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("element", models.CharField(max_length=100)),
                ("at", models.DateTimeField()),
                ("task", models.BigIntegerField(null=True)),
                (
                    "instance",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="marks",
                        to="processes.instance",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Token",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("element", models.CharField(max_length=100)),
                ("flow", models.CharField(blank=True, max_length=100)),
                ("since", models.DateTimeField()),
                ("task", models.BigIntegerField(null=True)),
                ("due_at", models.DateTimeField(null=True)),
                ("message", models.CharField(blank=True, max_length=100)),
                (
                    "instance",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tokens",
                        to="processes.instance",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="instance",
            index=models.Index(fields=["lead", "-id"], name="processes_of_a_lead"),
        ),
        migrations.AddConstraint(
            model_name="instance",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "RUNNING")),
                fields=("lead",),
                name="a_lead_has_one_process_under_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="instance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("state", "RUNNING")),
                    models.Q(models.Q(("state", "RUNNING"), _negated=True), ("ended_at__isnull", False)),
                    _connector="OR",
                ),
                name="a_process_that_ended_has_its_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="mark",
            constraint=models.UniqueConstraint(
                fields=("instance", "element"), name="a_step_is_marked_as_done_once"
            ),
        ),
        migrations.AddIndex(
            model_name="token",
            index=models.Index(fields=["instance", "id"], name="tokens_of_a_process"),
        ),
        migrations.AddIndex(
            model_name="token",
            index=models.Index(
                condition=models.Q(("task__isnull", False)), fields=["task"], name="tokens_of_a_task"
            ),
        ),
        migrations.AddIndex(
            model_name="token",
            index=models.Index(
                condition=models.Q(("due_at__isnull", False)),
                fields=["due_at", "id"],
                name="timers_by_moment",
            ),
        ),
    ]
