"""The rows of an import, each with what was decided about it."""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from leadwright.intake.models.imports import Import, State


class Verdict(models.TextChoices):
    """What becomes of a row."""

    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    UNCHANGED = "unchanged", _("unchanged")
    DUPLICATE = "duplicate", _("duplicate")
    REFUSED = "refused", _("refused")


# The words by which rows are asked for and counted.
COUNTED = {
    "new": Verdict.NEW,
    "changed": Verdict.CHANGED,
    "unchanged": Verdict.UNCHANGED,
    "duplicates": Verdict.DUPLICATE,
    "refused": Verdict.REFUSED,
}


class ImportRowQuerySet(models.QuerySet["ImportRow"]):
    """What can be asked about the rows of imports."""

    def with_verdict(self, name: str) -> "ImportRowQuerySet":
        """Return the rows that are counted under a name; what was assumed on comes with other verdicts too."""
        if name == "assumed":
            return self.filter(is_assumed=True)
        return self.filter(verdict=COUNTED.get(name, name))

    def waiting(self) -> "ImportRowQuerySet":
        """Return the rows in quarantine: refused by the latest import of their file."""
        later = Import.objects.filter(
            file=OuterRef("file_import__file"), pk__gt=OuterRef("file_import"), state=State.DONE
        )
        refused = self.filter(verdict=Verdict.REFUSED, file_import__state=State.DONE)
        return refused.filter(~Exists(later)).order_by("file_import", "line")


class ImportRow(models.Model):
    """A row of a file: what it says, what becomes of it and why, and what it was brought in as."""

    file_import = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows", db_index=False)
    line = models.IntegerField()
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    is_assumed = models.BooleanField(default=False)
    key = models.CharField(max_length=200, blank=True)
    cells: "models.JSONField[Sequence[str], Sequence[str]]" = models.JSONField(default=list)
    # Why it was refused, what was assumed, what could not be read: sentences.
    reasons: "models.JSONField[Sequence[str], Sequence[str]]" = models.JSONField(default=list)
    # The fields that follow the file, and those that stay since somebody changed them here.
    changes: "models.JSONField[Sequence[str], Sequence[str]]" = models.JSONField(default=list)
    left: "models.JSONField[Sequence[str], Sequence[str]]" = models.JSONField(default=list)
    subject_kind = models.CharField(max_length=20, blank=True)
    subject_id = models.BigIntegerField(null=True)
    # What it was before the import changed it, so that this can be undone.
    before: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["file_import", "line"], name="a_row_of_an_import_has_one_verdict")
        ]
        indexes = [
            models.Index(fields=["file_import", "verdict", "line"], name="import_rows_by_verdict"),
            models.Index(
                fields=["file_import", "line"],
                condition=models.Q(is_assumed=True),
                name="import_rows_assumed",
            ),
            models.Index(
                fields=["subject_kind", "subject_id"],
                condition=models.Q(subject_id__isnull=False),
                name="import_rows_of_a_subject",
            ),
        ]

    def __str__(self) -> str:
        return f"line {self.line} of import {self.file_import_id}"
