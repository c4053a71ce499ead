"""What came in, byte for byte, what became of its lines, and what waits because it could not be read."""

from django.db import models

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
