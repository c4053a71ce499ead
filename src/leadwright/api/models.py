"""What was answered to a request that may come again."""

from django.db import models


class Repeatable(models.Model):
    """The answer to a request with an Idempotency-Key, kept for at least seven days."""

    user = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    status = models.SmallIntegerField(default=0)
    headers: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(default=dict)
    body = models.BinaryField(default=b"")
    # The permissions that the answer was given by; in rows from before they were noted it is none.
    held: "models.JSONField[list[str] | None, list[str] | None]" = models.JSONField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="a_key_is_used_once")]
        indexes = [models.Index(fields=["at"], name="repeatables_by_age")]

    def __str__(self) -> str:
        return f"answer {self.pk}"
