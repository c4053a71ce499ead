"""Calendars of organisations, and the clocks that run for a subject with the slots they have passed."""

from collections.abc import Collection
from datetime import datetime
from typing import ClassVar, TypedDict

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import OuterRef

from leadwright.clocks.worktime import MONDAY_TO_FRIDAY, WorkCalendar
from leadwright.people.models import Organisation

HOUSE_TIME_ZONE = "UTC"


class Rule(TypedDict, total=False):
    """How a due moment is found: working days, calendar days, a rhythm, or a moment that is given."""

    working_days: int
    calendar_days: int
    first_days: int
    every_days: int
    until: bool


class CalendarSettings(models.Model):
    """The week, country and time zone by which an organisation's deadlines are counted."""

    organisation = models.OneToOneField(
        "people.Organisation", on_delete=models.CASCADE, primary_key=True, related_name="calendar"
    )
    weekdays: "ArrayField[list[int], list[int]]" = ArrayField(models.SmallIntegerField())
    country = models.CharField(max_length=2, blank=True)
    time_zone = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(weekdays__len__gte=1), name="a_week_has_a_working_day")
        ]

    def __str__(self) -> str:
        return f"calendar of {self.organisation_id}"


class ClosingDay(models.Model):
    """A day on which an organisation does not work, beside weekends and public holidays."""

    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.CASCADE, related_name="closing_days"
    )
    day = models.DateField()
    name = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "day"], name="a_day_is_closed_once")]

    def __str__(self) -> str:
        return self.day.isoformat()


def calendar_of(organisation_id: int | None) -> WorkCalendar:
    """Return the calendar of an organisation; without settings: Monday to Friday in its country and zone."""
    return calendars_of([organisation_id])[organisation_id]


def calendars_of(organisation_ids: Collection[int | None]) -> dict[int | None, WorkCalendar]:
    """Return the calendars of several organisations, in one query."""
    closing = ClosingDay.objects.filter(organisation=OuterRef("pk")).values("day")
    known = [pk for pk in organisation_ids if pk is not None]
    rows = Organisation.objects.filter(pk__in=known).values_list(
        "pk",
        "country",
        "time_zone",
        "calendar__weekdays",
        "calendar__country",
        "calendar__time_zone",
        ArraySubquery(closing),
    )
    calendars: dict[int | None, WorkCalendar] = dict.fromkeys(organisation_ids, WorkCalendar(HOUSE_TIME_ZONE))
    for pk, own_country, own_zone, weekdays, country, zone, days in rows:
        calendars[pk] = WorkCalendar(
            zone or own_zone,
            MONDAY_TO_FRIDAY if weekdays is None else frozenset(weekdays),
            (own_country if weekdays is None else country) or None,
            frozenset(days),
        )
    return calendars


class ClockState(models.TextChoices):
    """Where a clock is in its life."""

    RUNNING = "RUNNING"
    MET = "MET"
    STOPPED = "STOPPED"


class ClockQuerySet(models.QuerySet["Clock"]):
    """Questions about clocks."""

    def running(self) -> "ClockQuerySet":
        """Return the clocks that still run."""
        return self.filter(state=ClockState.RUNNING)

    def about(self, kind: str, ids: Collection[int]) -> "ClockQuerySet":
        """Return the clocks of some subjects of one kind."""
        return self.filter(subject_kind=kind, subject_id__in=ids)

    def to_be_swept(self, at: datetime) -> "ClockQuerySet":
        """Return the running clocks with a slot that has come, the longest overdue first."""
        return self.running().filter(next_slot_at__lte=at).order_by("next_slot_at", "pk")


class Clock(models.Model):
    """An obligation of a subject: something that has to be done by a due moment."""

    State = ClockState

    subject_kind = models.CharField(max_length=30)
    subject_id = models.BigIntegerField()
    organisation = models.ForeignKey(
        "people.Organisation", null=True, on_delete=models.PROTECT, related_name="clocks"
    )
    kind = models.CharField(max_length=30)
    anchor_at = models.DateTimeField()
    started_at = models.DateTimeField()
    pushed_at = models.DateTimeField(null=True)
    postponed_to = models.DateTimeField(null=True)
    due_at = models.DateTimeField()
    rule: "models.JSONField[Rule, Rule]" = models.JSONField()
    reminders: "models.JSONField[Rule | None, Rule | None]" = models.JSONField(null=True)
    next_slot_at = models.DateTimeField(null=True)
    slots_done = models.IntegerField(default=0)
    state = models.CharField(max_length=10, choices=ClockState.choices, default=ClockState.RUNNING)
    overdue_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = ClockQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "kind"],
                condition=models.Q(state=ClockState.RUNNING),
                name="one_running_clock_of_a_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(state=ClockState.RUNNING, ended_at=None)
                | (~models.Q(state=ClockState.RUNNING) & models.Q(ended_at__isnull=False, next_slot_at=None)),
                name="an_ended_clock_has_no_next_slot",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_slot_at", "id"],
                condition=models.Q(state=ClockState.RUNNING, next_slot_at__isnull=False),
                name="clocks_to_be_swept",
            ),
            models.Index(
                fields=["organisation"],
                condition=models.Q(state=ClockState.RUNNING),
                name="running_clocks_of_one",
            ),
            models.Index(fields=["subject_kind", "subject_id"], name="clocks_of_a_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.subject_kind} {self.subject_id}"

    @property
    def is_swept(self) -> bool:
        """Tell whether a sweep looks at the clock, or has seen all that there was to see."""
        return self.next_slot_at is not None or self.overdue_at is not None

    def is_overdue(self, at: datetime) -> bool:
        """Tell whether the clock runs and its due moment has passed."""
        return self.state == ClockState.RUNNING and self.due_at < at


class Slot(models.Model):
    """A moment that a clock has passed. Reminders count from 1 up, missed deadlines from -1 down."""

    class Outcome(models.TextChoices):
        """Whether something came of it, or a later slot spoke for it."""

        FIRED = "FIRED"
        COALESCED = "COALESCED"

    clock = models.ForeignKey(Clock, on_delete=models.CASCADE, related_name="slots")
    number = models.IntegerField()
    due_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["clock", "number"], name="a_slot_of_a_clock_passes_once"),
            models.CheckConstraint(condition=~models.Q(number=0), name="slots_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"slot {self.number} of clock {self.clock_id}"
