"""Cards of contacts (vCard): written as version 4.0 (RFC 6350), read in 2.1, 3.0 and 4.0. Pure: no database."""

import quopri
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

LARGEST = 2 * 1024 * 1024
MOST = 500
WIDTH = 75
_LINE_BREAK = re.compile("\r\n|\r|\n")
_ESCAPED = re.compile(r"\\([\\,;:nN])")
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
_ADDRESS = ("street_extra", "street", "city", "region", "postcode", "country")
_LABELS = {"work", "home", "cell", "mobile", "fax", "pager", "voice", "text", "other"}


class NotACard(ValueError):
    """The text holds no card that can be read."""


@dataclass(frozen=True, kw_only=True)
class Property:
    """One line of a card: its name, its parameters in lower case, and its raw value."""

    name: str
    parameters: Mapping[str, tuple[str, ...]]
    value: str

    @property
    def types(self) -> tuple[str, ...]:
        """What kind of address or number it is: work, home, cell …"""
        return tuple(one for one in self.parameters.get("type", ()) if one in _LABELS)

    @property
    def is_preferred(self) -> bool:
        """Tell whether it is the main one."""
        return "pref" in self.parameters.get("type", ()) or self.parameters.get("pref", ("",))[0] == "1"


@dataclass
class Card:
    """One card as the fields of a contact."""

    fields: dict[str, Any] = field(default_factory=dict)


def write(cards: Iterable[Mapping[str, Any]]) -> str:
    """Return contacts, given as plain fields, as one text of vCards 4.0 with CRLF and folded lines."""
    return "".join("".join(f"{_folded(line)}\r\n" for line in _lines(one)) for one in cards)


def _lines(told: Mapping[str, Any]) -> Iterator[str]:
    is_person = told["kind"] == "person"
    yield "BEGIN:VCARD"
    yield "VERSION:4.0"
    yield f"PRODID:{_safe('-//Leadwright//EN')}"
    yield f"UID:{_safe(told['uid'])}"
    yield f"KIND:{'individual' if is_person else 'org'}"
    yield f"FN:{_safe(told['name'])}"
    if is_person:
        family = told.get("family_name") or ("" if told.get("given_name") else told["name"])
        parts = (family, told.get("given_name", ""), "", told.get("title", ""), "")
        yield "N:" + ";".join(_safe(part) for part in parts)
    if company := told.get("company") if is_person else told["name"]:
        yield f"ORG:{_safe(company)}"
    yield from _optional("TITLE", told.get("job_title"))
    for kind, name in (("emails", "EMAIL"), ("phones", "TEL")):
        for value, label, is_main in told.get(kind, ()):
            yield _channel(name, value, label, is_main)
    place = [told.get(name, "") for name in _ADDRESS]
    if any(place):
        yield "ADR:;" + ";".join(_safe(part) for part in place)
    yield from _optional("BDAY", (told.get("birth_date") or "").replace("-", ""))
    yield from _optional("LANG", told.get("language"))
    yield from _optional("NOTE", told.get("remarks"))
    yield f"REV:{told['revised']}"
    yield "END:VCARD"


def _optional(name: str, value: Any) -> Iterator[str]:
    if value:
        yield f"{name}:{_safe(str(value))}"


def _channel(name: str, value: str, label: str, is_main: bool) -> str:
    known = label.lower() if label.lower() in _LABELS else ""
    parameters = (f";TYPE={known}" if known else "") + (";PREF=1" if is_main else "")
    return f"TEL;VALUE=uri{parameters}:tel:{value}" if name == "TEL" else f"EMAIL{parameters}:{_safe(value)}"


def _safe(text: str) -> str:
    bare = text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return _LINE_BREAK.sub(r"\\n", bare)


def _folded(line: str) -> str:
    """Fold a line at 75 octets, never within a character."""
    rows, row, width = [], "", 0
    for letter in line:
        size = len(letter.encode("utf-8", "replace"))
        if width + size > WIDTH:
            rows.append(row)
            row, width = " ", 1
        row, width = row + letter, width + size
    return "\r\n".join([*rows, row])


def read(content: bytes) -> list[Card]:
    """Return the cards of a file; a file without any, or with too many, is NotACard."""
    if len(content) > LARGEST:
        raise NotACard("too large")
    text = decoded(content)
    cards: list[Card] = []
    current: list[Property] | None = None
    for line in _unfolded(text):
        found = _property(line)
        if found is None:
            continue
        if found.name == "BEGIN" and found.value.strip().upper() == "VCARD":
            current = []
        elif found.name == "END" and current is not None:
            cards.append(_card(current))
            current = None
        elif current is not None:
            current.append(found)
        if len(cards) > MOST:
            raise NotACard("too many")
    if not cards:
        raise NotACard("empty")
    return cards


