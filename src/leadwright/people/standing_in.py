"""Somebody who stands for all users with the same rights while SQL is built: who it is comes in only when it runs."""

import copy

from leadwright.people.models import User


def places_of(user: User) -> dict[str, int | list[int]]:
    """Return what conditions on a user's reach name of him: the values that take the places of a stand-in's."""
    return {
        "user": user.pk,
        "unit": user.unit_id,
        "group": user.group_id,
        "groups": user.seen_group_ids,
        "home": user.organisation_id,
    }


def standing_in(for_user: User, *, user: int, unit: int, group: int, groups: list[int], home: int) -> User:
    """Return a user with the rights of another one, at other places."""
    other = copy.copy(for_user)
    other.pk, other.unit_id, other.organisation_id = user, unit, home
    other.__dict__.update(held=for_user.held, group_id=group, seen_group_ids=groups)
    return other
