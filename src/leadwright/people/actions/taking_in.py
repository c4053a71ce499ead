"""Take in rows of users, many at once: nobody is written to, and nobody signs in until somebody invites him."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from leadwright.foundation.copying import copy, reserve
from leadwright.foundation.refusals import Refused
from leadwright.foundation.taking_in import Taken, Thing, Verdict, refused
from leadwright.foundation.text import sort_key, trimmed
from leadwright.history.facts import Party
from leadwright.history.record import record_each
from leadwright.people.actions.admins import locked_home
from leadwright.people.actions.users import UNUSABLE, odd_looks
from leadwright.people.facts import UserAdopted
from leadwright.people.giving import refuse_ungivable
from leadwright.people.identity import fault_in_address, fault_in_name, look
from leadwright.people.models import HeldProfile, Organisation, Profile, Unit, User

USER = "user"
# Who has an address in another company is nothing that somebody here is told.
NOT_HERE = gettext_noop("this address cannot be brought in; invite its user on the page of users")


@dataclass(frozen=True, kw_only=True)
class UserRow:
    """A user as another system has him; his unit goes by its name, his profiles by their codes or names."""

    number: int
    email: str = ""
    name: str = ""
    unit: str = ""
    group: str = ""
    profiles: tuple[str, ...] = ()
    phone: str = ""
    language: str = ""


@transaction.atomic
def take_in(
    rows: Sequence[UserRow], *, organisation: Organisation, by: User | Party, at: datetime
) -> list[Taken]:
    """Enter the users that a company has not got; those it has, by address, stay as they are.

    Whoever may not add users is refused each row with the reason.
    """
    try:
        home = locked_home(by) if isinstance(by, User) else organisation
    except Refused as no:
        return [refused(row.number, no.sentence) for row in rows]
    house = _House(home, by if isinstance(by, User) else None, [row.email.lower() for row in rows])
    verdicts = [house.verdict(row, at) for row in rows]
    house.store(by=by.party() if isinstance(by, User) else by, at=at)
    return [
        _made(row, item) if isinstance(item, User) else item for row, item in zip(rows, verdicts, strict=True)
    ]


def _made(row: UserRow, user: User) -> Taken:
    thing = Thing(kind=USER, id=user.pk)
    return Taken(number=row.number, verdict=Verdict.MADE, about=thing, made=(thing,))


class _House:
    """The units and users of a company, and the profiles that somebody may give, read once."""

    def __init__(self, home: Organisation, giver: User | None, addresses: list[str]) -> None:
        self.home, self.giver = home, giver
        users = User.objects.get_queryset().filter(email__in=addresses).select_related("unit__group")
        self.users = {user.email: user for user in users}
        self.units: dict[str, list[Unit]] = {}
        for unit in Unit.objects.filter(group__organisation=home).select_related("group"):
            self.units.setdefault(sort_key(unit.name), []).append(unit)
        self.profiles: dict[str, Profile] = {}
        for profile in Profile.objects.of_company(home.pk).order_by("-pk"):
            self.profiles |= dict.fromkeys((sort_key(profile.name), profile.code.lower()), profile)
        self.receiving = home.receiving_unit()
        self.looks = odd_looks()
        self.new: list[User] = []

    def verdict(self, row: UserRow, at: datetime) -> Taken | User:
        """Return what becomes of a row, or the user that it makes, who is stored with all others."""
        known = self.users.get(row.email.lower())
        if known is not None:
            return self._known(row, known)
        if fault := next(self._faults(row), ""):
            return refused(row.number, fault)
        user = self._entered(row, at)
        try:
            if self.giver is not None:
                refuse_ungivable(user.held, by=self.giver)
        except Refused as no:
            return refused(row.number, no.sentence)
        self.users[user.email] = user
        self.new.append(user)
        return user

    def _known(self, row: UserRow, user: User) -> Taken:
        if user.organisation_id != self.home.pk:
            return refused(row.number, _(NOT_HERE))
        if user in self.new:
            return refused(row.number, _("another line has this address"))
        said = (("name", row.name, user.name), ("unit", row.unit, user.unit.name))
        differs = tuple(name for name, text, own in said if text and sort_key(text) != sort_key(own))
        verdict = Verdict.CHANGED if differs else Verdict.KNOWN
        return Taken(number=row.number, verdict=verdict, about=Thing(kind=USER, id=user.pk), differs=differs)

    def _faults(self, row: UserRow) -> Iterator[str]:
        yield from filter(
            None, (fault_in_address(row.email) if row.email else _("it has no e-mail address"),)
        )
        if not trimmed(row.name):
            yield _("it has no name")
        yield from filter(None, (fault_in_name(row.name),))
        if len(self._units(row)) != 1:
            yield _("there is no single unit “{unit}” in the company").format(unit=row.unit or row.group)
        if not row.profiles:
            yield _("it names no profile")
        strange = [word for word in row.profiles if sort_key(word) not in self.profiles]
        if strange:
            yield _("there is no profile “{profile}” in the company").format(profile=strange[0])
        if row.language and row.language.split("-")[0] not in dict(settings.LANGUAGES):
            yield _("nobody speaks “{language}” here").format(language=row.language)
        if look(row.email.lower()) in self.looks:
            yield _(NOT_HERE)

    def _units(self, row: UserRow) -> list[Unit]:
        """Return the units that a row can mean: of its group, where it names one."""
        if not row.unit and not row.group:
            return [self.receiving] if self.receiving else []
        rows = self.units.get(sort_key(row.unit or row.group), [])
        if not row.group or not row.unit:
            return rows
        return [unit for unit in rows if sort_key(unit.group.name) == sort_key(row.group)]

    def _entered(self, row: UserRow, at: datetime) -> User:
        user = User(
            email=row.email.lower(),
            name=trimmed(row.name),
            unit=self._units(row)[0],
            organisation=self.home,
            language=row.language.split("-")[0] or settings.LANGUAGE_CODE,
            time_zone=self.home.time_zone,
            phone=row.phone,
            date_joined=at,
            password=UNUSABLE,
        )
        rows = {profile.pk: profile for profile in (self.profiles[sort_key(word)] for word in row.profiles)}
        user.held = tuple(rows[pk] for pk in sorted(rows))
        return user

    def store(self, *, by: Party, at: datetime) -> None:
        """Store the new users with their profiles, each with one entry of history."""
        for user, pk in zip(self.new, reserve(User, len(self.new)), strict=True):
            user.pk = pk
        copy(User, self.new)
        copy(HeldProfile, (HeldProfile(user=user, profile=row) for user in self.new for row in user.held))
        record_each(UserAdopted(user=user, by=by, at=at) for user in self.new)
