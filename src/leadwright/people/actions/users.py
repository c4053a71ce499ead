"""Invite users, change them, and let them in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from leadwright.foundation.ids import digest_of, new_token
from leadwright.foundation.refusals import FieldError, NotFound, Refused, field_error, refuse, refuse_fields
from leadwright.foundation.text import trimmed
from leadwright.history.facts import Json, Party
from leadwright.history.record import record
from leadwright.people.access import require
from leadwright.people.actions.admins import locked_home, refuse_without_admin
from leadwright.people.actions.tokens import revoke_tokens
from leadwright.people.facts import UserEdited, UserInvited, UserJoined
from leadwright.people.giving import refuse_ungivable
from leadwright.people.identity import fault_in_address, fault_in_name, look
from leadwright.people.lifecycle import Verb, check
from leadwright.people.models import Invitation, Profile, Unit, User

INVITATION_DAYS = 7
UNUSABLE = "!"


@dataclass(frozen=True, kw_only=True)
class NewUser:
    """What is asked when a user is added."""

    email: str
    name: str
    unit: Unit
    profile: Profile
    language: str = "en"
    time_zone: str | None = None
    phone: str = ""


@transaction.atomic
def add_user(new: NewUser, *, by: User, at: datetime) -> User:
    """Add a user to the adder's own organisation and mail an invitation."""
    locked_home(by)
    if new.unit.group.organisation_id != by.organisation_id:
        refuse("FIELD_INVALID", field="unit", reason=_("there is no such unit in your company"))
    _refuse_unknown_or_too_high(new.profile, by=by)
    return enter_user(new, by=by.party(), at=at)[0]


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
                profile=new.profile,
                language=new.language,
                time_zone=new.time_zone or organisation.time_zone,
                phone=new.phone,
                is_demo=is_demo,
                date_joined=at,
                password=UNUSABLE,
            )
    except IntegrityError:
        refuse("EMAIL_TAKEN", field="email")
    return user, invite(user, by=by, at=at)


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
    odd = User.objects.get_queryset().filter(email__regex=r"[^ -~]").exclude(pk=own)
    if any(look(other) == look(email) for other in odd.values_list("email", flat=True)):
        refuse("EMAIL_TAKEN", field="email")


def _refuse_unknown_or_too_high(profile: Profile, *, by: User) -> None:
    """Look at the profile as it stands now: it may have been changed or removed in the meantime."""
    result = Profile.objects.known_to(by).filter(pk=profile.pk).first()
    if result is None:
        refuse("FIELD_INVALID", field="profile", reason=_("there is no such role in your company"))
    refuse_ungivable(result, by=by)


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
    require(by, "user.manage")
    user = _locked(user_id)
    check(user, Verb.INVITE, by=by)
    invite(user, by=by.party(), at=at)
    return user


def open_invitation(token: str, *, at: datetime) -> Invitation:
    """Return the open invitation of a link; a used, replaced or expired one is refused alike.

    It opens nothing any more once the account has a password.
    """
    rows = Invitation.objects.select_related("user").filter(
        digest=digest_of(token, purpose="invitation"), used_at=None, expires_at__gt=at, user__is_active=True
    )
    invitation = rows.first()
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
    """Change name, unit, profile, language, phone or activity of a user of one's own organisation."""
    _refuse_invisible(user_id, by=by)
    home = locked_home(by)
    user = _locked(user_id)
    check(user, Verb.EDIT, by=by)
    _refuse_foreign(changes, by=by)
    if isinstance(changes.get("name"), str):
        changes["name"] = trimmed(str(changes["name"]))
    refuse_fields(_faults_in_name(str(changes.get("name", user.name))))
    details, texts = _apply(user, changes)
    user.save(update_fields=list(changes))
    if not user.is_active:
        user.invitations.filter(used_at=None).delete()
        revoke_tokens(user, by=by.party(), at=at)
    refuse_without_admin(home)
    record(UserEdited(user=user, by=by.party(), at=at, changes=details, texts=texts))
    return user


def _locked(user_id: int) -> User:
    User.objects.get_queryset().select_for_update().filter(pk=user_id).values_list("pk").get()
    return User.objects.select_related("unit", "profile").get(pk=user_id)


def _refuse_invisible(user_id: int, *, by: User) -> None:
    if not User.objects.within_reach(by, "user.view").filter(pk=user_id).exists():
        raise NotFound


def _refuse_foreign(changes: dict[str, object], *, by: User) -> None:
    unit, profile = changes.get("unit"), changes.get("profile")
    if isinstance(unit, Unit) and unit.group.organisation_id != by.organisation_id:
        refuse("FIELD_INVALID", field="unit", reason=_("there is no such unit in your company"))
    if isinstance(profile, Profile):
        _refuse_unknown_or_too_high(profile, by=by)


def _apply(user: User, changes: dict[str, object]) -> tuple[dict[str, Json], dict[str, str]]:
    details: dict[str, Json] = {}
    texts: dict[str, str] = {}
    for name, new in changes.items():
        old = getattr(user, name)
        if old == new:
            continue
        setattr(user, name, new)
        if name in ("name", "phone"):
            texts[f"{name}_from"], texts[f"{name}_to"] = str(old), str(new)
        else:
            details[name] = [_code(old), _code(new)]
    return details, texts


def _code(value: object) -> Json:
    if isinstance(value, Profile):
        return value.code
    return value.pk if isinstance(value, Unit) else value if isinstance(value, bool) else str(value)
