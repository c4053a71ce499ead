"""How many requests came in a minute: what the processes tell each other of what each of them counts."""

from django.db import models


class RequestCount(models.Model):
    """The requests of a token, a session or a network within a minute; the table survives no crash, and need not."""

    key = models.CharField(max_length=64)
    minute = models.BigIntegerField()
    number = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "minute"], name="requests_are_counted_once")]
        indexes = [models.Index(fields=["minute"], name="requests_of_a_minute")]
