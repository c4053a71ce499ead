"""Two contacts side by side, and the mergers that can still be undone."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leadwright.contacts.actions.merging import CHOICES, last_merger, why_not
from leadwright.contacts.channels import phone_in_words
from leadwright.contacts.models import Contact, Kind
from leadwright.contacts.questions import ties_of
from leadwright.contacts.titles import title_in_words
from leadwright.foundation.formats import day as written_day
from leadwright.foundation.formats import locale_of
from leadwright.foundation.money import country_name

FIELDS = (*CHOICES, "email", "phone")


@dataclass(frozen=True, kw_only=True)
class Line:
    """One field of two contacts: what each has, and whether they differ."""

    name: str
    label: str
    mine: str
    theirs: str

    @property
    def is_asked(self) -> bool:
        """Tell whether there is something to choose."""
        return bool(self.mine and self.theirs and self.mine != self.theirs)


@dataclass(frozen=True, kw_only=True)
class Undoable:
    """A merger that can be undone, in words."""

    id: int
    words: str


def side_by_side(mine: Contact, theirs: Contact) -> list[Line]:
    """Return the fields that at least one of the two has, those that differ first."""
    labels = _labels()
    lines = [
        Line(name=name, label=labels[name], mine=_in_words(mine, name), theirs=_in_words(theirs, name))
        for name in FIELDS
    ]
    return sorted((line for line in lines if line.mine or line.theirs), key=lambda line: not line.is_asked)


def _labels() -> dict[str, str]:
    return {
        "title": _("Title"),
        "name": _("Name"),
        "given_name": _("Given name"),
        "family_name": _("Family name"),
        "street": _("Street and number"),
        "street_extra": _("Second line"),
        "postcode": _("Postcode"),
        "city": _("City"),
        "region": _("Region"),
        "country": _("Country"),
        "vat_number": _("VAT number"),
        "vat_rate": _("VAT percentage"),
        "register_number": _("Register number"),
        "company": _("Company"),
        "job_title": _("Function"),
        "birth_date": _("Date of birth"),
        "segment": _("Segment"),
        "fleet_code": _("Fleet code"),
        "remarks": _("Remarks"),
        "language": _("Preferred language"),
        "access_group": _("Access group"),
        "email": _("Main e-mail"),
        "phone": _("Main phone"),
    }


def _in_words(contact: Contact, name: str) -> str:
    value: Any = getattr(contact, name)
    if value in (None, ""):
        return ""
    locale = locale_of(get_language() or "en")
    words: dict[str, Callable[[], str]] = {
        "country": lambda: country_name(str(value), locale),
        "birth_date": lambda: written_day(value, locale, timezone.get_current_timezone()),
        "title": lambda: title_in_words(value),
        "phone": lambda: phone_in_words(value),
    }
    return words[name]() if name in words else str(value)


def mergers_of(contact: Contact) -> list[Undoable]:
    """Return the latest merger of a contact when nothing depends on it yet."""
    merger = last_merger(contact)
    if merger is None or why_not(merger, contact, ties=ties_of((contact.pk,))):
        return []
    name = merger.merged.name or _("a contact")
    text = _("{name} (number {number}) was merged into this contact on {day}.")
    day = written_day(merger.at, locale_of(get_language() or "en"), timezone.get_current_timezone())
    return [Undoable(id=merger.merged_id, words=text.format(name=name, number=merger.merged_id, day=day))]


def kinds_agree(mine: Contact, theirs: Contact) -> bool:
    """Tell whether both are people, or both companies."""
    return Kind(mine.kind) == Kind(theirs.kind)
