"""Invite users, change them, and let them in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from leadwright.foundation.ids import digest_of, new_token
from leadwright.foundation.refusals import FieldError, NotFound, Refused, field_error, refuse, refuse_fields
from leadwright.foundation.text import trimmed
from leadwright.history.facts import SYSTEM, Json, Party
from leadwright.history.record import record
from leadwright.people.actions.admins import locked_home, somebody_remains
from leadwright.people.actions.shutting import shut_out
from leadwright.people.facts import UserEdited, UserInvited, UserJoined, UserSought
from leadwright.people.giving import refuse_ungivable
from leadwright.people.identity import fault_in_address, fault_in_name, look
from leadwright.people.lifecycle import Verb, check
from leadwright.people.models import Invitation, Organisation, Profile, Unit, User
from leadwright.values.context import Unreadable
from leadwright.values.phones import typed_phone

INVITATION_DAYS = 7
UNUSABLE = "!"
NOT_PLAIN = r"[^ -~]"
# Where a user holds what a change names otherwise.
PLACES = {"profiles": "held"}


@dataclass(frozen=True, kw_only=True)
class NewUser:
    """What is asked when a user is added."""

    email: str
    name: str
    unit: Unit
    profiles: Sequence[Profile]
    language: str = "en"
    time_zone: str | None = None
    phone: str = ""


@transaction.atomic
def add_user(new: NewUser, *, by: User, at: datetime) -> str:
    """Add a user to the adder's own organisation and mail an invitation; returns who is invited.

    A user of another organisation stays what he is and is told by mail; the adder is told nothing of him.
    """
    locked_home(by)
    if new.unit.group.organisation_id != by.organisation_id:
        refuse("FIELD_INVALID", field="unit", reason=_("there is no such unit in your company"))
    _refuse_unknown_or_too_high(new.profiles, by=by)
    try:
        return enter_user(new, by=by.party(), at=at)[0].name
    except Refused as no:
        elsewhere = _user_elsewhere(new.email, by=by) if no.code == "EMAIL_TAKEN" else None
        if elsewhere is None:
            raise
    record(UserSought(user=elsewhere, by=SYSTEM, at=at))
    return trimmed(new.name)


def _user_elsewhere(email: str, *, by: User) -> User | None:
    same, odd = Q(email=email.strip().lower()), Q(email__regex=NOT_PLAIN)
    users = User.objects.get_queryset().filter(same | odd).exclude(organisation=by.organisation_id)
    return next((user for user in users if look(user.email) == look(email.strip().lower())), None)


@transaction.atomic
def enter_user(new: NewUser, *, by: Party, at: datetime, is_demo: bool = False) -> tuple[User, str]:
    """Store a new user and return it with its single-use invitation link."""
    email = new.email.strip().lower()
    refuse_fields(_faults(new.email.strip(), new.name))
    refuse_taken_look(email)
    organisation = new.unit.group.organisation
    try:
        with transaction.atomic():
            user = User.objects.create(
                email=email,
                name=trimmed(new.name),
                unit=new.unit,
                organisation=organisation,
                language=new.language,
                time_zone=new.time_zone or organisation.time_zone,
                phone=_phone(new.phone, organisation),
                is_demo=is_demo,
                date_joined=at,
                password=UNUSABLE,
            )
            user.profiles.set(new.profiles)
    except IntegrityError:
        refuse("EMAIL_TAKEN", field="email")
    return user, invite(user, by=by, at=at)


def _phone(text: str, home: Organisation) -> str:
    """Return a number as it is kept, with its extension; without the code of a country it is one of the company's."""
    try:
        return str(typed_phone(text, country=home.country)) if trimmed(text) else ""
    except Unreadable as fault:
        refuse("FIELD_INVALID", field="phone", reason=str(fault))


def _faults(email: str, name: str) -> list[FieldError]:
    fault = fault_in_address(email)
    address = [field_error("email", "FIELD_INVALID", reason=fault)] if fault else []
    return [*address, *_faults_in_name(name)]


def _faults_in_name(name: str) -> list[FieldError]:
    if not trimmed(name):
        return [field_error("name", "FIELD_REQUIRED")]
    fault = fault_in_name(name)
    return [field_error("name", "FIELD_INVALID", reason=fault)] if fault else []


def refuse_taken_look(email: str, *, own: int = 0) -> None:
    """Refuse with EMAIL_TAKEN an address that looks like that of a user who was entered before only plain letters were.

    Two addresses of plain letters are told apart by the database.
    """
    if look(email) in odd_looks(own=own):
        refuse("EMAIL_TAKEN", field="email")


def odd_looks(*, own: int = 0) -> set[str]:
    """Return how the addresses look that were entered before only plain letters were."""
    odd = User.objects.get_queryset().filter(email__regex=NOT_PLAIN).exclude(pk=own)
    return {look(address) for address in odd.values_list("email", flat=True)}


def _refuse_unknown_or_too_high(profiles: Sequence[Profile], *, by: User) -> None:
    """Look at the profiles as they stand now: they may have been changed or removed in the meantime."""
    if not profiles:
        refuse("FIELD_REQUIRED", field="profiles")
    wanted = {profile.pk for profile in profiles}
    known = list(Profile.objects.known_to(by).filter(pk__in=wanted))
    if len(known) != len(wanted):
        refuse("FIELD_INVALID", field="profiles", reason=_("there is no such role in your company"))
    refuse_ungivable(known, by=by)


