"""The activity with who takes part."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from leadwright.activities.expressions import ActivityWithOwnFields
from leadwright.activities.queries import ActivityQueries
from leadwright.activities.states import CLOSED, OPEN, ActivityState, Direction, Reply, Weight
from leadwright.fields.models import Facet
from leadwright.leads.models import ActivityKind, Lead


class ActivityQuerySet(ActivityQueries["Activity"]):
    """Activities, and what can be asked about them."""


ActivityManager = models.Manager.from_queryset(ActivityQuerySet)


class Activity(ActivityWithOwnFields):
    """Something that is to be done with somebody, or was done: a call, a mail, a meeting, a proposal.

    Of a lead it blocks closing while it is open. What is closed keeps what it says for good: the database refuses
    any change but that a lead is made of it, that it is shared, and what erasing a person or removing a field takes.
    """

    kind = models.ForeignKey(ActivityKind, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=ActivityState.choices, default=ActivityState.PENDING)
    lead = models.ForeignKey(
        Lead, null=True, on_delete=models.PROTECT, related_name="activities", db_index=False
    )
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    group = models.ForeignKey("people.Group", on_delete=models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    owner = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", db_index=False)
    created_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+", db_index=False)
    team: "ArrayField[list[int], list[int]]" = ArrayField(models.BigIntegerField(), default=list)

    subject = models.CharField(max_length=250, blank=True)
    details = models.TextField(blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    place = models.CharField(max_length=250, blank=True)
    direction = models.CharField(max_length=3, choices=Direction.choices, blank=True)
    importance = models.CharField(max_length=6, choices=Weight.choices, default=Weight.NORMAL)
    next_step = models.CharField(max_length=250, blank=True)
    notes = models.TextField(blank=True)
    target_amount = models.DecimalField(max_digits=19, decimal_places=4, null=True)
    target_currency = models.CharField(max_length=3, blank=True)
    success_rate = models.SmallIntegerField(null=True)

    based_on = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="followers", db_index=False
    )
    chain = models.BigIntegerField(null=True)
    is_shared = models.BooleanField(default=False)
    shared_with = models.ForeignKey(
        "people.Organisation", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    invited_at = models.DateTimeField(null=True)
    remind_minutes = models.IntegerField(null=True)
    reminded_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)
    completed_by = models.ForeignKey(
        "people.User", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=250, blank=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    objects = ActivityManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=models.F("starts_at")),
                name="an_activity_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(state=ActivityState.COMPLETED, completed_at__isnull=False)
                | (~Q(state=ActivityState.COMPLETED) & Q(completed_at=None)),
                name="a_completed_activity_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(state=ActivityState.CANCELLED, cancelled_at__isnull=False)
                | (~Q(state=ActivityState.CANCELLED) & Q(cancelled_at=None)),
                name="a_cancelled_activity_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(success_rate__isnull=True) | Q(success_rate__range=(0, 100)),
                name="a_rate_of_an_activity_is_a_percentage",
            ),
            models.CheckConstraint(
                condition=Q(target_amount__isnull=True) | ~Q(target_currency=""),
                name="an_amount_of_an_activity_has_a_currency",
            ),
        ]
        indexes = [
            models.Index(fields=["lead", "starts_at", "id"], name="activities_of_a_lead"),
            models.Index(
                fields=["organisation", "starts_at", "id"],
                condition=Q(deleted_at=None),
                name="activities_of_a_company",
            ),
            models.Index(
                fields=["shared_with", "starts_at", "id"],
                condition=Q(deleted_at=None, is_shared=True),
                name="activities_that_are_shared",
            ),
            models.Index(
                fields=["owner", "starts_at", "id"],
                condition=Q(deleted_at=None),
                name="activities_of_an_owner",
            ),
            models.Index(
                fields=["organisation", "starts_at", "id"],
                condition=Q(deleted_at=None, state__in=OPEN),
                name="activities_to_be_done",
            ),
            models.Index(
                fields=["starts_at", "id"],
                condition=Q(deleted_at=None, state__in=OPEN, reminded_at=None, remind_minutes__isnull=False),
                name="activities_to_be_reminded_of",
            ),
            models.Index(
                fields=["chain", "id"], condition=Q(chain__isnull=False), name="activities_of_a_chain"
            ),
            models.Index(
                fields=["based_on"], condition=Q(based_on__isnull=False), name="activities_based_on_one"
            ),
            GinIndex(fields=["team"], name="activities_by_team"),
        ]

    def __str__(self) -> str:
        return f"A-{self.pk}"

    @classmethod
    def changeable(cls) -> ActivityQuerySet:
        """Return the activities whose own fields may still change: the open ones."""
        return cls.objects.open().select_related("kind")

    @property
    def origin_id(self) -> int:
        """The company that brought it in: its own."""
        return self.organisation_id

    @property
    def title(self) -> str:
        """What it is about: its subject, else what kind of activity it is."""
        return self.subject or self.kind.label

    @property
    def is_open(self) -> bool:
        """Tell whether it is still to be done."""
        return self.state in OPEN

    @property
    def is_closed(self) -> bool:
        """Tell whether it is kept as it is for good."""
        return self.state in CLOSED

    def is_overdue(self, at: datetime) -> bool:
        """Tell whether it is still to be done although its time has come and gone."""
        return self.is_open and (self.ends_at or self.starts_at) < at


class ActivityFacet(Facet):
    """What an activity says in an own field that the list of activities is narrowed by, with its beginning."""

    row = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="facets")
    starts_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["field", "value", "starts_at", "row"], name="activity_facets_in_order"),
            models.Index(fields=["field", "value", "number", "row"], name="activity_facets_by_value"),
        ]


class Participant(models.Model):
    """One line of who takes part: a contact or a user, and what he or she said to an invitation."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="participants")
    contact = models.ForeignKey(
        "contacts.Contact", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    user = models.ForeignKey(
        "people.User", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    reply = models.CharField(max_length=10, choices=Reply.choices, default=Reply.WAITING)
    replied_at = models.DateTimeField(null=True)
    # The number of the change from which on an answer counts.
    asked_since = models.IntegerField(default=0, db_default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(contact__isnull=True) ^ Q(user__isnull=True),
                name="a_participant_is_a_contact_or_a_user",
            ),
            models.UniqueConstraint(fields=["activity", "contact"], name="a_contact_takes_part_once"),
            models.UniqueConstraint(fields=["activity", "user"], name="a_user_takes_part_once"),
        ]
        indexes = [
            models.Index(
                fields=["contact"], condition=Q(contact__isnull=False), name="activities_of_a_contact"
            ),
            models.Index(fields=["user"], condition=Q(user__isnull=False), name="activities_of_a_guest"),
        ]

    @property
    def name(self) -> str:
        """What he or she is called."""
        person = self.contact or self.user
        return person.name if person else ""


def with_participants() -> "models.Prefetch[str, models.QuerySet[Participant], str]":
    """Return what fetches along with activities who takes part, in one query."""
    return models.Prefetch("participants", Participant.objects.select_related("contact", "user"))


class CalendarSubscription(models.Model):
    """The secret address under which a calendar program fetches what stands in a user's calendar: its digest alone."""

    user = models.OneToOneField("people.User", on_delete=models.CASCADE, related_name="calendar_subscription")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
