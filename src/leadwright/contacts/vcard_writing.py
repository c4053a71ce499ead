"""Cards of contacts (vCard), written as version 4.0 (RFC 6350). Pure: no database."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile
from typing import Any

from leadwright.contacts.vcard_properties import LABELS

WIDTH = 75
CHANNELS = (("emails", "EMAIL"), ("phones", "TEL"))
# Kinds that are read back as such; no number of a fax or a pager is one to call.
KINDS = LABELS - {"voice", "fax", "pager"}
_LINE_BREAK = re.compile("\r\n|\r|\n")
_ADDRESS = ("street_extra", "street", "city", "region", "postcode", "country")


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
        parts = (data.get("family_name", ""), data.get("given_name", ""), "", data.get("title", ""), "")
        yield "N:" + ";".join(_safe(part) for part in parts)
    if company := data.get("company") if is_person else data["name"]:
        yield f"ORG:{_safe(company)}"
    yield from _optional("TITLE", data.get("job_title"))
    channels = [(name, row) for kind, name in CHANNELS for row in data.get(kind, ())]
    for number, (name, row) in enumerate(channels, start=1):
        yield from _channel(f"item{number}", name, *row)
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


def _channel(group: str, name: str, value: str, label: str, is_main: bool) -> Iterator[str]:
    """Return an address or a number; what its label says beyond the kinds that cards know is a label of its own."""
    parts = label.split(", ") if label else []
    known = list(takewhile(KINDS.__contains__, parts))
    own = ", ".join(parts[len(known) :])
    parameters = (f";TYPE={','.join(known)}" if known else "") + (";PREF=1" if is_main else "")
    begin = f"{group}.{name}" if own else name
    yield (
        f"{begin};VALUE=uri{parameters}:tel:{value}"
        if name == "TEL"
        else f"{begin}{parameters}:{_safe(value)}"
    )
    if own:
        yield f"{group}.X-ABLabel:{_safe(own)}"


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