def decoded(content: bytes) -> str:
    """Return the text of a file: UTF-8, UTF-16 with its mark, else Windows-1252."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _unfolded(text: str) -> Iterator[str]:
    """Return whole lines: those that were folded, or broken within quoted-printable, put together."""
    row = ""
    for part in _LINE_BREAK.split(text):
        is_quoted = row.endswith("=") and "QUOTED-PRINTABLE" in row.partition(":")[0].upper()
        if is_quoted:
            row = row[:-1] + part
        elif part[:1] in (" ", "\t") and row:
            row += part[1:]
        else:
            if row:
                yield row
            row = part
    if row:
        yield row


def _property(line: str) -> Property | None:
    head, colon, value = _split_at_colon(line)
    if not colon:
        return None
    name, *rest = head.split(";")
    parameters: dict[str, tuple[str, ...]] = {}
    for part in rest:
        key, equals, told = part.partition("=")
        # In version 2.1 a type stands alone: TEL;CELL;PREF:…
        values = told if equals else key
        key = key.lower() if equals else "encoding" if key.upper() == "QUOTED-PRINTABLE" else "type"
        parameters[key] = (
            *parameters.get(key, ()),
            *(one.strip('" ').lower() for one in values.split(",")),
        )
    if "quoted-printable" in parameters.get("encoding", ()):
        raw = quopri.decodestring(value.encode("utf-8", "replace"))
        value = raw.decode(
            "utf-8" if "utf-8" in parameters.get("charset", ("utf-8",)) else "cp1252", "replace"
        )
    return Property(name=name.rpartition(".")[2].strip().upper(), parameters=parameters, value=value)


def _split_at_colon(line: str) -> tuple[str, str, str]:
    quoted = False
    for place, letter in enumerate(line):
        if letter == '"':
            quoted = not quoted
        elif letter == ":" and not quoted:
            return line[:place], ":", line[place + 1 :]
    return line, "", ""


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text).strip()


def _line_of(text: str) -> str:
    return " ".join(_plain(text).split())


def _parts(text: str, number: int) -> list[str]:
    parts = [_line_of(one) for one in re.split(r"(?<!\\);", text)]
    return (parts + [""] * number)[:number]


def _card(properties: list[Property]) -> Card:
    told: dict[str, Any] = {"kind": "person", "emails": [], "phones": []}
    for one in properties:
        _READERS.get(one.name, _nothing)(one, told)
    organisation = told.pop("org", "")
    is_company = told.pop("is_org", False) or (
        bool(organisation) and told.get("name", organisation) == organisation and not told.get("given_name")
    )
    if is_company:
        told = {name: value for name, value in told.items() if name in _OF_A_COMPANY}
        told |= {"kind": "company", "name": told.get("name") or organisation}
    elif organisation:
        told["company"] = organisation
    if not is_company and (told.get("given_name") or told.get("family_name")):
        told.setdefault("name", "")
    return Card(fields={name: value for name, value in told.items() if value})


_OF_A_COMPANY = frozenset(
    (
        *("kind", "name", "emails", "phones", "remarks", "language"),
        *("street", "street_extra", "city", "region", "postcode", "country_name"),
    )
)


def _nothing(one: Property, told: dict[str, Any]) -> None:
    """Leave out what a contact has no place for."""


def _name(one: Property, told: dict[str, Any]) -> None:
    told["family_name"], told["given_name"] = _parts(one.value, 2)


def _email(one: Property, told: dict[str, Any]) -> None:
    if value := _line_of(one.value):
        told["emails"].append({"address": value, "label": _label(one), "main": _main(one, told["emails"])})


def _phone(one: Property, told: dict[str, Any]) -> None:
    value = _line_of(one.value).removeprefix("tel:").partition(";")[0]
    if value and not {"fax", "pager"} & set(one.types):
        told["phones"].append({"number": value, "label": _label(one), "main": _main(one, told["phones"])})


def _label(one: Property) -> str:
    return ", ".join(kind for kind in one.types if kind != "voice")


def _main(one: Property, others: list[dict[str, Any]]) -> bool:
    return one.is_preferred and not any(other["main"] for other in others)


def _address(one: Property, told: dict[str, Any]) -> None:
    _box, extra, street, city, region, postcode, country = _parts(one.value, 7)
    if not told.get("street") and not told.get("city"):
        told |= {
            "street_extra": extra,
            "street": street,
            "city": city,
            "region": region,
            "postcode": postcode,
        }
        told["country_name"] = country


def _birth(one: Property, told: dict[str, Any]) -> None:
    if found := _DAY.match(one.value.strip()):
        told["birth_date"] = "-".join(found.groups())


def _text(name: str) -> Any:
    def put(one: Property, told: dict[str, Any]) -> None:
        told.setdefault(name, _line_of(one.value))

    return put


_READERS: Mapping[str, Any] = {
    "FN": _text("name"),
    "N": _name,
    "ORG": lambda one, told: told.setdefault("org", _parts(one.value, 1)[0]),
    "TITLE": _text("job_title"),
    "ROLE": _text("job_title"),
    "EMAIL": _email,
    "TEL": _phone,
    "ADR": _address,
    "BDAY": _birth,
    "LANG": _text("language"),
    "NOTE": lambda one, told: told.setdefault("remarks", _plain(one.value)),
    "KIND": lambda one, told: told.setdefault("is_org", one.value.strip().lower() == "org"),
    "X-ABSHOWAS": lambda one, told: told.setdefault("is_org", one.value.strip().upper() == "COMPANY"),
}
