"""Nobody hands out more than he has: what a user may give to others."""

from collections.abc import Mapping

from leadwright.foundation.refusals import refuse
from leadwright.people.models import Profile, User
from leadwright.people.reach import NONE, PERMISSIONS, RIGHTS, Permission, Reach

GUARDED = ("administrator", "configurator")


def too_high(permissions: Mapping[str, str], *, by: User) -> Permission | None:
    """Return the first permission that goes further than the giver's own."""
    return next(
        (
            permission
            for permission in PERMISSIONS
            if not by.reach_of(permission).covers(Reach(permissions.get(permission, NONE)))
        ),
        None,
    )


def may_give(profile: Profile, *, by: User) -> bool:
    """Tell whether somebody may give a profile to a user of the own organisation."""
    return _fault(profile, by=by) is None


def refuse_ungivable(profile: Profile, *, by: User) -> None:
    """Refuse with PROFILE_TOO_HIGH (403) a profile that allows more than the giver may."""
    if (fault := _fault(profile, by=by)) is not None:
        refuse("PROFILE_TOO_HIGH", field="profile", right=RIGHTS[fault])


def refuse_too_high(permissions: Mapping[str, str], *, by: User) -> None:
    """Refuse with PROFILE_TOO_HIGH (403) permissions that go further than those of the giver."""
    if (fault := too_high(permissions, by=by)) is not None:
        refuse("PROFILE_TOO_HIGH", field="permissions", right=RIGHTS[fault])


def _fault(profile: Profile, *, by: User) -> Permission | None:
    """Of the shipped profiles only those are guarded that govern the installation."""
    if profile.organisation_id is None and profile.code not in GUARDED:
        return None
    return too_high(profile.permissions, by=by)
