"""Of what people are notified."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What happened, in the words of a choice."""

    OFFERED = "offered", _("a lead is offered to me or my unit")
    ASSIGNED = "assigned", _("a lead is assigned to me")
    REASSIGNED = "reassigned", _("a lead of somebody else becomes mine")
    DUE = "due", _("a deadline of mine comes due")
    MENTIONED = "mentioned", _("somebody mentions me")
    MAIL = "mail", _("mail arrives on a lead of mine")
    PLANNED = "planned", _("somebody plans an activity for me")
    TASK = "task", _("a task is given to me, or to my unit")
    TASK_DUE = "task_due", _("a task of mine, or of my people, is due")
    TASK_DONE = "task_done", _("a task that I made or delegated is done")
    STEP = "step", _("the process of a lead of mine has come to a step")
    REPLIED = "replied", _("a guest answers my invitation")
    BOUNCED = "bounced", _("a mail to a contact comes back")


# Of these a mail is sent anyway, by the room that knows them: nobody is mailed of them twice.
MAILED_ANYWAY = (Kind.OFFERED, Kind.ASSIGNED, Kind.REASSIGNED, Kind.TASK_DUE)


def kinds_with_mail() -> Mapping[str, str | Promise]:
    """Return the kinds of which one chooses whether a mail is sent."""
    return {kind.value: kind.label for kind in Kind if kind not in MAILED_ANYWAY}
