"""What a user chooses for himself or herself."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from leadwright.foundation.refusals import refuse
from leadwright.history.facts import Json
from leadwright.history.record import record
from leadwright.people.actions.organisations import refuse_unless_zone
from leadwright.people.facts import UserEdited
from leadwright.people.models import User


@transaction.atomic
def prefer(user: User, *, language: str, time_zone: str, at: datetime) -> User:
    """Choose the language and the time zone in which one reads."""
    if language not in dict(settings.LANGUAGES):
        refuse("FIELD_INVALID", field="language", reason=_("this language is not offered; choose another"))
    refuse_unless_zone(time_zone)
    if (user.language, user.time_zone) == (language, time_zone):
        return user
    changes: dict[str, Json] = {
        "language": [user.language, language],
        "time_zone": [user.time_zone, time_zone],
    }
    user.language, user.time_zone = language, time_zone
    user.save(update_fields=["language", "time_zone"])
    record(UserEdited(user=user, changes=changes, by=user.party(), at=at))
    return user
