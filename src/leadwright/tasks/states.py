"""The fixed words of tasks: their states, whom one is addressed to, and how much it matters."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TaskState(TextChoices):
    """Where a task stands; what is completed or closed is never changed again."""

    OPEN = "OPEN", _("open")
    COMPLETED = "COMPLETED", _("completed")
    CLOSED = "CLOSED", _("closed")


ENDED = (TaskState.COMPLETED, TaskState.CLOSED)


class Address(TextChoices):
    """Whom a task is addressed to: somebody, or whoever of a unit or of a role takes it first."""

    USER = "user", _("a person")
    UNIT = "unit", _("a unit")
    ROLE = "role", _("a role")


class Weight(TextChoices):
    """How much a task matters."""

    LOW = "low", pgettext_lazy("how much it matters", "low")
    NORMAL = "normal", pgettext_lazy("how much it matters", "normal")
    HIGH = "high", pgettext_lazy("how much it matters", "high")
