"""What came from elsewhere: by which key of which source it is known, and what its row said of it."""

from django.db import models

from leadwright.intake.models.files import KeptFile
from leadwright.intake.models.imports import Import
from leadwright.people.models import Organisation


class Made(models.TextChoices):
    """What a row can become."""

    LEAD = "lead"
    CONTACT = "contact"
    USER = "user"
    UNIT = "unit"
    GROUP = "group"
    PRODUCT = "product"
    ACTIVITY = "activity"
    NOTE = "note"


class AdoptedRow(models.Model):
    """A row that was brought in; in another source the same key is another row.

    `digests` tell by field what the row said when it was brought in last, `version` which one the subject had then.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    source = models.CharField(max_length=100, blank=True)
    kind = models.CharField(max_length=10, choices=Made.choices)
    key = models.CharField(max_length=200)
    subject_id = models.BigIntegerField()
    version = models.IntegerField(default=0)
    digests: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(default=dict)
    file = models.ForeignKey(KeptFile, null=True, on_delete=models.SET_NULL, related_name="adopted")
    line = models.IntegerField(default=0)
    # The import that made the subject; one that was there before has none.
    made_by = models.ForeignKey(Import, null=True, on_delete=models.SET_NULL, related_name="made")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "source", "kind", "key"], name="a_row_is_adopted_once"
            )
        ]
        indexes = [models.Index(fields=["kind", "subject_id"], name="adopted_rows_of_a_subject")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} of {self.source}"
