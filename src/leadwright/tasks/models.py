"""The task with its comments."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from leadwright.leads.models import Lead
from leadwright.people.access import may, reaches
from leadwright.people.models import User
from leadwright.tasks.expressions import TaskWithOwnFields
from leadwright.tasks.queries import TaskQueries
from leadwright.tasks.states import ENDED, Address, TaskState, Weight


class TaskQuerySet(TaskQueries["Task"]):
    """Tasks, and what can be asked about them."""


TaskManager = models.Manager.from_queryset(TaskQuerySet)


class Task(TaskWithOwnFields):
    """Something that somebody has to do by a moment, on a lead or on none, inside one company.

    It is addressed to a person, a unit or a role; `owner` is whoever is in charge of it, nobody until somebody of the
    unit or the role takes it. `process` and `step` are kept for the room above that made it. What is completed or
    closed stays for good: the database refuses any change but what erasing a person or removing a field takes.
    """

    subject = models.CharField(max_length=250)
    lead = models.ForeignKey(Lead, null=True, on_delete=models.PROTECT, related_name="tasks", db_index=False)
    process = models.BigIntegerField(null=True)
    step = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=10, choices=TaskState.choices, default=TaskState.OPEN)
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    addressed = models.CharField(max_length=4, choices=Address.choices, default=Address.USER)
    owner = models.ForeignKey(
        "people.User", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    unit = models.ForeignKey(
        "people.Unit", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    group = models.ForeignKey(
        "people.Group", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    role = models.ForeignKey(
        "people.Profile", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    created_by = models.ForeignKey(
        "people.User", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    delegated_by = models.ForeignKey(
        "people.User", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    team: "ArrayField[list[int], list[int]]" = ArrayField(models.BigIntegerField(), default=list)

    importance = models.CharField(max_length=6, choices=Weight.choices, default=Weight.NORMAL)
    starts_at = models.DateTimeField()
    due_at = models.DateTimeField()
    instructions = models.TextField(blank=True)
    deliverable = models.CharField(max_length=250, blank=True)
    results = models.TextField(blank=True)

    # Up to which hundredths of its time the notices were given, and when the next one is due.
    noticed = models.SmallIntegerField(default=0)
    notice_at = models.DateTimeField(null=True)

    completed_on = models.DateField(null=True)
    completed_at = models.DateTimeField(null=True)
    completed_by = models.ForeignKey(
        "people.User", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    closed_at = models.DateTimeField(null=True)
    close_reason = models.CharField(max_length=250, blank=True)
    closed_because = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    objects = TaskManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(due_at__gte=models.F("starts_at")), name="a_task_is_due_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(
                    state=TaskState.COMPLETED,
                    completed_at__isnull=False,
                    completed_on__isnull=False,
                    completed_by__isnull=False,
                )
                | (~Q(state=TaskState.COMPLETED) & Q(completed_at=None, completed_on=None)),
                name="a_completed_task_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(state=TaskState.CLOSED, closed_at__isnull=False)
                | (~Q(state=TaskState.CLOSED) & Q(closed_at=None)),
                name="a_closed_task_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(addressed=Address.USER, owner__isnull=False)
                | Q(addressed=Address.UNIT, unit__isnull=False)
                | Q(addressed=Address.ROLE, role__isnull=False),
                name="a_task_is_addressed_to_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state=TaskState.OPEN) | Q(notice_at=None), name="an_ended_task_gives_no_notice"
            ),
        ]
        indexes = [
            models.Index(
                fields=["owner", "due_at", "id"],
                condition=Q(state=TaskState.OPEN),
                name="open_tasks_of_an_owner",
            ),
            models.Index(
                fields=["unit", "due_at", "id"],
                condition=Q(state=TaskState.OPEN, owner=None),
                name="free_tasks_of_a_unit",
            ),
            models.Index(
                fields=["role", "organisation", "due_at", "id"],
                condition=Q(state=TaskState.OPEN, owner=None),
                name="free_tasks_of_a_role",
            ),
            models.Index(
                fields=["organisation", "due_at", "id"],
                condition=Q(state=TaskState.OPEN),
                name="open_tasks_of_a_company",
            ),
            models.Index(fields=["organisation", "due_at", "id"], name="tasks_of_a_company"),
            models.Index(fields=["owner", "due_at", "id"], name="tasks_of_an_owner"),
            models.Index(fields=["created_by", "due_at", "id"], name="tasks_of_a_maker"),
            models.Index(
                fields=["delegated_by", "due_at", "id"],
                condition=Q(delegated_by__isnull=False),
                name="tasks_of_a_delegator",
            ),
            models.Index(
                fields=["completed_by", "-completed_at", "id"],
                condition=Q(state=TaskState.COMPLETED),
                name="tasks_done_by_somebody",
            ),
            models.Index(
                fields=["lead", "due_at", "id"], condition=Q(lead__isnull=False), name="tasks_of_a_lead"
            ),
            models.Index(
                fields=["process", "id"], condition=Q(process__isnull=False), name="tasks_of_a_process"
            ),
            models.Index(
                fields=["notice_at", "id"],
                condition=Q(notice_at__isnull=False),
                name="tasks_to_give_notice_of",
            ),
            GinIndex(fields=["team"], name="tasks_by_team"),
        ]

    def __str__(self) -> str:
        return f"T-{self.pk}"

    @classmethod
    def changeable(cls) -> TaskQuerySet:
        """Return the tasks whose own fields may still change: the open ones."""
        return cls.objects.open()

    @property
    def origin_id(self) -> int:
        """The company that brought it in: its own."""
        return self.organisation_id

    @property
    def title(self) -> str:
        """What it is about."""
        return self.subject

    @property
    def is_open(self) -> bool:
        """Tell whether it is still to be done."""
        return self.state == TaskState.OPEN

    @property
    def is_ended(self) -> bool:
        """Tell whether it is kept as it is for good."""
        return self.state in ENDED

    def is_overdue(self, at: datetime) -> bool:
        """Tell whether it is still to be done although it was due before."""
        return self.is_open and self.due_at < at

    def is_addressed_to(self, user: User) -> bool:
        """Tell whether it is addressed to a user's unit, or to a role that the user has, in the own company."""
        if self.organisation_id != user.organisation_id:
            return False
        if self.addressed == Address.UNIT:
            return self.unit_id == user.unit_id
        return self.addressed == Address.ROLE and self.role_id in {profile.pk for profile in user.held}

    def knows_lead(self, user: User) -> bool:
        """Tell whether a user may see the lead that it is on; the lead was fetched along."""
        lead = self.lead
        return lead is not None and lead.deleted_at is None and reaches(user, "lead.view", lead)

    def is_seen_by(self, user: User) -> bool:
        """Tell the same as `within_reach`, of a task that was fetched with its lead."""
        if self.organisation_id != user.organisation_id or not may(user, "task.view"):
            return False
        if user.pk in self.team or self.is_addressed_to(user):
            return True
        return reaches(user, "task.view", self) if self.lead_id is None else self.knows_lead(user)

    @property
    def in_charge(self) -> str:
        """Who is in charge, else whom it is addressed to."""
        if self.owner is not None:
            return self.owner.name
        place = self.unit if self.addressed == Address.UNIT else self.role
        return place.name if place is not None else ""


class Comment(models.Model):
    """What somebody remarked on a task: it is added, and never changed."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="comments", db_index=False)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    text = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["task", "id"], name="comments_of_a_task")]

    def __str__(self) -> str:
        return f"comment {self.pk} on task {self.task_id}"
