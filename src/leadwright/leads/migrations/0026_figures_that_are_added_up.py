import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0025_statistics_of_what_goes_together"),
    ]

    operations = [
        migrations.CreateModel(
            name="Figure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("clock", "Clock"),
                            ("expected", "Expected"),
                            ("opportunity", "Opportunity"),
                            ("won", "Won"),
                            ("lost", "Lost"),
                            ("days", "Days"),
                            ("held", "Held"),
                        ],
                        max_length=12,
                    ),
                ),
                ("detail", models.CharField(max_length=12)),
                ("number", models.BigIntegerField()),
                ("priced", models.BigIntegerField()),
                ("amount", models.DecimalField(decimal_places=6, max_digits=30)),
                ("weighted", models.DecimalField(decimal_places=6, max_digits=30)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("sent", "Sent"),
                            ("org", "Organisation"),
                            ("group", "Group"),
                            ("unit", "Unit"),
                            ("owner", "Owner"),
                        ],
                        max_length=5,
                    ),
                ),
                ("place", models.BigIntegerField()),
                (
                    "span",
                    models.CharField(
                        choices=[("ever", "Ever"), ("day", "Day"), ("hour", "Hour")], max_length=4
                    ),
                ),
                ("starts", models.DateTimeField()),
                ("origin", models.BigIntegerField()),
                ("organisation", models.BigIntegerField()),
                ("group", models.BigIntegerField()),
                ("unit", models.BigIntegerField()),
            ],
            options={
                "db_table": "leads_figure",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="LeadFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("clock", "Clock"),
                            ("expected", "Expected"),
                            ("opportunity", "Opportunity"),
                            ("won", "Won"),
                            ("lost", "Lost"),
                            ("days", "Days"),
                            ("held", "Held"),
                        ],
                        max_length=12,
                    ),
                ),
                ("detail", models.CharField(max_length=12)),
                ("number", models.BigIntegerField()),
                ("priced", models.BigIntegerField()),
                ("amount", models.DecimalField(decimal_places=6, max_digits=30)),
                ("weighted", models.DecimalField(decimal_places=6, max_digits=30)),
                ("at", models.DateTimeField()),
                (
                    "team",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
            ],
            options={
                "db_table": "leads_leadfigure",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="LeadFigureByMoment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("clock", "Clock"),
                            ("expected", "Expected"),
                            ("opportunity", "Opportunity"),
                            ("won", "Won"),
                            ("lost", "Lost"),
                            ("days", "Days"),
                            ("held", "Held"),
                        ],
                        max_length=12,
                    ),
                ),
                ("detail", models.CharField(max_length=12)),
                ("number", models.BigIntegerField()),
                ("priced", models.BigIntegerField()),
                ("amount", models.DecimalField(decimal_places=6, max_digits=30)),
                ("weighted", models.DecimalField(decimal_places=6, max_digits=30)),
                ("at", models.DateTimeField()),
                (
                    "team",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
            ],
            options={
                "db_table": "leads_leadfigurebymoment",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="FigureChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("clock", "Clock"),
                            ("expected", "Expected"),
                            ("opportunity", "Opportunity"),
                            ("won", "Won"),
                            ("lost", "Lost"),
                            ("days", "Days"),
                            ("held", "Held"),
                        ],
                        max_length=12,
                    ),
                ),
                ("detail", models.CharField(max_length=12)),
                ("number", models.BigIntegerField()),
                ("priced", models.BigIntegerField()),
                ("amount", models.DecimalField(decimal_places=6, max_digits=30)),
                ("weighted", models.DecimalField(decimal_places=6, max_digits=30)),
                ("starts", models.DateTimeField()),
                ("origin", models.BigIntegerField()),
                ("organisation", models.BigIntegerField()),
                ("group", models.BigIntegerField()),
                ("unit", models.BigIntegerField()),
                ("owner", models.BigIntegerField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FigureTotal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("clock", "Clock"),
                            ("expected", "Expected"),
                            ("opportunity", "Opportunity"),
                            ("won", "Won"),
                            ("lost", "Lost"),
                            ("days", "Days"),
                            ("held", "Held"),
                        ],
                        max_length=12,
                    ),
                ),
                ("detail", models.CharField(max_length=12)),
                ("number", models.BigIntegerField()),
                ("priced", models.BigIntegerField()),
                ("amount", models.DecimalField(decimal_places=6, max_digits=30)),
                ("weighted", models.DecimalField(decimal_places=6, max_digits=30)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("sent", "Sent"),
                            ("org", "Organisation"),
                            ("group", "Group"),
                            ("unit", "Unit"),
                            ("owner", "Owner"),
                        ],
                        max_length=5,
                    ),
                ),
                ("place", models.BigIntegerField()),
                (
                    "span",
                    models.CharField(
                        choices=[("ever", "Ever"), ("day", "Day"), ("hour", "Hour")], max_length=4
                    ),
                ),
                ("starts", models.DateTimeField()),
                ("origin", models.BigIntegerField()),
                ("organisation", models.BigIntegerField()),
                ("group", models.BigIntegerField()),
                ("unit", models.BigIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("number", 0)), fields=["id"], name="leads_figures_of_nothing"
                    ),
                    models.Index(
                        condition=models.Q(("measure__in", ["won", "lost", "days"])),
                        fields=["starts"],
                        name="leads_figures_of_ends",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=(
                            "level",
                            "place",
                            "measure",
                            "span",
                            "starts",
                            "detail",
                            "origin",
                            "organisation",
                            "group",
                            "unit",
                        ),
                        include=("number",),
                        name="a_figure_is_added_up_once",
                    )
                ],
            },
        ),
    ]
