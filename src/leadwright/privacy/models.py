"""What is left of an erasure, and the rules by which contacts are let go."""

from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from leadwright.foundation.refusals import NotFound
from leadwright.people.access import may
from leadwright.people.models import Organisation, User
from leadwright.people.reach import Permission


class Reason(models.TextChoices):
    """Why somebody was erased."""

    REQUEST = "request"
    RETENTION = "retention"
    RESTORE = "restore"


class OwnQuerySet(models.QuerySet[Any]):
    """What can be asked about an organisation's own rows."""

    def within_reach(self, user: User, permission: Permission) -> Self:
        """Return the rows of the user's organisation."""
        if not may(user, permission):
            return self.none()
        return self.filter(organisation=user.organisation_id)

    def fetch(self, pk: int) -> Any:
        """Return the row with this id, or refuse as if it had never been."""
        row = self.filter(pk=pk).first()
        if row is None:
            raise NotFound
        return row


class ReceiptQuerySet(OwnQuerySet):
    """What can be asked about receipts."""

    def newest_first(self) -> Self:
        """Return the latest erasure first."""
        return self.order_by("-at", "-pk")


class Receipt(models.Model):
    """That somebody was erased, when, by whom and how much: nothing of it says who it was."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=10, choices=Reason.choices)
    contacts: "ArrayField[list[int], list[int]]" = ArrayField(models.BigIntegerField())
    counts: "models.JSONField[dict[str, int], dict[str, int]]" = models.JSONField()

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["organisation", "-at", "-id"], name="receipts_newest_first")]

    def __str__(self) -> str:
        return f"receipt {self.pk}"


class ErasedKey(models.Model):
    """By what somebody who was erased would be known again: a keyed digest, never the address itself."""

    receipt = models.ForeignKey(Receipt, on_delete=models.CASCADE, related_name="keys")
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["receipt", "digest"], name="a_key_of_an_erasure_is_told_once")
        ]
        indexes = [models.Index(fields=["digest"], name="erased_keys")]

    def __str__(self) -> str:
        return self.digest[:12]


class Subject(models.TextChoices):
    """Which contacts a rule of retention is about."""

    LOST = "lost"
    WON = "won"
    UNUSED = "unused"


class RetentionRule(models.Model):
    """After how many months contacts of an organisation are let go."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=10, choices=Subject.choices)
    months = models.SmallIntegerField()
    is_active = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    objects = OwnQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "subject"], name="one_rule_for_each_subject"),
            models.CheckConstraint(
                condition=models.Q(months__range=(1, 240)), name="a_rule_waits_a_month_to_twenty_years"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} after {self.months} months"
