import django.db.models.deletion
from django.db import migrations, models

from leadwright.fields.facets import triggers
from leadwright.fields.subjects import Subject

KEEP = """
CREATE OR REPLACE FUNCTION activities_stay_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('leadwright.erasing', true) = 'on' THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - '{{{free}}}'::text[] = to_jsonb(OLD) - '{{{free}}}'::text[]
        AND (OLD.lead_id IS NULL OR OLD.lead_id = NEW.lead_id){answers} THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a closed activity stays as it is' USING ERRCODE = 'restrict_violation';
END $$;
"""
# Nobody answers anew; of a field that was removed the values go.
ANSWERS = """
        AND (OLD.own_fields = NEW.own_fields OR NEW.own_fields = OLD.own_fields - coalesce((
            SELECT array_agg(id::text) FROM fields_ownfield
            WHERE purged_at IS NOT NULL AND id::text IN (SELECT jsonb_object_keys(OLD.own_fields))
        ), '{}'))"""
FREE = "lead_id,is_shared,shared_with_id"
AS_NOW = KEEP.format(free=f"{FREE},own_fields", answers=ANSWERS)
AS_BEFORE = KEEP.format(free=FREE, answers="")


class Migration(migrations.Migration):
    """Let activities hold own fields, and the database keep those of closed ones."""

    dependencies = [
        ("activities", "0005_participants_by_user"),
        ("fields", "0003_fields_of_activities"),
    ]

    operations = [
        migrations.CreateModel(
            name="ActivityFacet",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("value", models.CharField(db_collation="C", max_length=200)),
                ("number", models.DecimalField(decimal_places=6, max_digits=30)),
                ("starts_at", models.DateTimeField()),
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
                        to="activities.activity",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["field", "value", "starts_at", "row"], name="activity_facets_in_order"
                    ),
                    models.Index(fields=["field", "value", "number", "row"], name="activity_facets_by_value"),
                ],
            },
        ),
        migrations.AddField(
            model_name="activity",
            name="own_fields",
            field=models.JSONField(
                db_default=models.Value({}, output_field=models.JSONField()), default=dict
            ),
        ),
        migrations.RunSQL(*triggers(Subject.ACTIVITY)),
        migrations.RunSQL(AS_NOW, AS_BEFORE),
    ]
