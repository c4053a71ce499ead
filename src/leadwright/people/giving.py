"""Nobody gives more than he has, to others or to himself: what somebody may give, change and take away."""

from collections.abc import Iterable, Mapping

from leadwright.foundation.refusals import refuse
from leadwright.people.models import Profile, User
from leadwright.people.reach import NONE, PERMISSIONS, RIGHTS, Permission, Reach, covers


def too_high(permissions: Mapping[str, str], *, by: User) -> Permission | None:
    """Return the first permission that goes further than the giver's own do together."""
    beyond = (
        permission
        for permission in PERMISSIONS
        if not covers(permission, by.reaches_of(permission), Reach(permissions.get(permission, NONE)))
    )
    return next(beyond, None)


def may_give(profile: Profile, *, by: User) -> bool:
    """Tell whether somebody may give a profile, to a user of the own organisation or to himself."""
    return too_high(profile.permissions, by=by) is None


def refuse_ungivable(profiles: Iterable[Profile], *, by: User) -> None:
    """Refuse with PROFILE_TOO_HIGH (403) to give profiles that allow more than the giver may."""
    for profile in profiles:
        if (right := too_high(profile.permissions, by=by)) is not None:
            refuse("PROFILE_TOO_HIGH", field="profiles", right=RIGHTS[right])


def refuse_too_high(permissions: Mapping[str, str], *, by: User) -> None:
    """Refuse with PROFILE_TOO_HIGH (403) permissions that go further than those of the giver."""
    if (right := too_high(permissions, by=by)) is not None:
        refuse("PROFILE_TOO_HIGH", field="permissions", right=RIGHTS[right])


def refuse_unchangeable(profile: Profile, *, by: User) -> None:
    """Refuse to change or remove a shipped profile (409), and one that allows more than its changer may (403)."""
    if profile.organisation_id is None:
        refuse("PROFILE_SHIPPED")
    if (right := too_high(profile.permissions, by=by)) is not None:
        refuse("PROFILE_TOO_HIGH", because="ROLE_ABOVE_OWN", right=RIGHTS[right])


def not_above(user: User, by: User) -> None:
    """Refuse with PROFILE_TOO_HIGH (403) to touch the account of a user who may more, also one that is off."""
    for profile in user.held:
        if (right := too_high(profile.permissions, by=by)) is not None:
            refuse("PROFILE_TOO_HIGH", because="USER_ABOVE_OWN", right=RIGHTS[right])
