"""The mappings that people keep for files to come."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from leadwright.foundation.refusals import NotFound
from leadwright.people.access import may
from leadwright.people.models import Organisation, User
from leadwright.people.reach import Permission


class SavedMappingQuerySet(models.QuerySet["SavedMapping"]):
    """What can be asked about saved mappings."""

    def within_reach(self, user: User, permission: Permission) -> "SavedMappingQuerySet":
        """Return the user's own mappings, and those that colleagues share."""
        if not may(user, permission):
            return self.none()
        return self.filter(Q(made_by=user) | Q(is_shared=True), organisation=user.organisation_id)

    def fetch(self, pk: int) -> "SavedMapping":
        """Return the mapping with this id, or refuse as if it had never been."""
        row = self.select_related("made_by").filter(pk=pk).first()
        if row is None:
            raise NotFound
        return row


class SavedMapping(models.Model):
    """A mapping that somebody keeps for files to come, for himself or for all who import in his company."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    # What `mapping_reading.mapping_from` reads.
    definition: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField()
    is_shared = models.BooleanField(default=False)
    made_by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.IntegerField(default=1)
    objects = SavedMappingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("name"), "organisation", name="a_mapping_name_is_used_once")
        ]
        indexes = [models.Index(fields=["organisation", "name", "id"], name="mappings_of_a_company")]

    def __str__(self) -> str:
        return self.name
