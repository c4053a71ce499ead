"""An export of all that somebody may take along: asked for, made by a worker, kept for some days."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leadwright.foundation.refusals import NotFound
from leadwright.people.models import Organisation, User


class State(models.TextChoices):
    """How far an export is."""

    WAITING = "waiting", _("being made")
    READY = "ready", _("ready")
    FAILED = "failed", _("could not be made")


class ExportQuerySet(models.QuerySet["Export"]):
    """Questions about exports."""

    def of(self, user: User, at: datetime) -> "ExportQuerySet":
        """Return what somebody asked for and is still kept: what others take along is nobody else's."""
        kept = Q(expires_at=None) | Q(expires_at__gt=at)
        return self.filter(kept, by=user, organisation=user.organisation_id).order_by("-pk")

    def fetch(self, pk: int, *, by: User, at: datetime) -> "Export":
        """Return one of somebody's own, or refuse as if it had never been."""
        row = self.of(by, at).filter(pk=pk).first()
        if row is None:
            raise NotFound
        return row


class Export(models.Model):
    """What somebody asked for; once it is made its bytes lie in the store under a key of our own."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    tries = models.SmallIntegerField(default=0)
    made_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    key = models.CharField(max_length=60, blank=True)
    size = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    # How many rows each list has, and how many cards and files there are.
    counts: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)

    objects = ExportQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.READY) ^ Q(key=""), name="an_export_that_is_ready_lies_somewhere"
            ),
            models.UniqueConstraint(
                fields=["by"], condition=Q(state=State.WAITING), name="one_export_waits_for_each"
            ),
        ]
        indexes = [
            models.Index(fields=["by", "-id"], name="exports_of_a_user"),
            models.Index(fields=["id"], condition=Q(state=State.WAITING), name="exports_to_be_made"),
            models.Index(fields=["expires_at"], name="exports_by_their_end"),
            models.Index(fields=["key"], condition=~Q(key=""), name="exports_by_their_bytes"),
        ]

    def __str__(self) -> str:
        return f"export {self.pk}"
