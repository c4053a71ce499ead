"""What arrived from outside: its bytes, through which entrance it came, and what became of it."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leadwright.foundation.refusals import NotFound
from leadwright.people.access import may
from leadwright.people.models import Organisation, User
from leadwright.people.reach import Permission


class Entrance(models.TextChoices):
    """Through which entrance something comes in."""

    IMAP = "imap"
    PIPE = "pipe"


class Verdict(models.TextChoices):
    """What became of an arrival."""

    NEW = "NEW", _("waits to be read")
    READ = "READ", _("read")
    DUPLICATE = "DUPLICATE", _("was there already")
    UNREADABLE = "UNREADABLE", _("cannot be read")
    FAILED = "FAILED", _("could not be filed")


# What somebody has to look at; it is kept until it is read.
STUCK = (Verdict.UNREADABLE, Verdict.FAILED)


class ArrivalQuerySet(models.QuerySet["RawArrival"]):
    """Questions about arrivals."""

    def within_reach(self, user: User, permission: Permission) -> "ArrivalQuerySet":
        """Return the arrivals of the user's organisation, for whoever has the permission."""
        return self.filter(organisation=user.organisation_id) if may(user, permission) else self.none()

    def fetch(self, pk: int) -> "RawArrival":
        """Return the arrival with this id, or refuse as if it had never been."""
        arrival = self.filter(pk=pk).first()
        if arrival is None:
            raise NotFound
        return arrival

    def to_be_read(self, at: datetime) -> "ArrivalQuerySet":
        """Return the arrivals whose turn it is and that no worker holds, the longest waiting first."""
        free = Q(leased_until=None) | Q(leased_until__lt=at)
        return self.filter(free, verdict=Verdict.NEW).order_by("pk")

    def stuck(self) -> "ArrivalQuerySet":
        """Return the arrivals that could not be read or filed, the latest first."""
        return self.filter(verdict__in=STUCK).order_by("-pk")


class RawArrival(models.Model):
    """One thing that arrived; its bytes are stored before anybody reads them, and once only."""

    Verdict = Verdict

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    entrance = models.CharField(max_length=10, choices=Entrance.choices)
    # Where a mail server keeps it: host, folder, its mark of validity and the number of the message.
    place = models.CharField(max_length=400, blank=True)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    content = models.BinaryField()
    envelope: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(default=dict)
    headers: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(default=dict)
    sender = models.CharField(max_length=254, blank=True)
    arrived_at = models.DateTimeField()
    verdict = models.CharField(max_length=10, choices=Verdict.choices, default=Verdict.NEW)
    words = models.CharField(max_length=500, blank=True)
    attempts = models.IntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    # Only the beginning was fetched, or nothing of it is kept any more.
    is_complete = models.BooleanField(default=True)

    objects = ArrivalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "entrance", "sha256"], name="the_same_bytes_arrive_once"
            ),
            models.UniqueConstraint(
                fields=["place"], condition=~Q(place=""), name="a_message_of_a_server_is_fetched_once"
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(verdict=Verdict.NEW), name="arrivals_to_be_read"),
            models.Index(
                fields=["organisation", "-id"],
                condition=Q(verdict__in=STUCK),
                name="arrivals_that_are_stuck",
            ),
            models.Index(fields=["arrived_at"], name="arrivals_by_time"),
        ]

    def __str__(self) -> str:
        return f"arrival {self.pk} by {self.entrance}"

    @property
    def why(self) -> str:
        """Why it is stuck, in the reader's language."""
        return gettext(self.words) if self.words else ""
