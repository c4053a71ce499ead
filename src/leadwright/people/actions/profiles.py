"""Profiles of an organisation's own: copied from a shipped one, changed, removed."""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from leadwright.foundation.copying import reserve
from leadwright.foundation.refusals import NotFound, refuse
from leadwright.foundation.text import trimmed
from leadwright.history.record import record
from leadwright.people.actions.admins import locked_home, somebody_remains
from leadwright.people.actions.organisations import refuse_unfit_name
from leadwright.people.facts import ProfileChanged, ProfileCreated, ProfileRemoved
from leadwright.people.giving import refuse_too_high, refuse_unchangeable
from leadwright.people.models import Profile, User
from leadwright.people.questions import names_of_profile
from leadwright.people.reach import NONE, PERMISSIONS, Permission, reaches_for

LONGEST_NAME = 100


@transaction.atomic
def copy_profile(source_id: int, *, name: str, by: User, at: datetime) -> Profile:
    """Copy a shipped profile, or one of the own organisation, under a name of its own."""
    home = locked_home(by)
    source = Profile.objects.known_to(by).filter(pk=source_id).first()
    if source is None:
        refuse("FIELD_INVALID", field="profile", reason=_("there is no such role in your company"))
    _refuse_unfit_name(name, by=by)
    refuse_too_high(source.permissions, by=by)
    (pk,) = reserve(Profile, 1)
    profile = Profile(
        pk=pk, code=f"own-{pk}", organisation=home, name=trimmed(name), permissions=source.permissions
    )
    _store(profile, new=True)
    record(
        ProfileCreated(
            organisation=home,
            profile_id=pk,
            profile_name=profile.name,
            source=source.code,
            by=by.party(),
            at=at,
        )
    )
    return profile


@transaction.atomic
def change_profile(
    profile_id: int,
    *,
    by: User,
    at: datetime,
    name: str | None = None,
    permissions: Mapping[str, str] | None = None,
) -> Profile:
    """Give a profile of the own organisation another name, or some permissions another reach.

    Everybody who has it may do the more or the less from the next request on.
    """
    home = locked_home(by)
    profile = _locked(profile_id, by=by)
    before, wanted = profile.name, (profile.name if name is None else name)
    _refuse_unfit_name(wanted, by=by, own=profile.pk)
    changes = _changes(profile, permissions or {})
    refuse_too_high({item: new for item, (_old, new) in changes.items()}, by=by)
    if not changes and trimmed(wanted) == before:
        return profile
    profile.name = trimmed(wanted)
    profile.permissions = profile.permissions | {item: new for item, (_old, new) in changes.items()}
    with somebody_remains(home):
        _store(profile)
    record(
        ProfileChanged(
            organisation=home,
            profile_id=profile.pk,
            profile_name=profile.name,
            name_before=before,
            changes={str(item): data for item, data in changes.items()},
            by=by.party(),
            at=at,
        )
    )
    return profile


@transaction.atomic
def remove_profile(profile_id: int, *, by: User, at: datetime) -> None:
    """Remove a profile of the own organisation that no user has, not even one who left, and nothing names."""
    home = locked_home(by)
    profile = _locked(profile_id, by=by)
    if number := profile.users.count():
        refuse("PROFILE_IN_USE", number=number)
    if uses := names_of_profile(profile.pk):
        refuse("PROFILE_IN_USE", because="PROFILE_NAMED", uses=", ".join(uses))
    pk = profile.pk
    profile.delete()
    record(ProfileRemoved(organisation=home, profile_id=pk, profile_name=profile.name, by=by.party(), at=at))


def _locked(profile_id: int, *, by: User) -> Profile:
    profile = Profile.objects.known_to(by).filter(pk=profile_id).first()
    if profile is None:
        raise NotFound
    refuse_unchangeable(profile, by=by)
    return Profile.objects.select_for_update().get(pk=profile_id)


def _changes(profile: Profile, wanted: Mapping[str, str]) -> dict[Permission, list[str]]:
    """Return the old and the new reach of each permission that changes."""
    changes: dict[Permission, list[str]] = {}
    for permission in PERMISSIONS:
        old = profile.permissions.get(permission, NONE)
        if (new := wanted.get(permission, old)) != old:
            changes[permission] = [old, new]
    strange = wanted.keys() - set(PERMISSIONS)
    if strange or any(new not in reaches_for(item) for item, (_old, new) in changes.items()):
        refuse("FIELD_INVALID", field="permissions", reason=_("there is no such permission or reach"))
    return changes


def _refuse_unfit_name(name: str, *, by: User, own: int = 0) -> None:
    refuse_unfit_name(name, longest=LONGEST_NAME)
    if Profile.objects.known_to(by).filter(name__iexact=trimmed(name)).exclude(pk=own).exists():
        refuse("NAME_TAKEN", field="name")


def _store(profile: Profile, *, new: bool = False) -> None:
    try:
        with transaction.atomic():
            profile.save(force_insert=new, force_update=not new)
    except IntegrityError:
        refuse("NAME_TAKEN", field="name")
