"""Contacts as other systems have them, and what a contact here keeps of each: what has no place becomes a remark."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from leadwright.contacts.fields import EARLIEST, LONGEST_REMARK
from leadwright.contacts.models import ContactGroup, Kind
from leadwright.contacts.national import HIDDEN, is_of_a_person
from leadwright.contacts.reaching import LONGEST_LABEL, MOST
from leadwright.contacts.titles import title_named
from leadwright.foundation.naming import field_label

Channels = tuple[tuple[str, str], ...]
NUMBERS = ("vat_number", "register_number")
BRAND_ONLY = ("segment", "fleet_code")


def key_elsewhere(kind: Kind, given: str, source: str) -> str:
    """Return the key of a contact that a system has under one of its own: those of two systems never meet."""
    return f"{kind.value}@{source.replace('#', ' ')}#{given}" if source else f"{kind.value}#{given}"


def without_source(key: str) -> str:
    """Return the key by which contacts were known that came before their systems were told apart."""
    kind, at, rest = key.partition("@")
    return f"{kind}#{rest.partition('#')[2]}" if at and kind in Kind.values and "#" in rest else key


@dataclass(frozen=True, kw_only=True, slots=True)
class ContactDraft:
    """A contact as another system has it; the key tells it from all others of the organisation.

    Channels come with their labels, each once, the main one first. A title and groups are codes, or names in any
    language. `rest` is what a contact has no field for, by the name that it has there; `called` says what the other
    system calls fields.
    """

    key: str
    kind: Kind
    name: str
    title: str = ""
    given_name: str = ""
    family_name: str = ""
    job_title: str = ""
    birth_date: date | None = None
    emails: Channels = ()
    phones: Channels = ()
    street: str = ""
    street_extra: str = ""
    postcode: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    vat_number: str = ""
    register_number: str = ""
    language: str = ""
    segment: str = ""
    fleet_code: str = ""
    groups: tuple[str, ...] = ()
    remarks: str = ""
    company: str = ""
    own_fields: dict[str, Any] = field(default_factory=dict)
    rest: tuple[tuple[str, str], ...] = ()
    called: Mapping[str, str] = field(default_factory=dict)

    @property
    def addresses(self) -> tuple[str, ...]:
        """All e-mail addresses, the main one first."""
        return tuple(address for address, _label in self.emails)

    @property
    def numbers(self) -> tuple[str, ...]:
        """All numbers, the main one first."""
        return tuple(number for number, _label in self.phones)


@dataclass(frozen=True, kw_only=True)
class Settled:
    """A draft of which each field can be kept, with the groups that it is put in."""

    draft: ContactDraft
    groups: tuple[ContactGroup, ...]


class Settling:
    """Finds the place of what drafts say, with the lists of the organisation read once."""

    def __init__(self, at: datetime) -> None:
        self.today = at.date()
        self.groups: dict[str, ContactGroup] = {}
        for row in ContactGroup.objects.filter(is_retired=False).order_by("-position", "-pk"):
            names = (*(str(label) for label in row.labels.values()), row.code)
            self.groups |= {name.casefold(): row for name in names}

    def settled(self, draft: ContactDraft) -> Settled:
        """Return a draft as it is kept; what it says beside that stands in its remarks, under its name."""
        known = [self.groups[word.casefold()] for word in draft.groups if word.casefold() in self.groups]
        groups = tuple({row.pk: row for row in known}.values())
        kept: dict[str, Any] = {
            "title": title_named(draft.title) if draft.kind == Kind.PERSON else "",
            "birth_date": self._born(draft),
            "emails": _labelled(draft.emails[:MOST]),
            "phones": _labelled(draft.phones[:MOST]),
            "register_number": draft.register_number if draft.kind == Kind.COMPANY else "",
        }
        if not any(row.is_brand for row in groups):
            kept |= dict.fromkeys(BRAND_ONLY, "")
        kept |= {name: "" for name in NUMBERS if _is_of_a_person(draft, name)}
        rows = [*draft.rest, *_left_out(draft, kept), *self._unknown(draft)]
        remarks = _remarks(draft.remarks, [f"{name}: {text}" for name, text in dict.fromkeys(rows)])
        return Settled(draft=replace(draft, remarks=remarks, **kept), groups=groups)

    def _born(self, draft: ContactDraft) -> date | None:
        born = draft.birth_date if draft.kind == Kind.PERSON else None
        return born if born is not None and EARLIEST <= born <= self.today else None

    def _unknown(self, draft: ContactDraft) -> Iterator[tuple[str, str]]:
        strange = [word for word in draft.groups if word.casefold() not in self.groups]
        if strange:
            yield _name(draft, "groups"), ", ".join(strange)


def _is_of_a_person(draft: ContactDraft, name: str) -> bool:
    """Tell whether what stands for a number of a company is the national number of a person: nobody may keep it so."""
    return is_of_a_person(str(getattr(draft, name)), country=draft.country)


def _left_out(draft: ContactDraft, kept: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Return what a draft says and is not kept in a field of its own; of a national number only that it was."""
    for name, value in kept.items():
        said = getattr(draft, name)
        if name in ("emails", "phones"):
            yield from ((_name(draft, name[:-1]), text) for text, _label in said[MOST:])
        elif said and not value:
            is_secret = name in NUMBERS and _is_of_a_person(draft, name)
            text = said.isoformat() if isinstance(said, date) else str(said)
            yield _name(draft, name), HIDDEN if is_secret else text


def _name(draft: ContactDraft, name: str) -> str:
    return draft.called.get(name) or field_label(name)


def _labelled(rows: Channels) -> Channels:
    return tuple((value, label[:LONGEST_LABEL]) for value, label in rows)


def _remarks(before: str, notes: list[str]) -> str:
    """Return what was remarked, after what has no place; a text that is too long says how long it was."""
    text = "\n".join(filter(None, (before, *notes)))
    if len(text) <= LONGEST_REMARK:
        return text
    words = _("… (shortened: the file has {number} characters)").format(number=len(text))
    return "\n".join((*notes, before))[: LONGEST_REMARK - len(words)] + words
