"""What key figures are added up from: triggers note each change of a lead, the worker adds the notes to totals.

A change is only ever appended, so that who writes leads never waits for somebody else. `Figure` is what totals and
changes say together, in one statement and so at one moment; `LeadFigure` is what each lead counts in by itself.
The SQL of both stands in the migration that made them.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Measure(models.TextChoices):
    """What a lead counts in; `detail` is the kind of a clock, the currency of an amount, or how many days it took.

    How many leads somebody holds is counted to know whether any of them lies elsewhere.
    """

    WAITING = "waiting"
    CLOCK = "clock"
    EXPECTED = "expected"
    OPPORTUNITY = "opportunity"
    WON = "won"
    LOST = "lost"
    DAYS = "days"
    HELD = "held"


class FigureLevel(models.TextChoices):
    """Whose leads a total is of: those that a company brought in, or those of a place that handles them."""

    SENT = "sent"
    ORGANISATION = "org"
    GROUP = "group"
    UNIT = "unit"
    OWNER = "owner"


class FigureSpan(models.TextChoices):
    """How long a total's time is, from `starts` on; what counts at any time has no start."""

    EVER = "ever"
    DAY = "day"
    HOUR = "hour"


class Worth(models.Model):
    """How many leads count, how many of these have an amount, and the sums, all in the currency of the detail."""

    measure = models.CharField(max_length=12, choices=Measure.choices)
    detail = models.CharField(max_length=12)
    number = models.BigIntegerField()
    priced = models.BigIntegerField()
    amount = models.DecimalField(max_digits=30, decimal_places=6)
    weighted = models.DecimalField(max_digits=30, decimal_places=6)

    class Meta:
        abstract = True


class FigureChange(Worth):
    """What a statement that changed leads adds at a place within an hour, or takes away; 0 is no place."""

    starts = models.DateTimeField()
    origin = models.BigIntegerField()
    organisation = models.BigIntegerField()
    group = models.BigIntegerField()
    unit = models.BigIntegerField()
    owner = models.BigIntegerField()


class PlacedWorth(Worth):
    """What counts at a place of a level within a span; 0 where a level does not tell places apart."""

    level = models.CharField(max_length=5, choices=FigureLevel.choices)
    place = models.BigIntegerField()
    span = models.CharField(max_length=4, choices=FigureSpan.choices)
    starts = models.DateTimeField()
    origin = models.BigIntegerField()
    organisation = models.BigIntegerField()
    group = models.BigIntegerField()
    unit = models.BigIntegerField()

    class Meta:
        abstract = True


KEY = ("level", "place", "measure", "span", "starts", "detail", "origin", "organisation", "group", "unit")


class FigureTotal(PlacedWorth):
    """The changes so far, added up."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=KEY, include=["number"], name="a_figure_is_added_up_once")
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(number=0), name="leads_figures_of_nothing"),
            models.Index(
                fields=["starts"],
                condition=Q(measure__in=[Measure.WON, Measure.LOST, Measure.DAYS]),
                name="leads_figures_of_ends",
            ),
        ]


class Figure(PlacedWorth):
    """The totals with the changes that are not yet added to them."""

    class Meta:
        managed = False
        db_table = "leads_figure"


class WorthOfALead(Worth):
    """What one lead counts in, at which moment, and where it lies."""

    at = models.DateTimeField()
    origin = models.ForeignKey("people.Organisation", on_delete=models.DO_NOTHING, related_name="+")
    organisation = models.ForeignKey(
        "people.Organisation", null=True, on_delete=models.DO_NOTHING, related_name="+"
    )
    group = models.ForeignKey("people.Group", on_delete=models.DO_NOTHING, related_name="+")
    unit = models.ForeignKey("people.Unit", null=True, on_delete=models.DO_NOTHING, related_name="+")
    owner = models.ForeignKey("people.User", null=True, on_delete=models.DO_NOTHING, related_name="+")
    team: "ArrayField[list[int], list[int]]" = ArrayField(models.BigIntegerField())

    class Meta:
        abstract = True


class LeadFigure(WorthOfALead):
    """What leads count in, looked for by where they lie."""

    class Meta:
        managed = False
        db_table = "leads_leadfigure"


class LeadFigureByMoment(WorthOfALead):
    """What leads count in, looked for by the moment from which they count."""

    class Meta:
        managed = False
        db_table = "leads_leadfigurebymoment"
