"""Users and the profiles that say what they may do."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import DEFAULT_DB_ALIAS, models
from django.db.models.functions import JSONObject
from django.utils.crypto import salted_hmac

from leadwright.history.facts import Party
from leadwright.people.models.organisations import GroupCollaboration, Organisation, Unit
from leadwright.people.models.sign_in import Terms
from leadwright.people.reach import NONE, Permission, Reach, Reaches, united


class ProfileQuerySet(models.QuerySet["Profile"]):
    """Questions about profiles."""

    def known_to(self, user: "User") -> "ProfileQuerySet":
        """Return the shipped profiles and those of the user's own organisation."""
        return self.of_company(user.organisation_id)

    def of_company(self, organisation: int) -> "ProfileQuerySet":
        """Return the shipped profiles and those of a company."""
        return self.filter(models.Q(organisation=None) | models.Q(organisation=organisation))


class Profile(models.Model):
    """A named set of permissions, each with its reach; one without an organisation is shipped."""

    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="profiles"
    )
    code = models.SlugField(max_length=50, unique=True)
    name = models.CharField(max_length=100)
    permissions: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(default=dict)

    objects = ProfileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "organisation", models.functions.Lower("name"), name="a_profile_name_is_unique_inside"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def reach_of(self, permission: Permission) -> Reach:
        """Return how far a permission goes; one that is not named goes nowhere."""
        return Reach(self.permissions.get(permission, NONE))


def profiles_of(user: str) -> ArraySubquery:
    """Return the profiles of the user that a column names, as an annotation to read with `stored_profiles`."""
    held = Profile.objects.filter(users=models.OuterRef(user)).order_by("pk")
    return ArraySubquery(held.values(data=JSONObject(**{name: name for name in PROFILE_COLUMNS})))


PROFILE_COLUMNS = ("id", "organisation_id", "code", "name", "permissions")


class UserQuerySet(models.QuerySet["User"]):
    """Questions about users."""

    def active(self) -> "UserQuerySet":
        """Return the users who may sign in."""
        return self.filter(is_active=True)

    def who_may(self, permission: Permission) -> "UserQuerySet":
        """Return the active users of whose profiles some has a permission, however far it reaches."""
        held = HeldProfile.objects.filter(user=models.OuterRef("pk"))
        named = held.filter(profile__permissions__has_key=permission)
        giving = named.exclude(**{f"profile__permissions__{permission}": NONE})
        return self.active().filter(models.Exists(giving))

    def who_sign_in(self) -> "UserQuerySet":
        """Return the users to whom every door is open: active, and not only standing for somebody."""
        return self.active().filter(can_sign_in=True)

    def with_rights(self) -> "UserQuerySet":
        """Fetch along what decides about each user's rights: profiles, places, and the groups seen."""
        hosts = GroupCollaboration.objects.filter(guest=models.OuterRef("unit__group")).values("host")
        rows = self.select_related("unit__group", "organisation")
        asked = Terms.objects.filter(needs_agreement=True).order_by("-version").values("version")[:1]
        return rows.with_profiles().annotate(hosts=ArraySubquery(hosts), terms_asked=models.Subquery(asked))

    def with_profiles(self) -> "UserQuerySet":
        """Fetch each user's profiles along, in the same statement."""
        return self.annotate(fetched_profiles=profiles_of("pk"))

    def with_profile_names(self) -> "UserQuerySet":
        """Fetch along what each user's profiles are called, for a list of plain values."""
        held = Profile.objects.filter(users=models.OuterRef("pk")).order_by("pk")
        return self.annotate(profile_names=ArraySubquery(held.values("name")))

    def within_reach(self, user: "User", permission: Permission) -> "UserQuerySet":
        """Return the users that a user may see or manage: never those of another organisation."""
        if not user.reaches_of(permission):
            return self.none()
        return self.filter(organisation_id=user.organisation_id)


