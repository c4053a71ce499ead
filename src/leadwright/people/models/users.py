"""Users and the profiles that say what they may do."""

from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models

from leadwright.history.facts import Party
from leadwright.people.models.organisations import GroupCollaboration, Organisation, Unit
from leadwright.people.reach import NONE, Permission, Reach


class ProfileQuerySet(models.QuerySet["Profile"]):
    """Questions about profiles."""

    def known_to(self, user: "User") -> "ProfileQuerySet":
        """Return the shipped profiles and those of the user's own organisation."""
        return self.filter(models.Q(organisation=None) | models.Q(organisation=user.organisation_id))


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


class UserQuerySet(models.QuerySet["User"]):
    """Questions about users."""

    def active(self) -> "UserQuerySet":
        """Return the users who may sign in."""
        return self.filter(is_active=True)

    def who_may(self, permission: Permission) -> "UserQuerySet":
        """Return the active users whose profile has a permission, however far it reaches."""
        named = models.Q(profile__permissions__has_key=permission)
        return self.active().filter(named).exclude(**{f"profile__permissions__{permission}": NONE})

    def with_rights(self) -> "UserQuerySet":
        """Fetch along what decides about each user's rights: profile, places, and the groups seen."""
        hosts = GroupCollaboration.objects.filter(guest=models.OuterRef("unit__group")).values("host")
        rows = self.select_related("profile", "unit__group", "organisation")
        return rows.annotate(hosts=ArraySubquery(hosts))

    def within_reach(self, user: "User", permission: Permission) -> "UserQuerySet":
        """Return the users that a user may see or manage: never those of another organisation."""
        if user.reach_of(permission) is Reach.NONE:
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
    profile = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="users")
    phone = models.CharField(max_length=32, blank=True)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    can_sign_in = models.BooleanField(default=True)
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

    def reach_of(self, permission: Permission) -> Reach:
        """Return how far a permission of this user goes."""
        return self.profile.reach_of(permission) if self.is_active else Reach.NONE

    def must_have_second_factor(self) -> bool:
        """Tell whether the user's organisation asks for a second factor, of everybody or of the user's profile."""
        home = self.organisation
        return home.second_factor_for_all or self.profile.code in home.second_factor_profiles

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
