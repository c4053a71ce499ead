"""What happens between groups: who collaborates with whom, and whose an area on the map is."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from leadwright.foundation import local
from leadwright.history.facts import Json
from leadwright.history.lines import Change, Names, ReadableEntry, Tone
from leadwright.people.facts.organisations import OrganisationFact, stated
from leadwright.people.models import Area, Group


@dataclass(frozen=True, kw_only=True)
class CollaborationStarted(OrganisationFact):
    """The members of one group see from now on what another owns."""

    name: ClassVar[str] = "collaboration.started"
    icon = "people"
    tone: ClassVar[Tone] = "good"
    title = _("Collaboration started")
    host: Group
    guest: Group

    def details(self) -> dict[str, Json]:
        return {"host": self.host.pk, "guest": self.guest.pk}

    def values(self) -> dict[str, str]:
        return {"host": self.host.name, "guest": self.guest.name}

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        del names
        for name in ("host", "guest"):
            yield from stated(name, entry.texts.get(name, ""))


@dataclass(frozen=True, kw_only=True)
class AreaAdded(OrganisationFact):
    """An area on the map belongs to a group from now on."""

    name: ClassVar[str] = "area.added"
    icon = "globe"
    title = _("Area added")
    area: Area

    def details(self) -> dict[str, Json]:
        bounds = ("country", "region", "city", "postcode_from", "postcode_to")
        place: dict[str, Json] = {name: value for name in bounds if (value := getattr(self.area, name))}
        return {"area": self.area.pk, "group": self.area.group_id, **place}

    def values(self) -> dict[str, str]:
        return {"area": self.area.name, "group": self.area.group.name}

    @classmethod
    def changes_in(cls, entry: ReadableEntry, names: Names) -> Iterable[Change]:
        del names
        details, texts = entry.details, entry.texts
        yield from stated("name", texts.get("area", ""))
        yield from stated("group", texts.get("group", ""))
        yield from stated("country", local.country(details.get("country", "")))
        for name in ("region", "city", "postcode_from", "postcode_to"):
            yield from stated(name, details.get(name, ""))


@dataclass(frozen=True, kw_only=True)
class AreaRemoved(AreaAdded):
    """An area on the map belongs to nobody any more."""

    name: ClassVar[str] = "area.removed"
    icon = "globe"
    tone = "warn"
    title = _("Area removed")


@dataclass(frozen=True, kw_only=True)
class CollaborationEnded(CollaborationStarted):
    """The members of one group no longer see what another owns."""

    name: ClassVar[str] = "collaboration.ended"
    icon = "people"
    tone = "warn"
    title = _("Collaboration ended")
