"""The fixed words of activities: their states, who called whom, and how much one matters."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ActivityState(TextChoices):
    """Where an activity stands; a closed one is never changed again."""

    PENDING = "PENDING", _("planned")
    IN_PROGRESS = "IN_PROGRESS", _("in progress")
    COMPLETED = "COMPLETED", _("completed")
    CANCELLED = "CANCELLED", _("cancelled")


OPEN = (ActivityState.PENDING, ActivityState.IN_PROGRESS)
CLOSED = (ActivityState.COMPLETED, ActivityState.CANCELLED)


class Direction(TextChoices):
    """Who turned to whom: we to them, or they to us."""

    OUTGOING = "out", _("outgoing")
    INCOMING = "in", _("incoming")


class Weight(TextChoices):
    """How much an activity matters."""

    LOW = "low", pgettext_lazy("how much it matters", "low")
    NORMAL = "normal", pgettext_lazy("how much it matters", "normal")
    HIGH = "high", pgettext_lazy("how much it matters", "high")


class Reply(TextChoices):
    """What somebody who was invited said."""

    WAITING = "waiting", _("no answer yet")
    ACCEPTED = "accepted", _("comes")
    TENTATIVE = "tentative", _("may come")
    DECLINED = "declined", _("does not come")
