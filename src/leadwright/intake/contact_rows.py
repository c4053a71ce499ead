"""From the values of a line to the company and the person that it names; what is of neither is handed back. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from leadwright.contacts.drafts import Channels, ContactDraft
from leadwright.contacts.models import Kind
from leadwright.contacts.reaching import extension_label
from leadwright.intake.cells import Values
from leadwright.intake.contact_fields import ADDRESS, CONSENTS, EMAILS, LABELS, PHONES, REFUSALS, REMARKED
from leadwright.intake.mapping import FieldSource
from leadwright.values.phones import PhoneNumber

# What says something of a contact that is not named only together with another one that is.
SHARED = (*EMAILS, *PHONES, *LABELS.values(), *ADDRESS, "language")
OF_A_NAME = ("name", "given_name", "family_name", *EMAILS)
WORKED_OUT = frozenset(("key", "name", "role", *CONSENTS, *EMAILS, *PHONES, *LABELS.values()))
OTHER = {Kind.COMPANY: Kind.PERSON, Kind.PERSON: Kind.COMPANY}


@dataclass
class NamedContacts:
    """The company and the person of a line, and the fields of those whom it does not name."""

    said: dict[Kind, Values]
    left_over: list[str] = field(default_factory=list)

    def has(self, kind: Kind) -> bool:
        """Tell whether the line names such a contact."""
        return any(self.said[kind].get(name) for name in OF_A_NAME)


def contacts_in(values: Values, place: str = "") -> NamedContacts:
    """Return what a line says of a company and of a person, or of the second ones.

    An address, a number, a place, a language or a refusal of one who is not named is taken for that of the other.
    """
    named = NamedContacts({kind: _part(values, kind, place) for kind in Kind})
    unnamed = [kind for kind in Kind if not named.has(kind)]
    for kind in unnamed:
        said, other = named.said[kind], OTHER[kind]
        for name in list(said):
            if other in unnamed or not _is_taken(named.said[other], name, said[name]):
                named.left_over.append(f"{kind.value}{place}.{name}")
        said.clear()
    return named


def _part(values: Values, kind: Kind, place: str) -> Values:
    prefix = f"{kind.value}{place}."
    return {name[len(prefix) :]: value for name, value in values.items() if name.startswith(prefix)}


def _is_taken(said: Values, name: str, value: Any) -> bool:
    """Give a value to a contact that has none there; tells whether it has it now. A no is never outvoted."""
    if name in REFUSALS:
        said[name] = bool(said.get(name)) or value
    elif name == "opt_out":
        said[name] = (*said.get(name, ()), *value)
    else:
        return name in SHARED and said.setdefault(name, value) == value
    return True


def field_of(kind: Kind, name: str, place: str = "") -> str:
    """Return by what a mapping calls a part of a draft: of its company it names the name."""
    return f"{Kind.COMPANY.value}{place}.name" if name == "company" else f"{kind.value}{place}.{name}"


def draft_in(
    kind: Kind, said: Values, columns: "ColumnNames", *, place: str = "", company: str = ""
) -> ContactDraft:
    """Return the draft of a contact that a line names, without its key here."""
    called = columns.of(f"{kind.value}{place}.")
    parts = f"{said.get('given_name', '')} {said.get('family_name', '')}".strip()
    emails = _emails(said)
    rest = tuple((called.get(name, name), str(said[name])) for name in REMARKED[kind] if name in said)
    plain = {name: said[name] for name in said if name not in WORKED_OUT and name not in REMARKED[kind]}
    return ContactDraft(
        key="",
        kind=kind,
        name=(said.get("name") or parts or emails[0][0])[:200],
        company=company,
        emails=emails,
        phones=_phones(said),
        rest=rest,
        called=called,
        **plain,
    )


class ColumnNames:
    """What a file calls the fields of those whom it names; said once for all its lines."""

    def __init__(self, sources: Mapping[str, FieldSource]) -> None:
        self.sources = sources
        self._known: dict[str, dict[str, str]] = {}

    def of(self, prefix: str) -> dict[str, str]:
        """Return the columns by the fields that begin so, without the beginning."""
        if prefix not in self._known:
            names = [name[len(prefix) :] for name in self.sources if name.startswith(prefix)]
            self._known[prefix] = columns_called(self.sources, prefix, names)
        return self._known[prefix]


def columns_called(sources: Mapping[str, FieldSource], prefix: str, names: Iterable[str]) -> dict[str, str]:
    """Return what a file calls the fields that are read from its columns."""
    pairs = ((name, sources.get(f"{prefix}{name}")) for name in names)
    return {name: source.payload for name, source in pairs if source and source.columns}


def _emails(said: Values) -> Channels:
    return _each_once((said[name], said.get(LABELS[name], "")) for name in EMAILS if name in said)


def _phones(said: Values) -> Channels:
    rows = ((name, phone) for name in PHONES for phone in said.get(name, ()))
    return _each_once((phone.number, _label(said, name, phone)) for name, phone in rows)


def _each_once(rows: Iterable[tuple[str, str]]) -> Channels:
    data: dict[str, tuple[str, str]] = {}
    for value, label in rows:
        data.setdefault(value.lower(), (value, label))
    return tuple(data.values())


def _label(said: Values, name: str, phone: PhoneNumber) -> str:
    usual = _("Mobile") if name == "mobile" else ""
    return ", ".join(filter(None, (said.get(LABELS[name], usual), extension_label(phone.extension))))
