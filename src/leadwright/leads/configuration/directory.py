"""The names of groups, units, users and profiles in a configuration, and the rows that they mean."""

from collections.abc import Iterable
from functools import cached_property

from leadwright.diagrams.fetching import offered_codes
from leadwright.leads.configuration.blueprint import Audience, Blueprint, People
from leadwright.leads.models import LeadType, OpportunityKind, Transition
from leadwright.people.models import Group, Profile, Unit, User

Names = dict[int, str]


class Directory:
    """Reads names and ids of everybody once; of users only those whom a configuration names."""

    def __init__(
        self,
        *,
        ids: Iterable[int] = (),
        addresses: Iterable[str] = (),
        processes: frozenset[str] | None = None,
    ) -> None:
        self._ids, self._addresses, self._processes = set(ids), set(addresses), processes

    @classmethod
    def for_blueprint(cls, blueprint: Blueprint) -> "Directory":
        """Return a directory that knows the users whom a configuration names."""
        arrows = [arrow for kind in blueprint.types for arrow in kind.transitions]
        addresses = {user for arrow in arrows for user in arrow.audience.users}
        return cls(addresses=addresses, processes=blueprint.processes)

    @cached_property
    def groups(self) -> Names:
        """Groups as "Organisation / Group"."""
        rows = Group.objects.order_by("-pk").values_list("pk", "organisation__name", "name")
        return {pk: f"{home} / {name}" for pk, home, name in rows}

    @cached_property
    def units(self) -> Names:
        """Units as "Organisation / Group / Unit"."""
        rows = Unit.objects.order_by("-pk").values_list("pk", "group_id", "name")
        return {pk: f"{self.groups[group]} / {name}" for pk, group, name in rows}

    @cached_property
    def profiles(self) -> Names:
        """Profiles by their codes."""
        return dict(Profile.objects.values_list("pk", "code"))

    @cached_property
    def people(self) -> list[User]:
        """The users who are named."""
        named = User.objects.get_queryset().filter(pk__in=self._ids)
        rows = named | User.objects.get_queryset().filter(email__in=self._addresses)
        return list(rows.with_profiles())

    @cached_property
    def users(self) -> Names:
        """Users by their addresses."""
        return {user.pk: user.email for user in self.people}

    def known(self) -> People:
        """Return who can be named."""
        users = {
            user.email: (self.units[user.unit_id], frozenset(profile.code for profile in user.held))
            for user in self.people
        }
        return People(
            groups=frozenset(self.groups.values()),
            units=frozenset(self.units.values()),
            users=users,
            profiles=frozenset(self.profiles.values()),
            processes=_gone_by() | (offered_codes() if self._processes is None else self._processes),
        )

    def audience(self, row: Transition) -> Audience:
        """Return whom a transition is open to, by name; who is gone is told by number."""
        return Audience(
            groups=_named(self.groups, row.groups),
            units=_named(self.units, row.units),
            users=_named(self.users, row.users),
            profiles=_named(self.profiles, row.profiles),
        )

    def audience_of_type(self, row: LeadType) -> Audience:
        """Return the groups and units that a lead type is open to."""
        return Audience(groups=_named(self.groups, row.groups), units=_named(self.units, row.units))

    def ids_of_type(self, audience: Audience) -> dict[str, list[int]]:
        """Return the groups and units that the audience of a lead type means."""
        return {"groups": _ids(self.groups, audience.groups), "units": _ids(self.units, audience.units)}

    def ids(self, audience: Audience) -> dict[str, list[int]]:
        """Return the rows that an audience means, by kind."""
        return {
            "groups": _ids(self.groups, audience.groups),
            "units": _ids(self.units, audience.units),
            "users": _ids(self.users, audience.users),
            "profiles": _ids(self.profiles, audience.profiles),
        }

    def payload(self, audience: Audience) -> dict[str, list[int]]:
        """Return an audience as numbers; a name that means nobody any more is left out."""
        kinds = {"groups": self.groups, "units": self.units, "users": self.users, "profiles": self.profiles}
        return {
            kind: sorted(pk for pk, name in names.items() if name in getattr(audience, kind))
            for kind, names in kinds.items()
        }


def _gone_by() -> frozenset[str]:
    """Return the processes of the kinds that are offered: one that is retired later is not held against them."""
    kinds = OpportunityKind.objects.filter(is_retired=False).exclude(diagram="")
    return frozenset(kinds.values_list("diagram", flat=True))


def _named(names: Names, ids: Iterable[int]) -> frozenset[str]:
    return frozenset(names.get(pk, f"#{pk}") for pk in ids)


def _ids(names: Names, wanted: frozenset[str]) -> list[int]:
    data = {name: pk for pk, name in names.items()}
    return sorted(data[name] for name in wanted)
