"""Organisations and their parts: groups hold units, units hold users."""

from typing import Protocol

from django.contrib.postgres.fields import ArrayField
from django.db import models

from leadwright.foundation.text import name_key


class Member(Protocol):
    """Somebody who belongs to an organisation."""

    @property
    def organisation_id(self) -> int:
        """The organisation's number."""


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Questions about organisations."""

    def known_to(self, user: Member) -> "OrganisationQuerySet":
        """Return the user's own organisation, the partners that it sends to and the vendors that send to it."""
        partners = Partnership.objects.filter(vendor=user.organisation_id).values("partner")
        vendors = Partnership.objects.filter(partner=user.organisation_id).values("vendor")
        own = models.Q(pk=user.organisation_id)
        return self.filter(own | models.Q(pk__in=partners) | models.Q(pk__in=vendors))

    def partners_of(self, user: Member) -> "OrganisationQuerySet":
        """Return the organisations to which the user's own hands leads."""
        return self.filter(pk__in=Partnership.objects.filter(vendor=user.organisation_id).values("partner"))

    def vendors_of(self, organisation_id: int) -> "OrganisationQuerySet":
        """Return the organisations whose leads another sees, and that one itself if it is a vendor."""
        is_vendor = models.Q(pk=organisation_id, partnerships__isnull=False)
        rows = self.filter(is_vendor | models.Q(partnerships__partner=organisation_id))
        return rows.distinct().order_by("name")


class Organisation(models.Model):
    """A vendor or a partner company: what happens inside stays inside."""

    name = models.CharField(max_length=200, unique=True)
    country = models.CharField(max_length=2)
    time_zone = models.CharField(max_length=64, default="Europe/Brussels")
    brand_name = models.CharField(max_length=200, blank=True)
    reception_unit = models.ForeignKey(
        "people.Unit", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    second_factor_for_all = models.BooleanField(default=False)
    second_factor_profiles = ArrayField(models.SlugField(max_length=50), default=list, blank=True)
    # Whether its people answer offers by a link in the mail, without signing in.
    answers_by_mail = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    objects = OrganisationQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    def receiving_unit(self) -> "Unit | None":
        """Return the unit that takes offers to the organisation: the one chosen, else the first."""
        return self.reception_unit or Unit.objects.filter(group__organisation=self).order_by("pk").first()


def sort_name_of(organisation: Organisation | None) -> str:
    """Return the key by which people expect an organisation to sort; none comes first."""
    return name_key(organisation.name) if organisation is not None else ""


class Partnership(models.Model):
    """A vendor hands leads to a partner."""

    vendor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="partnerships")
    partner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="vendorships")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["vendor", "partner"], name="a_partner_is_named_once"),
            models.CheckConstraint(
                condition=~models.Q(vendor=models.F("partner")), name="nobody_is_their_own_partner"
            ),
        ]


class Group(models.Model):
    """Units that share their leads."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="groups")
    name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="a_group_name_is_unique_inside")
        ]

    def __str__(self) -> str:
        return self.name


class GroupCollaboration(models.Model):
    """Members of `guest` see what `host` owns."""

    host = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="guests")
    guest = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="hosts")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["host", "guest"], name="a_guest_is_named_once")]


class Unit(models.Model):
    """The smallest part of an organisation; every user belongs to one."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="units")
    name = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "name"], name="a_unit_name_is_unique_inside")]

    def __str__(self) -> str:
        return self.name
