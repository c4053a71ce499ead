"""What came in, byte for byte, what became of its lines, and what waits because it could not be read."""

from typing import Any

from django.db import models

from leadwright.foundation.refusals import NotFound
from leadwright.people.access import may
from leadwright.people.models import Organisation, User
from leadwright.people.reach import Permission


class KeptFileQuerySet(models.QuerySet["KeptFile"]):
    """What can be asked about kept files."""

    def with_waiting_lines(self) -> "KeptFileQuerySet":
        """Return the files of which lines wait, in the order of their numbers."""
        rows = self.filter(quarantined__isnull=False).distinct().order_by("pk")
        return rows.select_related("organisation").defer("content")


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
    objects = KeptFileQuerySet.as_manager()

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


class AdoptedLine(models.Model):
    """From which line of which file a lead came, and what that line said, as a digest."""

    file = models.ForeignKey(KeptFile, on_delete=models.PROTECT, related_name="adopted")
    line = models.IntegerField()
    lead = models.BigIntegerField(unique=True)
    digest = models.CharField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "line"], name="a_line_is_adopted_once")]

    def __str__(self) -> str:
        return f"line {self.line} of file {self.file_id}"


class QuarantinedLine(models.Model):
    """A line that could not be read: it waits until the file is read again with a mapping that can."""

    file = models.ForeignKey(KeptFile, on_delete=models.CASCADE, related_name="quarantined")
    line = models.IntegerField()
    cells = models.TextField()
    reason = models.TextField()
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "line"], name="a_line_waits_once")]

    def __str__(self) -> str:
        return f"line {self.line} of file {self.file_id}"


class UploadQuerySet(models.QuerySet["Upload"]):
    """What can be asked about uploads."""

    def within_reach(self, user: User, permission: Permission) -> "UploadQuerySet":
        """Return the user's own uploads: what somebody tries out is shown to nobody else."""
        if not may(user, permission):
            return self.none()
        return self.filter(by=user, organisation=user.organisation_id)

    def fetch(self, pk: int) -> "Upload":
        """Return the upload with this id, or refuse as if it had never been."""
        upload = self.select_related("file", "organisation").filter(pk=pk).first()
        if upload is None:
            raise NotFound
        return upload


class Upload(models.Model):
    """A kept file with those beside it that a user tries out, and what was told of it, until it is brought in."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="+")
    file = models.ForeignKey(KeptFile, on_delete=models.PROTECT, related_name="uploads")
    beside = models.ManyToManyField(KeptFile, related_name="+")
    currency = models.CharField(max_length=3)
    put_up_at = models.DateTimeField()
    brought_in_at = models.DateTimeField(null=True)
    summary = models.JSONField()
    # Which columns are own fields, and how values are written: `own_columns.Columns`.
    columns: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    objects = UploadQuerySet.as_manager()

    def __str__(self) -> str:
        return f"upload {self.pk} of file {self.file_id}"
