"""An import: a file of a source, how it is read and mapped, how far it is, and what became of it."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leadwright.foundation.refusals import NotFound
from leadwright.intake.models.files import KeptFile
from leadwright.people.access import may
from leadwright.people.models import Organisation, User
from leadwright.people.reach import Permission


class State(models.TextChoices):
    """Where an import stands."""

    CHECKING = "checking", _("being checked")
    CHECKED = "checked", _("checked")
    RUNNING = "running", _("being brought in")
    DONE = "done", _("brought in")
    PAUSED = "paused", _("paused")
    CANCELLED = "cancelled", _("cancelled")
    FAILED = "failed", _("failed")
    UNDONE = "undone", _("taken back")


class Work(models.TextChoices):
    """What a worker is to do with an import, or has done last."""

    CHECK = "check", _("check")
    BRING_IN = "bring_in", _("bring in")
    UNDO = "undo", _("take back")


# In these a worker is to go on.
IN_PROGRESS = (State.CHECKING, State.RUNNING)


class ImportQuerySet(models.QuerySet["Import"]):
    """What can be asked about imports."""

    def within_reach(self, user: User, permission: Permission) -> "ImportQuerySet":
        """Return one's own imports, and those into one's company: what others only try out is shown to nobody."""
        if not may(user, permission):
            return self.none()
        others = Q(by=None) | ~Q(work=Work.CHECK) | Q(brought_in_at__isnull=False)
        return self.filter(Q(by=user) | others, organisation=user.organisation_id)

    def fetch(self, pk: int) -> "Import":
        """Return the import with this id, or refuse as if it had never been."""
        row = self.select_related("file", "organisation", "by").filter(pk=pk).first()
        if row is None:
            raise NotFound
        return row

    def in_progress(self) -> "ImportQuerySet":
        """Return the imports with which a worker is to go on, the oldest first."""
        return self.filter(state__in=IN_PROGRESS).order_by("pk")


class Import(models.Model):
    """A kept file with those beside it that is checked, brought in, and perhaps taken back again."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    # Nobody, where a command of the machine brings it in.
    by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    file = models.ForeignKey(KeptFile, on_delete=models.PROTECT, related_name="imports")
    beside = models.ManyToManyField(KeptFile, related_name="+")
    # The system that the keys of the rows belong to.
    source = models.CharField(max_length=100, blank=True)
    currency = models.CharField(max_length=3)
    # A mapping as plain data; empty where the file is recognised by its headers.
    mapping: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    # Which columns are own fields, and how values are written: `own_columns.Columns`.
    columns: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    # Cells that somebody put right, by line and column.
    mended: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.CHECKING)
    work = models.CharField(max_length=10, choices=Work.choices, default=Work.CHECK)
    # Only the rows that were refused are read again.
    is_replay = models.BooleanField(default=False)
    put_up_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    brought_in_at = models.DateTimeField(null=True)
    lines = models.IntegerField(default=0)
    progress = models.IntegerField(default=0)
    counts: "models.JSONField[dict[str, int], dict[str, int]]" = models.JSONField(default=dict)
    summary: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    # Why it failed: a code and the values of its sentence.
    failure: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    version = models.IntegerField(default=1)

    objects = ImportQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "-id"], name="imports_of_a_company"),
            models.Index(fields=["id"], condition=Q(state__in=IN_PROGRESS), name="imports_under_way"),
        ]

    def __str__(self) -> str:
        return f"import {self.pk} of file {self.file_id}"

    @property
    def is_in_progress(self) -> bool:
        """Tell whether a worker is to go on with it."""
        return self.state in IN_PROGRESS

    @property
    def is_done(self) -> bool:
        """Tell whether it was brought in, and not taken back since."""
        return self.brought_in_at is not None and self.state != State.UNDONE

    @property
    def last_at(self) -> datetime:
        """When it was put up, or ended last."""
        return self.ended_at or self.put_up_at
