"""What happens to the secret address under which a user's calendar is fetched."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from leadwright.people.facts import UserFact


@dataclass(frozen=True, kw_only=True)
class CalendarPublished(UserFact):
    """A user's calendar got a secret address; any that it had before opens nothing any more."""

    name: ClassVar[str] = "calendar.published"
    icon = "calendar"
    title = _("Secret address of the calendar created")


@dataclass(frozen=True, kw_only=True)
class CalendarWithdrawn(UserFact):
    """The secret address of a user's calendar opens nothing any more."""

    name: ClassVar[str] = "calendar.withdrawn"
    icon = "calendar"
    tone = "bad"
    title = _("Secret address of the calendar revoked")
