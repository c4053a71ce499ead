"""What came in, byte for byte, before anybody read it."""

from typing import Any

from django.db import models

from leadwright.intake.reading.tables import Reading
from leadwright.people.models import Organisation


class KeptFile(models.Model):
    """A file as it was received, before anybody read it; those that came beside it point to it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    main = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="beside")
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    content = models.BinaryField()
    received_at = models.DateTimeField()
    received_by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    # How somebody chose that it is read: `reading.tables.Reading`.
    reading: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "sha256", "main"],
                nulls_distinct=False,
                name="the_same_file_is_kept_once",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def how_read(self) -> Reading:
        """How the file is read."""
        return Reading(**self.reading)
