"""The lines of a vCard file, put together and taken apart in time that grows with the file alone. Pure."""

import quopri
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

LONGEST_HEAD = 4096
MOST_PARAMETERS = 100
LABELS = {"work", "home", "cell", "mobile", "fax", "pager", "voice", "text", "other"}
_LINE_BREAK = re.compile("\r\n|\r|\n")
_QUOTED = re.compile(r"[^:]*;\s*(?:ENCODING\s*=\s*)?QUOTED-PRINTABLE\s*[;:]", re.IGNORECASE)


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
        return tuple(parameter for parameter in self.parameters.get("type", ()) if parameter in LABELS)

    @property
    def is_preferred(self) -> bool:
        """Tell whether it is the main one."""
        return "pref" in self.parameters.get("type", ()) or self.parameters.get("pref", ("",))[0] == "1"


def properties(text: str) -> Iterator[Property]:
    """Return what the lines of a text say; what is no line of a card is passed over.

    What comes before the colon of a line may have 4096 signs and a hundred parameters: more is NotACard.
    """
    return (row for row in map(_property, _unfolded(text)) if row is not None)


def _unfolded(text: str) -> Iterator[str]:
    """Return lines that were folded, or broken within quoted-printable, put together."""
    parts: list[str] = []
    is_quoted = False
    for part in _LINE_BREAK.split(text):
        if parts and is_quoted and parts[-1].endswith("="):
            parts[-1] = parts[-1][:-1]
            parts.append(part)
        elif parts and part[:1] in (" ", "\t"):
            parts.append(part[1:])
        else:
            yield from _joined(parts)
            parts = [part] if part else []
            is_quoted = _QUOTED.match(part, 0, LONGEST_HEAD) is not None
    yield from _joined(parts)


def _joined(parts: list[str]) -> Iterator[str]:
    if parts:
        yield "".join(parts)


def _property(line: str) -> Property | None:
    place = _colon_in(line)
    if place is None:
        return None
    name, *rest = line[:place].split(";")
    if len(rest) > MOST_PARAMETERS:
        raise NotACard("too long")
    parameters = _parameters(rest)
    return Property(
        name=name.rpartition(".")[2].strip().upper(),
        parameters=parameters,
        value=_value(line[place + 1 :], parameters),
    )


def _colon_in(line: str) -> int | None:
    is_quoted = False
    for place, letter in enumerate(line[: LONGEST_HEAD + 1]):
        if letter == '"':
            is_quoted = not is_quoted
        elif letter == ":" and not is_quoted:
            return place
    if len(line) > LONGEST_HEAD:
        raise NotACard("too long")
    return None


def _parameters(parts: list[str]) -> dict[str, tuple[str, ...]]:
    data: defaultdict[str, list[str]] = defaultdict(list)
    for part in parts:
        key, equals, values = part.partition("=")
        # In version 2.1 a type stands alone: TEL;CELL;PREF:…
        alone = "encoding" if key.strip().upper() == "QUOTED-PRINTABLE" else "type"
        words = (values if equals else key).split(",")
        data[key.strip().lower() if equals else alone].extend(word.strip('" ').lower() for word in words)
    return {key: tuple(values) for key, values in data.items()}


def _value(value: str, parameters: Mapping[str, tuple[str, ...]]) -> str:
    if "quoted-printable" not in parameters.get("encoding", ()):
        return value
    raw = quopri.decodestring(value.encode("utf-8", "replace"))
    charset = parameters.get("charset", ("utf-8",))
    return raw.decode("utf-8" if "utf-8" in charset else "cp1252", "replace")
