"""Mergers of contacts: what there was before, so that each can be undone."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from leadwright.contacts.models.contact import Contact


class Merger(models.Model):
    """One contact became part of another; what both were before is kept until nobody can undo it."""

    survivor = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="mergers")
    merged = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    version = models.IntegerField()
    before: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    ties_kept: "ArrayField[list[str], list[str]]" = ArrayField(models.CharField(max_length=40), default=list)
    ties_moved: "ArrayField[list[str], list[str]]" = ArrayField(models.CharField(max_length=40), default=list)
    people_moved: "ArrayField[list[int], list[int]]" = ArrayField(models.BigIntegerField(), default=list)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["merged"], condition=Q(undone_at=None), name="a_contact_is_merged_once_at_a_time"
            )
        ]
        indexes = [models.Index(fields=["survivor", "-at"], name="mergers_of_a_contact")]

    def __str__(self) -> str:
        return f"#{self.merged_id} into #{self.survivor_id}"
