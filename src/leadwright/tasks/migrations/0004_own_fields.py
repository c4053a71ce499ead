import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from leadwright.fields.facets import triggers
from leadwright.fields.subjects import Subject

KEEP = """
CREATE OR REPLACE FUNCTION tasks_stay_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('leadwright.erasing', true) = 'on' THEN
        RETURN coalesce(NEW, OLD);
    END IF;{answers}
    RAISE EXCEPTION 'a task that has ended stays as it is' USING ERRCODE = 'restrict_violation';
END $$;
"""
# Nobody answers anew; of a field that was removed the values go.
ANSWERS = """
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'tasks_task' AND to_jsonb(NEW) - 'own_fields' = to_jsonb(OLD) - 'own_fields'
    THEN
        IF NEW.own_fields = OLD.own_fields - coalesce((
            SELECT array_agg(id::text) FROM fields_ownfield
            WHERE purged_at IS NOT NULL AND id::text IN (SELECT jsonb_object_keys(OLD.own_fields))
        ), '{}') THEN
            RETURN NEW;
        END IF;
    END IF;"""
AS_NOW = KEEP.format(answers=ANSWERS)
AS_BEFORE = KEEP.format(answers="")


def ids() -> "django.contrib.postgres.fields.ArrayField":
    return django.contrib.postgres.fields.ArrayField(
        base_field=models.BigIntegerField(),
        default=list,
        db_default=models.Value(
            [], output_field=django.contrib.postgres.fields.ArrayField(models.BigIntegerField())
        ),
        size=None,
    )


class Migration(migrations.Migration):
    """Let tasks hold own fields, and the database keep those of ended ones."""

    dependencies = [
        ("tasks", "0003_notices"),
        ("fields", "0004_fields_of_tasks"),
    ]

    operations = [
        migrations.CreateModel(
            name="TaskFacet",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("value", models.CharField(db_collation="C", max_length=200)),
                ("number", models.DecimalField(decimal_places=6, max_digits=30)),
                ("due_at", models.DateTimeField()),
                (
                    "field",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="fields.ownfield",
                    ),
                ),
                (
                    "row",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="facets",
                        to="tasks.task",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["field", "value", "due_at", "row"], name="task_facets_in_order"),
                    models.Index(fields=["field", "value", "number", "row"], name="task_facets_by_value"),
                ],
            },
        ),
        migrations.AddField(
            model_name="task",
            name="own_fields",
            field=models.JSONField(
                db_default=models.Value({}, output_field=models.JSONField()), default=dict
            ),
        ),
        migrations.AddField(model_name="task", name="asked_fields", field=ids()),
        migrations.AddField(model_name="task", name="needed_fields", field=ids()),
        migrations.RunSQL(*triggers(Subject.TASK)),
        migrations.RunSQL(AS_NOW, AS_BEFORE),
    ]
