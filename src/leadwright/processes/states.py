"""The states of a process that runs on a lead, and of its steps."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ProcessState(TextChoices):
    """Whether a process goes on, came to its end, or was ended by something else."""

    RUNNING = "RUNNING", _("under way")
    ENDED = "ENDED", _("at its end")
    CLOSED = "CLOSED", _("closed before its end")


class StepState(TextChoices):
    """Where a step of a process is."""

    DONE = "done", _("done")
    CURRENT = "current", _("current")
    NEXT = "next", _("to come")
    SKIPPED = "skipped", _("not done")
