"""What the properties of one card are of a contact, and what a contact has no field for. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from leadwright.contacts.vcard_properties import Property
from leadwright.values.texts import visible

_ESCAPED = re.compile(r"\\([\\,;:nN])")
_LINE_BREAK = re.compile("\r\n|\r")
_PIECE = re.compile(r"(\\.|;)", re.DOTALL)
# What stands behind a number besides its extension, such as where it is dialled from.
_EXCEPT_EXTENSION = re.compile(r";(?!ext=)[^;]*")
_TEL = re.compile(r"tel:", re.IGNORECASE)
# A line that is no property says something if it holds what no picture in letters (base64) does.
_SAYS = re.compile(r"[^A-Za-z0-9+/=\s]|\S\s+\S")
# The year that Apple writes where there is none, also where it does not say so.
NO_YEAR = "1604"
# How Apple writes the labels that it brings along: _$!<HomePage>!$_
_APPLE = re.compile(r"_\$!<(.*)>!\$_")
# What says nothing about the contact: what holds a card together, and what the program that wrote it keeps for itself.
PASSED_OVER = frozenset(
    (
        *("BEGIN", "END", "VERSION", "PRODID", "UID", "REV", "SOURCE", "NAME", "PROFILE", "CLASS", "MAILER"),
        *("CLIENTPIDMAP", "XML", "SORT-STRING", "TZ", "GEO", "LABEL", "AGENT", "MEMBER"),
        *("PHOTO", "LOGO", "SOUND", "KEY", "CALURI", "CALADRURI", "FBURL"),
    )
)
_OF_PROGRAMS = re.compile(
    "X-(?:AB(?!RELATEDNAMES|DATE)|ADDRESSBOOKSERVER|ACTIVITY-ALIAS|APPLE|EVOLUTION-FILE-AS|IMAGE|MOZILLA-HTML|MS-OL-"
    "|MS-CARDPICTURE|PHONETIC|RADICALE|SHARED-PHOTO)"
)
_MESSENGER = re.compile(
    "IMPP|X-(?:AIM|ICQ|JABBER|MSN|QQ|SKYPE|SKYPE-USERNAME|YAHOO|GOOGLE-TALK|MS-IMADDRESS)"
)
_OF_A_COMPANY = frozenset(
    (
        *("kind", "name", "emails", "phones", "remarks", "language"),
        *("street", "street_extra", "city", "region", "postcode", "country_name"),
    )
)


@dataclass
class Draft:
    """The fields of a contact while its card is read."""

    labels: Mapping[str, str]
    data: dict[str, Any] = field(default_factory=lambda: {"kind": "person", "emails": [], "phones": []})
    rest: dict[tuple[str, str], None] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    organisation: str = ""
    is_company: bool = False
    is_person: bool = False
    is_note_open: bool = False

    def put(self, name: str, value: str) -> None:
        """Take over the first value of a field; a further one is kept as a remark."""
        if value and self.data.setdefault(name, value) != value:
            self.keep(name, value)

    def keep(self, name: str, value: str) -> None:
        """Keep what there is no field for, under a name, each text once."""
        if value:
            self.rest[name, value] = None

    def called(self, row: Property) -> str:
        """Return what the owner of the card calls a property, or nothing."""
        return self.labels.get(row.group, "") if row.group else ""

    def label(self, row: Property) -> str:
        """Return what kind of address or number it is, as its owner calls it."""
        kinds = (*(kind for kind in row.types if kind != "voice"), self.called(row))
        return ", ".join(dict.fromkeys(filter(None, kinds)))


def fields_of(rows: Sequence[Property]) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """Return the fields of a contact, and what there is no field for: its name with its text."""
    labels = {row.group: _called(row) for row in rows if row.name == "X-ABLABEL" and row.group}
    draft = Draft(labels)
    for row in rows:
        _READERS.get(row.name, _other)(row, draft)
        draft.is_note_open = row.name == "NOTE" or (draft.is_note_open and not row.name)
    return _finished(draft), list(draft.rest)


def _finished(draft: Draft) -> dict[str, Any]:
    data, organisation = draft.data | {"remarks": "\n".join(draft.notes)}, draft.organisation
    _keep_first_main(data["emails"])
    _keep_first_main(data["phones"])
    is_named = bool(data.get("given_name") or data.get("family_name"))
    is_company = draft.is_company or (
        not draft.is_person
        and bool(organisation)
        and data.get("name", organisation) == organisation
        and not is_named
    )
    if is_company:
        if data.get("job_title"):
            draft.keep("job_title", data["job_title"])
        data = {name: value for name, value in data.items() if name in _OF_A_COMPANY}
        data |= {"kind": "company", "name": data.get("name") or organisation}
    elif organisation:
        data["company"] = organisation
    if not is_company and is_named:
        data.setdefault("name", "")
    return {name: value for name, value in data.items() if value}


def _keep_first_main(rows: list[dict[str, Any]]) -> None:
    for row in [row for row in rows if row["main"]][1:]:
        row["main"] = False


def _text(text: str) -> str:
    plain = _ESCAPED.sub(lambda result: "\n" if result[1] in "nN" else result[1], text)
    return _LINE_BREAK.sub("\n", plain).strip()


def _line_of(text: str) -> str:
    return " ".join(_text(text).split())


def _parts(text: str, number: int) -> list[str]:
    """Return the parts of a value between semicolons, an escaped one being none; at least so many."""
    parts: list[list[str]] = [[]]
    for piece in _PIECE.split(text):
        if piece == ";":
            parts.append([])
        else:
            parts[-1].append(piece)
    return [_line_of("".join(part)) for part in parts] + [""] * (number - len(parts))


def _called(row: Property) -> str:
    text = _line_of(row.value)
    match = _APPLE.fullmatch(text)
    return match[1].lower() if match else text


def _other(row: Property, draft: Draft) -> None:
    """Keep what a contact has no field for, under its own name; what goes on with a note is part of it."""
    if row.is_unreadable or (not row.name and not draft.is_note_open and _SAYS.search(row.value)):
        draft.keep("line", f"{row.line}: {row.value.strip()}")
    elif not row.name:
        draft.notes += [_text(row.value)] if draft.is_note_open else []
    elif row.name not in PASSED_OVER and not _OF_PROGRAMS.match(row.name):
        text, called = _line_of(row.value), draft.called(row)
        if text and (text.isprintable() or not row.is_packed):
            name = "messenger" if _MESSENGER.fullmatch(row.name) else row.name
            draft.keep(name, f"{text} ({called})" if called else text)


def _name(row: Property, draft: Draft) -> None:
    """Put in the name in its parts: further given names belong to the first, and what stands behind is kept."""
    family, given, further, prefix, suffix, *_rest = _parts(row.value, 5)
    given = f"{given} {further}".strip()
    if family or given:
        draft.data |= {"family_name": family, "given_name": given}
    draft.put("title", prefix)
    draft.keep("suffix", suffix)


def _email(row: Property, draft: Draft) -> None:
    if value := visible(_line_of(row.value)):
        draft.data["emails"].append({"address": value, "label": draft.label(row), "main": row.is_preferred})


def _phone(row: Property, draft: Draft) -> None:
    value = _EXCEPT_EXTENSION.sub("", _TEL.sub("", visible(_line_of(row.value)), count=1))
    if no_voice := {"fax", "pager"} & set(row.types):
        draft.keep(min(no_voice), value)
    elif value:
        draft.data["phones"].append({"number": value, "label": draft.label(row), "main": row.is_preferred})


def _address(row: Property, draft: Draft) -> None:
    box, extra, street, city, region, postcode, country, *_rest = _parts(row.value, 7)
    known = ("street_extra", "street", "city", "region", "postcode", "country_name")
    if any(draft.data.get(name) for name in known):
        line = (street, extra, box, f"{postcode} {city}".strip(), region, country)
        draft.keep("address", ", ".join(filter(None, line)))
        return
    extra = ", ".join(filter(None, (extra, box)))
    draft.data |= dict(zip(known, (extra, street, city, region, postcode, country), strict=True))


def _organisation(row: Property, draft: Draft) -> None:
    name, *units = _parts(row.value, 1)
    if not draft.organisation:
        draft.organisation = name
    elif name != draft.organisation:
        draft.keep("company", name)
    draft.keep("unit", ", ".join(filter(None, units)))


def _birth(row: Property, draft: Draft) -> None:
    """Keep a day of birth as it stands; one whose year only fills the place of none is a day without a year."""
    value = _line_of(row.value)
    for year in (NO_YEAR, *row.parameters.get("x-apple-omit-year", ())):
        match = re.fullmatch(rf"{re.escape(year)}-?([0-9]{{2}})-?([0-9]{{2}})", value)
        value = f"--{match[1]}-{match[2]}" if match else value
    draft.put("birth_date", value)


def _note(row: Property, draft: Draft) -> None:
    """Keep each note, one below the other."""
    text = _text(row.value)
    draft.notes += [text] if text and text not in draft.notes[:1] else []


def _put(name: str) -> Any:
    return lambda row, draft: draft.put(name, _line_of(row.value))


def _keep(name: str) -> Any:
    return lambda row, draft: draft.keep(name, _line_of(row.value))


def _set_company(word: str) -> Any:
    def note(row: Property, draft: Draft) -> None:
        kind = row.value.strip().lower()
        draft.is_company, draft.is_person = kind == word, kind == "individual"

    return note


_READERS: Mapping[str, Any] = {
    "FN": _put("name"),
    "N": _name,
    "ORG": _organisation,
    "TITLE": _put("job_title"),
    "ROLE": _put("job_title"),
    "EMAIL": _email,
    "TEL": _phone,
    "ADR": _address,
    "BDAY": _birth,
    "LANG": _put("language"),
    "NOTE": _note,
    "URL": _keep("url"),
    "NICKNAME": _keep("nickname"),
    "KIND": _set_company("org"),
    "X-ABSHOWAS": _set_company("company"),
}