@transaction.atomic
def invite(user: User, *, by: Party, at: datetime) -> str:
    """Make a new single-use link for a user, which replaces an open one; returns the link."""
    token = new_token()
    user.invitations.filter(used_at=None).delete()
    Invitation.objects.create(
        user=user,
        digest=digest_of(token, purpose="invitation"),
        created_at=at,
        expires_at=at + timedelta(days=INVITATION_DAYS),
    )
    link = f"{settings.BASE_URL}/invitation/{token}/"
    record(UserInvited(user=user, link=link, by=by, at=at))
    return link


@transaction.atomic
def invite_again(user_id: int, *, by: User, at: datetime) -> User:
    """Send a user who has not joined yet a new invitation."""
    _refuse_invisible(user_id, by=by)
    locked_home(by)
    user = _locked(user_id)
    check(user, Verb.INVITE, by=by)
    invite(user, by=by.party(), at=at)
    return user


def open_invitation(token: str, *, at: datetime) -> Invitation:
    """Return the open invitation of a link; a used, replaced or expired one is refused alike.

    It opens nothing any more once the account has a password.
    """
    digest, users = digest_of(token, purpose="invitation"), User.objects.who_sign_in()
    rows = Invitation.objects.select_related("user").filter(digest=digest, used_at=None, user__in=users)
    invitation = rows.filter(expires_at__gt=at).first()
    if invitation is None or invitation.user.has_usable_password():
        refuse("LINK_USED_UP")
    return invitation


@transaction.atomic
def join(token: str, *, password: str, at: datetime) -> User:
    """Set the first password through an invitation, which is used up by it."""
    User.objects.get_queryset().select_for_update().get(pk=open_invitation(token, at=at).user_id)
    invitation = open_invitation(token, at=at)
    user = invitation.user
    refuse_weak(password, user=user)
    user.set_password(password)
    user.save(update_fields=["password"])
    invitation.used_at = at
    invitation.save(update_fields=["used_at"])
    record(UserJoined(user=user, by=user.party(), at=at))
    return user


def refuse_weak(password: str, *, user: User) -> None:
    """Refuse a password that the validators refuse, with their sentences."""
    try:
        validate_password(password, user)
    except ValidationError as weak:
        raise Refused("PASSWORD_WEAK", field="password", reason=" ".join(weak.messages)) from weak


@transaction.atomic
def edit_user(user_id: int, *, by: User, at: datetime, **changes: object) -> User:
    """Change name, unit, profiles, language, phone or activity of a user of one's own organisation."""
    _refuse_invisible(user_id, by=by)
    home = locked_home(by)
    user = _locked(user_id)
    check(user, Verb.EDIT, by=by)
    _refuse_foreign(changes, by=by)
    if isinstance(changes.get("name"), str):
        changes["name"] = trimmed(str(changes["name"]))
    refuse_fields(_faults_in_name(str(changes.get("name", user.name))))
    if isinstance(changes.get("phone"), str):
        changes["phone"] = _phone(str(changes["phone"]), home)
    with somebody_remains(home):
        details, texts = _apply(user, changes)
        _store(user, changes)
    if details.get("is_active") == [True, False]:
        shut_out(user, by=by.party(), at=at)
    record(UserEdited(user=user, by=by.party(), at=at, changes=details, texts=texts))
    return user


def _locked(user_id: int) -> User:
    User.objects.get_queryset().select_for_update().filter(pk=user_id).values_list("pk").get()
    return User.objects.get_queryset().with_profiles().select_related("unit").get(pk=user_id)


def _refuse_invisible(user_id: int, *, by: User) -> None:
    if not User.objects.within_reach(by, "user.view").filter(pk=user_id).exists():
        raise NotFound


def _refuse_foreign(changes: dict[str, object], *, by: User) -> None:
    unit, profiles = changes.get("unit"), changes.get("profiles")
    if isinstance(unit, Unit) and unit.group.organisation_id != by.organisation_id:
        refuse("FIELD_INVALID", field="unit", reason=_("there is no such unit in your company"))
    if isinstance(profiles, Sequence):
        _refuse_unknown_or_too_high(profiles, by=by)


def _apply(user: User, changes: dict[str, object]) -> tuple[dict[str, Json], dict[str, str]]:
    details: dict[str, Json] = {}
    texts: dict[str, str] = {}
    for name, wanted in changes.items():
        new = _in_order(wanted) if name == "profiles" else wanted
        place = PLACES.get(name, name)
        old = getattr(user, place)
        if old == new:
            continue
        setattr(user, place, new)
        if name in ("name", "phone"):
            texts[f"{name}_from"], texts[f"{name}_to"] = str(old), str(new)
        else:
            details[name] = [_code(old), _code(new)]
    return details, texts


def _in_order(profiles: Any) -> tuple[Profile, ...]:
    return tuple(sorted(set(profiles), key=lambda profile: profile.pk))


def _store(user: User, changes: dict[str, object]) -> None:
    user.save(update_fields=[name for name in changes if name != "profiles"])
    if "profiles" in changes:
        user.profiles.set(user.held)


def _code(value: object) -> Json:
    if isinstance(value, tuple):
        return [profile.code for profile in value]
    return value.pk if isinstance(value, Unit) else value if isinstance(value, bool) else str(value)
