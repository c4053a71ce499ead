"""Take in the people of another system: they own what they owned there, and cannot sign in here."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, count

from django.contrib.auth.hashers import make_password
from django.db import transaction

from leadwright.foundation.text import sort_key
from leadwright.history.facts import Party
from leadwright.history.record import record
from leadwright.people.actions.organisations import add_group, add_unit
from leadwright.people.facts import UserAdopted
from leadwright.people.models import Group, Organisation, Profile, Unit, User

PROFILE = "portal-writer"
NOWHERE = "no-address.invalid"


@dataclass(frozen=True, kw_only=True)
class Seller:
    """Somebody as another system names him, with his unit and group there."""

    name: str
    email: str = ""
    unit: str = ""
    group: str = ""


@dataclass
class People:
    """The users behind the sellers that were given, and what had to be made: its kind and its id."""

    users: dict[Seller, User] = field(default_factory=dict)
    new: list[tuple[str, int]] = field(default_factory=list)

    @property
    def made(self) -> dict[str, int]:
        """How many of each kind had to be made."""
        kinds = {"users": "user", "units": "unit", "groups": "group"}
        return {name: sum(kind == made for made, _pk in self.new) for name, kind in kinds.items()}


@transaction.atomic
def adopt_sellers(
    sellers: Iterable[Seller], *, organisation: Organisation, by: Party, at: datetime
) -> People:
    """Find each seller among the users of an organisation, or enter one who cannot sign in.

    Whoever is there already stays as he is: he is known by his address, else by his name.
    """
    house = _House(organisation)
    people = People(new=house.new)
    for seller in sellers:
        user = house.known(seller)
        if user is None:
            user = house.entered(seller, at=at)
            record(UserAdopted(user=user, by=by, at=at))
        people.users[seller] = user
    return people


def known_sellers(sellers: Iterable[Seller], *, organisation: Organisation) -> People:
    """Find each seller among the users of an organisation, by address, else by a name that one user alone has.

    Who is none of them is left out, and nobody is made.
    """
    house = _House(organisation)
    names = Counter(sort_key(user.name) for user in house.users)
    pairs = ((seller, house.known(seller)) for seller in sellers)
    return People(
        users={
            seller: user
            for seller, user in pairs
            if user and (user.email == seller.email or names[sort_key(user.name)] == 1)
        },
        new=house.new,
    )


def home_of(organisation: Organisation) -> Unit:
    """Return the unit for what nobody owns: the reception of the organisation, made if it has no unit."""
    unit = organisation.receiving_unit()
    return unit or add_unit(add_group(organisation, name=organisation.name), name=organisation.name)


class _House:
    """The groups, units and users of an organisation while sellers are let in."""

    def __init__(self, organisation: Organisation) -> None:
        self.organisation = organisation
        self.new: list[tuple[str, int]] = []
        self.profile = Profile.objects.get(code=PROFILE)
        users = User.objects.get_queryset().filter(organisation=organisation, is_active=True)
        self.users = list(users.select_related("unit__group").order_by("pk"))
        self.by_name = {sort_key(user.name): user for user in reversed(self.users)}
        self.by_address = {user.email: user for user in self.users}
        self.groups = {sort_key(group.name): group for group in organisation.groups.order_by("-pk")}
        units = Unit.objects.filter(group__organisation=organisation).select_related("group")
        self.units = {(unit.group_id, sort_key(unit.name)): unit for unit in units}

    def known(self, seller: Seller) -> User | None:
        """Return the user that a seller is, if he is one."""
        match = self.by_address.get(seller.email) if seller.email else None
        return match or self.by_name.get(sort_key(seller.name))

    def entered(self, seller: Seller, *, at: datetime) -> User:
        """Enter a seller in his unit, without a password that could be typed."""
        user = User.objects.create(
            email=self._address(seller),
            name=seller.name[:150],
            unit=self._unit(seller),
            organisation=self.organisation,
            time_zone=self.organisation.time_zone,
            date_joined=at,
            password=make_password(None),
            can_sign_in=False,
        )
        user.profiles.set([self.profile])
        self.by_name[sort_key(seller.name)] = self.by_address[user.email] = user
        self.new.append(("user", user.pk))
        return user

    def _address(self, seller: Seller) -> str:
        """Return the seller's address; without one that is free, one to which no mail can go."""
        words = re.findall(r"[a-z0-9]+", sort_key(seller.name))
        stem = f"{'.'.join(words)[:40].strip('.') or 'seller'}.{self.organisation.pk}"
        spare = (f"{stem}{'' if turn == 1 else f'.{turn}'}@{NOWHERE}" for turn in count(1))
        wanted = [seller.email.lower()] if seller.email else []
        users = User.objects.get_queryset()
        return next(result for result in chain(wanted, spare) if not users.filter(email=result).exists())

    def _unit(self, seller: Seller) -> Unit:
        if not seller.unit and not seller.group:
            return home_of(self.organisation)
        group = self._group(seller.group)
        name = (seller.unit or seller.group)[:200]
        key = (group.pk, sort_key(name))
        if key not in self.units:
            self.units[key] = add_unit(group, name=name)
            self.new.append(("unit", self.units[key].pk))
        return self.units[key]

    def _group(self, name: str) -> Group:
        if not name:
            return home_of(self.organisation).group
        key = sort_key(name[:200])
        if key not in self.groups:
            self.groups[key] = add_group(self.organisation, name=name[:200])
            self.new.append(("group", self.groups[key].pk))
        return self.groups[key]
