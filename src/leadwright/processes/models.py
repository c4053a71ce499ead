"""Processes on leads: each keeps to the version of its diagram; what waits in it are rows."""

from django.db import models
from django.db.models import Q

from leadwright.diagrams.models import Version
from leadwright.leads.models import Lead
from leadwright.people.models import User
from leadwright.processes.states import ProcessState


class InstanceQuerySet(models.QuerySet["Instance"]):
    """Questions about processes on leads."""

    def running(self) -> "InstanceQuerySet":
        """Return those that are under way."""
        return self.filter(state=ProcessState.RUNNING)

    def of_lead(self, lead: int) -> "InstanceQuerySet":
        """Return the processes of a lead, the latest first."""
        return self.filter(lead=lead).order_by("-pk")

    def with_version(self) -> "InstanceQuerySet":
        """Fetch along which diagram each goes by."""
        return self.select_related("version__diagram")


class Instance(models.Model):
    """A process on a lead: one is under way at a time. `closed_because` says by a code what ended it early.

    `is_moved_by_hand` is kept from the kind of opportunity with which it began: then nobody gets tasks.
    """

    lead = models.ForeignKey(Lead, on_delete=models.PROTECT, related_name="processes", db_index=False)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=ProcessState.choices, default=ProcessState.RUNNING)
    is_moved_by_hand = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    closed_because = models.CharField(max_length=40, blank=True)

    objects = InstanceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["lead"],
                condition=Q(state=ProcessState.RUNNING),
                name="a_lead_has_one_process_under_way",
            ),
            models.CheckConstraint(
                condition=Q(state=ProcessState.RUNNING, ended_at=None)
                | (~Q(state=ProcessState.RUNNING) & Q(ended_at__isnull=False)),
                name="a_process_that_ended_has_its_moment",
            ),
        ]
        indexes = [models.Index(fields=["lead", "-id"], name="processes_of_a_lead")]

    def __str__(self) -> str:
        return f"process {self.pk} of L-{self.lead_id}"

    @property
    def is_running(self) -> bool:
        """Tell whether it is under way."""
        return self.state == ProcessState.RUNNING


class Token(models.Model):
    """Something that waits: at a task, a timer until `due_at`, a message, a service, or where branches join."""

    instance = models.ForeignKey(Instance, on_delete=models.CASCADE, related_name="tokens", db_index=False)
    element = models.CharField(max_length=100)
    flow = models.CharField(max_length=100, blank=True)
    since = models.DateTimeField()
    task = models.BigIntegerField(null=True)
    due_at = models.DateTimeField(null=True)
    message = models.CharField(max_length=100, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["instance", "id"], name="tokens_of_a_process"),
            models.Index(fields=["task"], condition=Q(task__isnull=False), name="tokens_of_a_task"),
            models.Index(fields=["due_at", "id"], condition=Q(due_at__isnull=False), name="timers_by_moment"),
        ]

    def __str__(self) -> str:
        return f"{self.element} of {self.instance_id}"


class Mark(models.Model):
    """That a step was done, and when last; `task` says with which task."""

    instance = models.ForeignKey(Instance, on_delete=models.CASCADE, related_name="marks", db_index=False)
    element = models.CharField(max_length=100)
    at = models.DateTimeField()
    task = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instance", "element"], name="a_step_is_marked_as_done_once")
        ]

    def __str__(self) -> str:
        return f"{self.element} of {self.instance_id} done"