class UserManager(BaseUserManager["User"]):
    """Looks users up by e-mail address."""

    def get_queryset(self) -> UserQuerySet:
        """Return all users."""
        return UserQuerySet(self.model, using=self._db)

    def active(self) -> UserQuerySet:
        """Return the users who may sign in."""
        return self.get_queryset().active()

    def who_may(self, permission: Permission) -> UserQuerySet:
        """Return the active users with a permission."""
        return self.get_queryset().who_may(permission)

    def who_sign_in(self) -> UserQuerySet:
        """Return the users to whom every door is open."""
        return self.get_queryset().who_sign_in()

    def within_reach(self, user: "User", permission: Permission) -> UserQuerySet:
        """Return the users that a user may see or manage."""
        return self.get_queryset().within_reach(user, permission)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the user with this address, whatever its case."""
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """Somebody who signs in, in one unit of one organisation."""

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=150)
    language = models.CharField(max_length=10, default="en")
    time_zone = models.CharField(max_length=64, default="Europe/Brussels")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="users")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="users")
    profiles: "models.ManyToManyField[Profile, HeldProfile]" = models.ManyToManyField(
        Profile, through="people.HeldProfile", related_name="users"
    )
    phone = models.CharField(max_length=32, blank=True)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    can_sign_in = models.BooleanField(default=True)
    # When access was last switched off: sessions and links from before are no longer this account's.
    shut_at = models.DateTimeField(null=True, blank=True)
    unwanted_notices: "ArrayField[list[str], list[str]]" = ArrayField(
        models.CharField(max_length=40), default=list, blank=True
    )
    terms_version = models.IntegerField(null=True, blank=True)
    date_joined = models.DateTimeField()

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=models.functions.Lower("email")), name="an_address_is_lower_case"
            )
        ]
        indexes = [models.Index(fields=["organisation", "name"], name="users_of_an_organisation")]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def held(self) -> tuple[Profile, ...]:
        """Return the profiles of this user; fetched along, they cost no query."""
        fetched: list[dict[str, Any]] | None = getattr(self, "fetched_profiles", None)
        if fetched is None:
            return tuple(sorted(self.profiles.all(), key=lambda profile: profile.pk))
        return stored_profiles(fetched)

    @property
    def roles(self) -> str:
        """Return what the profiles of this user are called."""
        return ", ".join(profile.name for profile in self.held)

    @property
    def may_sign_in(self) -> bool:
        """Tell what every door asks: whether this account lets anybody in."""
        return self.is_active and self.can_sign_in

    def reaches_of(self, permission: Permission) -> Reaches:
        """Return how far a permission of this user goes: what all profiles give together; nothing is none."""
        return reaches_in(self.held, permission) if self.is_active else ()

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Return what ties a session to this account: its password, and that access was not shut since."""
        tie: str = super()._get_session_auth_hash(secret=secret)  # type: ignore[misc]
        if self.shut_at is None:
            return tie
        moment = self.shut_at.isoformat()
        return salted_hmac("leadwright.shut", tie + moment, secret=secret, algorithm="sha256").hexdigest()

    def must_have_second_factor(self) -> bool:
        """Tell whether the user's organisation asks for a second factor, of everybody or for a profile he has."""
        home = self.organisation
        codes = {profile.code for profile in self.held}
        return home.second_factor_for_all or not codes.isdisjoint(home.second_factor_profiles)

    def party(self) -> Party:
        """Return this user as history names the doer of a deed."""
        return Party(kind="user", id=self.pk, name=self.name, organisation_id=self.organisation_id)

    @cached_property
    def group_id(self) -> int:
        """Return the group that the user's unit belongs to."""
        return self.unit.group_id

    @cached_property
    def seen_group_ids(self) -> list[int]:
        """Return the user's group and those that it collaborates with, with at most one query."""
        known: list[int] | None = getattr(self, "hosts", None)
        if known is not None:
            return sorted({self.group_id, *known})
        hosts = GroupCollaboration.objects.filter(guest=self.group_id).values_list("host_id", flat=True)
        return sorted({self.group_id, *hosts})

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Answer Django's own question: no permission is granted by that road."""
        return False

    def has_module_perms(self, app_label: str) -> bool:
        """Answer Django's own question: no permission is granted by that road."""
        return False


class HeldProfile(models.Model):
    """A user has a profile; all that a user has allow together."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    profile = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "profile"], name="a_profile_is_held_once")]

    def __str__(self) -> str:
        return f"profile {self.profile_id} of user {self.user_id}"


def reaches_in(profiles: Iterable[Profile], permission: Permission) -> Reaches:
    """Return how far a permission goes by several profiles together."""
    return united(profile.reach_of(permission) for profile in profiles)


def stored_profiles(rows: Iterable[dict[str, Any]]) -> tuple[Profile, ...]:
    """Return the profiles that `profiles_of` fetched along with something else."""
    return tuple(
        Profile.from_db(DEFAULT_DB_ALIAS, PROFILE_COLUMNS, [row[name] for name in PROFILE_COLUMNS])
        for row in rows
    )
