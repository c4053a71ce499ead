"""Two contacts side by side, and the mergers that can still be undone."""

from dataclasses import dataclass
from typing import Any

from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leadwright.contacts.actions.merging import CHOICES, last_merger, why_not
from leadwright.contacts.models import Contact, Kind
from leadwright.contacts.questions import ties_of
from leadwright.foundation.formats import locale_of
from leadwright.foundation.money import country_name
from leadwright.foundation.naming import field_in_words

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
    lines = [
        Line(name=name, label=_label(name), mine=_told(mine, name), theirs=_told(theirs, name))
        for name in FIELDS
    ]
    return sorted((line for line in lines if line.mine or line.theirs), key=lambda line: not line.is_asked)


def _label(name: str) -> str:
    words = field_in_words(name)
    return words[:1].upper() + words[1:]


def _told(contact: Contact, name: str) -> str:
    value: Any = getattr(contact, name)
    if value in (None, ""):
        return ""
    if name == "country":
        return country_name(str(value), locale_of(get_language() or "en"))
    return formats.date_format(value, "DATE_FORMAT") if name == "birth_date" else str(value)


def mergers_of(contact: Contact) -> list[Undoable]:
    """Return the latest merger of a contact when nothing depends on it yet."""
    merger = last_merger(contact)
    if merger is None or why_not(merger, contact, ties=ties_of((contact.pk,))):
        return []
    name = merger.merged.name or _("a contact")
    told = _("{name} (number {number}) was merged into this contact on {day}.")
    day = formats.date_format(merger.at, "DATE_FORMAT")
    return [Undoable(id=merger.merged_id, words=told.format(name=name, number=merger.merged_id, day=day))]


def kinds_agree(mine: Contact, theirs: Contact) -> bool:
    """Tell whether both are people, or both companies."""
    return Kind(mine.kind) == Kind(theirs.kind)
