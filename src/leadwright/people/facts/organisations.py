"""What happens to organisations and their parts: groups, units, roles, areas."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from leadwright.foundation import local
from leadwright.foundation.naming import field_label
from leadwright.history.facts import Fact, Json, Subject
from leadwright.history.lines import Change, Names, ReadableEntry
from leadwright.people.models import Group, Organisation, Unit
from leadwright.people.reach import RIGHTS, Reach, reach_in_words


def stated(name: str, text: str) -> Iterable[Change]:
    """Say what something is since then, if it is anything."""
    if text:
        yield Change(field=name, label=field_label(name), after=text)


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
    icon = "plus"
    title = _("Company entered")


@dataclass(frozen=True, kw_only=True)
class PartnerAdded(OrganisationFact):
    """An organisation became a partner, to which a vendor can offer leads."""

    name: ClassVar[str] = "partner.added"
    icon = "plus"
    tone = "good"
    title = _("Partner added")
    vendor_id: int

    def organisations(self) -> tuple[int, ...]:
        return (self.vendor_id, self.organisation.pk)

    def details(self) -> dict[str, Json]:
        return {"vendor": self.vendor_id}

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        vendor = names.label("organisation", entry.details.get("vendor"))
        yield Change(field="vendor", label=str(_("Vendor")), after=vendor)


@dataclass(frozen=True, kw_only=True)
class GroupAdded(OrganisationFact):
    """An organisation got a further group."""

    name: ClassVar[str] = "group.added"
    icon = "plus"
    title = _("Group added")
    group: Group

    def details(self) -> dict[str, Json]:
        return {"group": self.group.pk}

    def values(self) -> dict[str, str]:
        return {"name": self.group.name}

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        del names
        return stated("name", entry.texts.get("name", ""))


@dataclass(frozen=True, kw_only=True)
class UnitAdded(OrganisationFact):
    """A group of an organisation got a further unit."""

    name: ClassVar[str] = "unit.added"
    icon = "plus"
    title = _("Unit added")
    unit: Unit

    def details(self) -> dict[str, Json]:
        return {"unit": self.unit.pk, "group": self.unit.group_id}

    def values(self) -> dict[str, str]:
        return {"name": self.unit.name}

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        yield from stated("name", entry.texts.get("name", ""))
        yield from stated("group", names.label("group", entry.details.get("group")))


@dataclass(frozen=True, kw_only=True)
class ReceptionChanged(OrganisationFact):
    """Offers to the organisation as a whole go to another unit from now on; the details hold old and new."""

    name: ClassVar[str] = "organisation.reception_changed"
    icon = "swap"
    title = _("Offers to the company go to another unit")
    before: int | None

    def details(self) -> dict[str, Json]:
        return {"unit": [self.before, self.organisation.reception_unit_id]}

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        before, after = (names.label("unit", key) for key in entry.details.get("unit", (None, None)))
        yield Change(field="unit", label=field_label("unit"), before=before, after=after)


@dataclass(frozen=True, kw_only=True)
class BrandChanged(OrganisationFact):
    """An organisation calls its brand otherwise; the texts hold old and new."""

    name: ClassVar[str] = "organisation.brand_changed"
    icon = "edit"
    title = _("Brand name changed")
    before: str

    def values(self) -> dict[str, str]:
        names = {"brand_name_from": self.before, "brand_name_to": self.organisation.brand_name}
        return {name: text for name, text in names.items() if text}

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        del names
        before, after = (entry.texts.get(f"brand_name_{end}", "") for end in ("from", "to"))
        yield Change(field="brand_name", label=field_label("brand_name"), before=before, after=after)


@dataclass(frozen=True, kw_only=True)
class SecondFactorRequired(OrganisationFact):
    """An organisation says anew who must have a second factor; the details hold old and new."""

    name: ClassVar[str] = "organisation.second_factor_required"
    icon = "shield"
    title = _("Who needs a second factor was changed")
    everybody_before: bool
    profiles_before: list[str]

    def details(self) -> dict[str, Json]:
        home = self.organisation
        return {
            "everybody": [self.everybody_before, home.second_factor_for_all],
            "profiles": [self.profiles_before, home.second_factor_profiles],
        }

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        before, after = entry.details.get("everybody", (None, None))
        if before != after:
            said = [local.yes_or_no(bool(value)) for value in (before, after)]
            yield Change(field="everybody", label=str(_("Everybody")), before=said[0], after=said[1])
        old, new = entry.details.get("profiles", ([], []))
        if old != new:
            said = [", ".join(names.label("profile", code) for code in codes) for codes in (old, new)]
            yield Change(field="profiles", label=str(_("Roles")), before=said[0], after=said[1])


@dataclass(frozen=True, kw_only=True)
class AnswersByMailSwitched(OrganisationFact):
    """An organisation says whether its people answer offers by a link in the mail."""

    name: ClassVar[str] = "organisation.answers_by_mail_switched"
    icon = "mailbox"
    title = _("Answering offers from the mail was switched")

    def details(self) -> dict[str, Json]:
        return {"allowed": self.organisation.answers_by_mail}

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        del names
        said = local.yes_or_no(bool(entry.details.get("allowed")))
        yield Change(field="allowed", label=str(_("Allowed")), after=said)


@dataclass(frozen=True, kw_only=True)
class ProfileFact(OrganisationFact):
    """Something happened to a profile of an organisation's own."""

    profile_id: int
    profile_name: str

    def details(self) -> dict[str, Json]:
        return {"profile": self.profile_id}

    def values(self) -> dict[str, str]:
        return {"name": self.profile_name}

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        del names
        before, after = entry.texts.get("name_from", ""), entry.texts.get("name", "")
        yield Change(field="name", label=field_label("name"), before=before, after=after)


@dataclass(frozen=True, kw_only=True)
class ProfileCreated(ProfileFact):
    """An organisation copied a profile for itself."""

    name: ClassVar[str] = "profile.created"
    icon = "plus"
    title = _("Role created")
    source: str

    def details(self) -> dict[str, Json]:
        return super().details() | {"source": self.source}


@dataclass(frozen=True, kw_only=True)
class ProfileChanged(ProfileFact):
    """A profile got another name or other permissions; the details hold the old and the new reach of each."""

    name: ClassVar[str] = "profile.changed"
    icon = "edit"
    title = _("Role changed")
    name_before: str
    changes: dict[str, Json]

    def details(self) -> dict[str, Json]:
        return super().details() | {"permissions": self.changes}

    def values(self) -> dict[str, str]:
        renamed = self.name_before != self.profile_name
        return super().values() | ({"name_from": self.name_before} if renamed else {})

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        yield from super().changes_in(entry, names)
        for permission, reaches in entry.details.get("permissions", {}).items():
            before, after = (reach_in_words(permission, Reach(reach)) for reach in reaches)
            label = str(RIGHTS.get(permission, permission))
            yield Change(field=permission, label=label, before=before, after=after)


@dataclass(frozen=True, kw_only=True)
class ProfileRemoved(ProfileFact):
    """An organisation removed a profile that nobody had any more."""

    name: ClassVar[str] = "profile.removed"
    icon = "minus"
    tone = "warn"
    title = _("Role removed")
