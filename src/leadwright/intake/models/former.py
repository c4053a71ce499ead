"""What contacts were before an import changed them, so that this can be undone."""

from typing import Any

from django.db import models

from leadwright.intake.models.imports import Import


class FormerContact(models.Model):
    """A contact as it was before an import; `version` is the one that it has since, `known` what was known of its row.

    `leads` are those that could be reached thanks to the import.
    """

    file_import = models.ForeignKey(
        Import, on_delete=models.CASCADE, related_name="former_contacts", db_index=False
    )
    contact_id = models.BigIntegerField()
    version = models.IntegerField()
    names: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    values: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    known: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    leads: "models.JSONField[list[int], list[int]]" = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["file_import", "contact_id"], name="a_contact_was_once_before_an_import"
            )
        ]
        indexes = [models.Index(fields=["contact_id"], name="former_contacts_of_a_contact")]

    def __str__(self) -> str:
        return f"contact {self.contact_id} before import {self.file_import_id}"
