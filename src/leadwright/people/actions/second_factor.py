"""Second factors: who must have one, and that one was added or removed."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leadwright.foundation.refusals import refuse
from leadwright.history.record import record
from leadwright.people.actions.admins import locked_home
from leadwright.people.facts import SecondFactorAdded, SecondFactorRemoved, SecondFactorRequired
from leadwright.people.models import Organisation, Profile, User


@transaction.atomic
def require_second_factor(
    *, everybody: bool, profiles: Collection[str], by: User, at: datetime
) -> Organisation:
    """Say who of one's own organisation must have a second factor: everybody, or whoever has one of some profiles."""
    home = locked_home(by)
    chosen = sorted(set(profiles))
    known = Profile.objects.known_to(by).filter(code__in=chosen).values_list("code", flat=True)
    if set(chosen) - set(known):
        refuse("FIELD_INVALID", field="profiles", reason=_("there is no such role in your company"))
    before = (home.second_factor_for_all, home.second_factor_profiles)
    if before == (everybody, chosen):
        return home
    home.second_factor_for_all, home.second_factor_profiles = everybody, chosen
    home.save(update_fields=["second_factor_for_all", "second_factor_profiles"])
    record(
        SecondFactorRequired(
            organisation=home, everybody_before=before[0], profiles_before=before[1], by=by.party(), at=at
        )
    )
    return home


@transaction.atomic
def note_second_factor_added(user: User, *, at: datetime) -> None:
    """Record that a user has a second factor from now on; allauth has stored it."""
    record(SecondFactorAdded(user=user, by=user.party(), at=at))


@transaction.atomic
def note_second_factor_removed(user: User, *, at: datetime) -> None:
    """Record that a user has no second factor any more; allauth has removed it."""
    record(SecondFactorRemoved(user=user, by=user.party(), at=at))
