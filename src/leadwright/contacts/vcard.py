"""Cards of contacts (vCard): written as version 4.0 (RFC 6350), read in 2.1, 3.0 and 4.0. Pure: no database."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from leadwright.contacts.vcard_lines import LABELS, NotACard, Property, properties

LARGEST = 2 * 1024 * 1024
MOST = 500
WIDTH = 75
_LINE_BREAK = re.compile("\r\n|\r|\n")
_ESCAPED = re.compile(r"\\([\\,;:nN])")
_DAY = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})")
_ADDRESS = ("street_extra", "street", "city", "region", "postcode", "country")


@dataclass
class Card:
    """One card as the fields of a contact."""

    fields: dict[str, Any] = field(default_factory=dict)


def write(cards: Iterable[Mapping[str, Any]]) -> str:
    """Return contacts, given as plain fields, as one text of vCards 4.0 with CRLF and folded lines."""
    return "".join("".join(f"{_folded(line)}\r\n" for line in _lines(card)) for card in cards)


def _lines(data: Mapping[str, Any]) -> Iterator[str]:
    is_person = data["kind"] == "person"
    yield "BEGIN:VCARD"
    yield "VERSION:4.0"
    yield f"PRODID:{_safe('-//Leadwright//EN')}"
    yield f"UID:{_safe(data['uid'])}"
    yield f"KIND:{'individual' if is_person else 'org'}"
    yield f"FN:{_safe(data['name'])}"
    if is_person:
        family = data.get("family_name") or ("" if data.get("given_name") else data["name"])
        parts = (family, data.get("given_name", ""), "", data.get("title", ""), "")
        yield "N:" + ";".join(_safe(part) for part in parts)
    if company := data.get("company") if is_person else data["name"]:
        yield f"ORG:{_safe(company)}"
    yield from _optional("TITLE", data.get("job_title"))
    for kind, name in (("emails", "EMAIL"), ("phones", "TEL")):
        for value, label, is_main in data.get(kind, ()):
            yield _channel(name, value, label, is_main)
    place = [data.get(name, "") for name in _ADDRESS]
    if any(place):
        yield "ADR:;" + ";".join(_safe(part) for part in place)
    yield from _optional("BDAY", (data.get("birth_date") or "").replace("-", ""))
    yield from _optional("LANG", data.get("language"))
    yield from _optional("NOTE", data.get("remarks"))
    yield f"REV:{data['revised']}"
    yield "END:VCARD"


def _optional(name: str, value: Any) -> Iterator[str]:
    if value:
        yield f"{name}:{_safe(str(value))}"


def _channel(name: str, value: str, label: str, is_main: bool) -> str:
    known = label.lower() if label.lower() in LABELS else ""
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
    cards: list[Card] = []
    current: list[Property] | None = None
    for result in properties(decoded(content)):
        if result.name == "BEGIN" and result.value.strip().upper() == "VCARD":
            current = []
        elif result.name == "END" and current is not None:
            cards.append(_card(current))
            current = None
        elif current is not None:
            current.append(result)
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


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda result: "\n" if result[1] in "nN" else result[1], text).strip()


def _line_of(text: str) -> str:
    return " ".join(_plain(text).split())


def _parts(text: str, number: int) -> list[str]:
    parts = [_line_of(word) for word in re.split(r"(?<!\\);", text)]
    return (parts + [""] * number)[:number]


def _card(properties: list[Property]) -> Card:
    data: dict[str, Any] = {"kind": "person", "emails": [], "phones": []}
    for row in properties:
        _READERS.get(row.name, _nothing)(row, data)
    _keep_first_main(data["emails"])
    _keep_first_main(data["phones"])
    organisation = data.pop("org", "")
    is_company = data.pop("is_org", False) or (
        bool(organisation) and data.get("name", organisation) == organisation and not data.get("given_name")
    )
    if is_company:
        data = {name: value for name, value in data.items() if name in _OF_A_COMPANY}
        data |= {"kind": "company", "name": data.get("name") or organisation}
    elif organisation:
        data["company"] = organisation
    if not is_company and (data.get("given_name") or data.get("family_name")):
        data.setdefault("name", "")
    return Card(fields={name: value for name, value in data.items() if value})


def _keep_first_main(rows: list[dict[str, Any]]) -> None:
    for row in [row for row in rows if row["main"]][1:]:
        row["main"] = False


_OF_A_COMPANY = frozenset(
    (
        *("kind", "name", "emails", "phones", "remarks", "language"),
        *("street", "street_extra", "city", "region", "postcode", "country_name"),
    )
)


def _nothing(row: Property, data: dict[str, Any]) -> None:
    """Leave out what a contact has no place for."""


def _name(row: Property, data: dict[str, Any]) -> None:
    data["family_name"], data["given_name"] = _parts(row.value, 2)


def _email(row: Property, data: dict[str, Any]) -> None:
    if value := _line_of(row.value):
        data["emails"].append({"address": value, "label": _label(row), "main": row.is_preferred})


def _phone(row: Property, data: dict[str, Any]) -> None:
    value = _line_of(row.value).removeprefix("tel:").partition(";")[0]
    if value and not {"fax", "pager"} & set(row.types):
        data["phones"].append({"number": value, "label": _label(row), "main": row.is_preferred})


def _label(row: Property) -> str:
    return ", ".join(kind for kind in row.types if kind != "voice")


def _address(row: Property, data: dict[str, Any]) -> None:
    _box, extra, street, city, region, postcode, country = _parts(row.value, 7)
    if not data.get("street") and not data.get("city"):
        data |= {
            "street_extra": extra,
            "street": street,
            "city": city,
            "region": region,
            "postcode": postcode,
        }
        data["country_name"] = country


def _birth(row: Property, data: dict[str, Any]) -> None:
    if result := _DAY.match(row.value.strip()):
        data["birth_date"] = "-".join(result.groups())


def _text(name: str) -> Any:
    def put(row: Property, data: dict[str, Any]) -> None:
        data.setdefault(name, _line_of(row.value))

    return put


_READERS: Mapping[str, Any] = {
    "FN": _text("name"),
    "N": _name,
    "ORG": lambda row, data: data.setdefault("org", _parts(row.value, 1)[0]),
    "TITLE": _text("job_title"),
    "ROLE": _text("job_title"),
    "EMAIL": _email,
    "TEL": _phone,
    "ADR": _address,
    "BDAY": _birth,
    "LANG": _text("language"),
    "NOTE": lambda row, data: data.setdefault("remarks", _plain(row.value)),
    "KIND": lambda row, data: data.setdefault("is_org", row.value.strip().lower() == "org"),
    "X-ABSHOWAS": lambda row, data: data.setdefault("is_org", row.value.strip().upper() == "COMPANY"),
}
