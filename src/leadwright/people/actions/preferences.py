"""What a user chooses for himself or herself."""

from collections.abc import Collection
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
from leadwright.people.questions import kinds_of_notices


@transaction.atomic
def prefer(
    user: User, *, language: str, time_zone: str, at: datetime, notices: Collection[str] | None = None
) -> User:
    """Choose the language and the time zone in which one reads, and of what to be told by mail if that is said."""
    if language not in dict(settings.LANGUAGES):
        refuse("FIELD_INVALID", field="language", reason=_("this language is not offered; choose another"))
    refuse_unless_zone(time_zone)
    if notices is not None:
        choose_notices(user, notices, at=at)
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


@transaction.atomic
def choose_notices(user: User, wanted: Collection[str], *, at: datetime) -> User:
    """Choose of what one is told by mail; what is not named is not sent any more."""
    kinds = kinds_of_notices()
    if unknown := sorted(set(wanted) - kinds.keys()):
        refuse(
            "FIELD_INVALID",
            field="notices",
            reason=_("there is no notice named {name}").format(name=unknown[0]),
        )
    unwanted = [kind for kind in kinds if kind not in wanted]
    if unwanted == user.unwanted_notices:
        return user
    changes: dict[str, Json] = {"unwanted_notices": [list(user.unwanted_notices), list(unwanted)]}
    user.unwanted_notices = unwanted
    user.save(update_fields=["unwanted_notices"])
    record(UserEdited(user=user, changes=changes, by=user.party(), at=at))
    return user
