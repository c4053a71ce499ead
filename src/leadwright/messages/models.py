"""The outbox: every message that leaves the house is a row first, written with what it tells about."""

from collections.abc import Collection
from datetime import datetime

from django.db import models
from django.db.models.functions import Lower


class MessageState(models.TextChoices):
    """Whether a message still has to go."""

    WAITING = "WAITING"
    SENT = "SENT"
    FAILED = "FAILED"
    DROPPED = "DROPPED"


class MessageQuerySet(models.QuerySet["Message"]):
    """Questions about messages."""

    def waiting(self) -> "MessageQuerySet":
        """Return the messages that still have to go."""
        return self.filter(state=MessageState.WAITING)

    def to_be_sent(self, at: datetime) -> "MessageQuerySet":
        """Return the messages whose turn it is and that no worker holds, the longest waiting first."""
        free = models.Q(leased_until=None) | models.Q(leased_until__lt=at)
        return self.waiting().filter(free, next_try_at__lte=at).order_by("next_try_at", "pk")

    def refused(self, addresses: Collection[str]) -> "MessageQuerySet":
        """Return what the server refused for good of some addresses, unless it took something since, newest first."""
        known = [address.lower() for address in addresses if address]
        rows = self.annotate(plain=Lower("address")).filter(is_refused=True, plain__in=known)
        taken = Message.objects.annotate(plain=Lower("address")).filter(plain=models.OuterRef("plain"))
        later = taken.filter(sent_at__gt=models.OuterRef("next_try_at"))
        return rows.filter(~models.Exists(later)).order_by("-pk")

    def newest_first(self) -> "MessageQuerySet":
        """Return the messages with the latest first, as a mailbox shows them."""
        return self.order_by("-created_at", "-pk")


class Message(models.Model):
    """One message to one recipient. Its key says why it exists, so that it is written once."""

    State = MessageState

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=40)
    recipient_user = models.ForeignKey(
        "people.User", null=True, on_delete=models.SET_NULL, related_name="messages"
    )
    address = models.CharField(max_length=254)
    language = models.CharField(max_length=10)
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField()
    holds_secret = models.BooleanField(default=False)
    message_id = models.CharField(max_length=320, unique=True)
    headers: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(default=dict)
    reply_to = models.CharField(max_length=254, blank=True)
    calendar = models.TextField(blank=True)
    calendar_method = models.CharField(max_length=10, blank=True)
    state = models.CharField(max_length=10, choices=MessageState.choices, default=MessageState.WAITING)
    attempts = models.IntegerField(default=0)
    next_try_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    is_refused = models.BooleanField(default=False)
    sent_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=500, blank=True)
    subject_kind = models.CharField(max_length=30, blank=True)
    subject_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=MessageState.SENT, sent_at__isnull=False)
                | (~models.Q(state=MessageState.SENT) & models.Q(sent_at=None)),
                name="a_sent_message_has_its_moment",
            )
        ]
        indexes = [
            models.Index(
                fields=["next_try_at", "id"],
                condition=models.Q(state=MessageState.WAITING),
                name="messages_waiting",
            ),
            models.Index(Lower("address"), condition=models.Q(is_refused=True), name="refused_addresses"),
            models.Index(Lower("address"), "sent_at", name="messages_by_address"),
            models.Index(fields=["-created_at", "-id"], name="messages_by_time"),
            models.Index(fields=["subject_kind", "subject_id"], name="messages_about_a_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.message_id}"


class Outbound(models.Model):
    """The tap: while it is closed nothing leaves the house. There is one row, or none."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    paused = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="there_is_one_tap")]

    def __str__(self) -> str:
        return "paused" if self.paused else "open"
