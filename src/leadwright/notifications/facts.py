"""What happens to the choices of a user."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from leadwright.people.facts import UserFact


@dataclass(frozen=True, kw_only=True)
class NotificationsChosen(UserFact):
    """A user chose anew of what to be notified, and when not to be mailed."""

    name: ClassVar[str] = "user.notifications_chosen"
    icon = "bell"
    title = _("Notifications chosen")
