"""What happens to people, their doors and their organisations."""

from dataclasses import dataclass, field
from typing import ClassVar

from leadwright.history.facts import Fact, Json, Subject
from leadwright.people.models import Area, Group, Organisation, Unit, User


@dataclass(frozen=True, kw_only=True)
class UserFact(Fact):
    """Something happened to a user."""

    user: User

    def subject(self) -> Subject:
        return Subject(kind="user", id=self.user.pk, name=self.user.name)

    def organisations(self) -> tuple[int, ...]:
        return (self.user.organisation_id,)


@dataclass(frozen=True, kw_only=True)
class UserInvited(UserFact):
    """A user was added or invited again; the link is known only to the reaction that mails it."""

    name: ClassVar[str] = "user.invited"
    link: str = field(repr=False)

    def details(self) -> dict[str, Json]:
        return {"profile": self.user.profile.code, "unit": self.user.unit_id}


@dataclass(frozen=True, kw_only=True)
class UserAdopted(UserFact):
    """Somebody was brought in from elsewhere, as an owner who cannot sign in."""

    name: ClassVar[str] = "user.adopted"

    def details(self) -> dict[str, Json]:
        return {"profile": self.user.profile.code, "unit": self.user.unit_id}


@dataclass(frozen=True, kw_only=True)
class UserJoined(UserFact):
    """An invited user set a password."""

    name: ClassVar[str] = "user.joined"


@dataclass(frozen=True, kw_only=True)
class UserEdited(UserFact):
    """An administrator changed a user; the details hold old and new."""

    name: ClassVar[str] = "user.edited"
    changes: dict[str, Json]
    texts: dict[str, str] = field(default_factory=dict)

    def details(self) -> dict[str, Json]:
        return dict(self.changes)

    def values(self) -> dict[str, str]:
        return dict(self.texts)


@dataclass(frozen=True, kw_only=True)
class TermsAccepted(UserFact):
    """A user agreed to a version of the terms and conditions."""

    name: ClassVar[str] = "user.terms_accepted"
    version: int

    def details(self) -> dict[str, Json]:
        return {"version": self.version}


@dataclass(frozen=True, kw_only=True)
class TokenCreated(UserFact):
    """A user got a token for the API."""

    name: ClassVar[str] = "token.created"
    token_id: int

    def details(self) -> dict[str, Json]:
        return {"token": self.token_id}


@dataclass(frozen=True, kw_only=True)
class TokenRevoked(TokenCreated):
    """A token for the API was revoked."""

    name: ClassVar[str] = "token.revoked"


@dataclass(frozen=True, kw_only=True)
class OrganisationFact(Fact):
    """Something happened to an organisation."""

    organisation: Organisation

    def subject(self) -> Subject:
        return Subject(kind="organisation", id=self.organisation.pk, name=self.organisation.name)

    def organisations(self) -> tuple[int, ...]:
        return (self.organisation.pk,)


@dataclass(frozen=True, kw_only=True)
class OrganisationFounded(OrganisationFact):
    """An organisation was entered."""

    name: ClassVar[str] = "organisation.founded"


@dataclass(frozen=True, kw_only=True)
class PartnerAdded(OrganisationFact):
    """An organisation became a partner, to which a vendor can offer leads."""

    name: ClassVar[str] = "partner.added"
    vendor_id: int

    def organisations(self) -> tuple[int, ...]:
        return (self.vendor_id, self.organisation.pk)

    def details(self) -> dict[str, Json]:
        return {"vendor": self.vendor_id}


@dataclass(frozen=True, kw_only=True)
class GroupAdded(OrganisationFact):
    """An organisation got a further group."""

    name: ClassVar[str] = "group.added"
    group: Group

    def details(self) -> dict[str, Json]:
        return {"group": self.group.pk}

    def values(self) -> dict[str, str]:
        return {"name": self.group.name}


@dataclass(frozen=True, kw_only=True)
class UnitAdded(OrganisationFact):
    """A group of an organisation got a further unit."""

    name: ClassVar[str] = "unit.added"
    unit: Unit

    def details(self) -> dict[str, Json]:
        return {"unit": self.unit.pk, "group": self.unit.group_id}

    def values(self) -> dict[str, str]:
        return {"name": self.unit.name}


@dataclass(frozen=True, kw_only=True)
class ReceptionChanged(OrganisationFact):
    """Offers to the organisation as a whole go to another unit from now on; the details hold old and new."""

    name: ClassVar[str] = "organisation.reception_changed"
    before: int | None

    def details(self) -> dict[str, Json]:
        return {"unit": [self.before, self.organisation.reception_unit_id]}


@dataclass(frozen=True, kw_only=True)
class ProfileFact(OrganisationFact):
    """Something happened to a profile of an organisation's own."""

    profile_id: int
    profile_name: str

    def details(self) -> dict[str, Json]:
        return {"profile": self.profile_id}

    def values(self) -> dict[str, str]:
        return {"name": self.profile_name}


@dataclass(frozen=True, kw_only=True)
class ProfileCreated(ProfileFact):
    """An organisation copied a profile for itself."""

    name: ClassVar[str] = "profile.created"
    source: str

    def details(self) -> dict[str, Json]:
        return super().details() | {"source": self.source}


@dataclass(frozen=True, kw_only=True)
class ProfileChanged(ProfileFact):
    """A profile got another name or other permissions; the details hold the old and the new reach of each."""

    name: ClassVar[str] = "profile.changed"
    name_before: str
    changes: dict[str, Json]

    def details(self) -> dict[str, Json]:
        return super().details() | {"permissions": self.changes}

    def values(self) -> dict[str, str]:
        renamed = self.name_before != self.profile_name
        return super().values() | ({"name_from": self.name_before} if renamed else {})


@dataclass(frozen=True, kw_only=True)
class ProfileRemoved(ProfileFact):
    """An organisation removed a profile that nobody had any more."""

    name: ClassVar[str] = "profile.removed"


@dataclass(frozen=True, kw_only=True)
class CollaborationStarted(OrganisationFact):
    """The members of one group see from now on what another owns."""

    name: ClassVar[str] = "collaboration.started"
    host: Group
    guest: Group

    def details(self) -> dict[str, Json]:
        return {"host": self.host.pk, "guest": self.guest.pk}

    def values(self) -> dict[str, str]:
        return {"host": self.host.name, "guest": self.guest.name}


@dataclass(frozen=True, kw_only=True)
class AreaAdded(OrganisationFact):
    """An area on the map belongs to a group from now on."""

    name: ClassVar[str] = "area.added"
    area: Area

    def details(self) -> dict[str, Json]:
        bounds = ("country", "region", "city", "postcode_from", "postcode_to")
        told: dict[str, Json] = {name: value for name in bounds if (value := getattr(self.area, name))}
        return {"area": self.area.pk, "group": self.area.group_id, **told}

    def values(self) -> dict[str, str]:
        return {"area": self.area.name, "group": self.area.group.name}


@dataclass(frozen=True, kw_only=True)
class AreaRemoved(AreaAdded):
    """An area on the map belongs to nobody any more."""

    name: ClassVar[str] = "area.removed"


@dataclass(frozen=True, kw_only=True)
class CollaborationEnded(CollaborationStarted):
    """The members of one group no longer see what another owns."""

    name: ClassVar[str] = "collaboration.ended"
