"""Cards of contacts (vCard), read in versions 2.1, 3.0 and 4.0 as phones and address books write them. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from leadwright.contacts.vcard_fields import fields_of
from leadwright.contacts.vcard_properties import NotACard, Property, properties

LARGEST = 2 * 1024 * 1024
MOST = 500


@dataclass
class Card:
    """One card as the fields of a contact, the line on which it begins, and what a contact has no field for.

    `is_assumed` says that nothing tells in which code page some of it is.
    """

    line: int = 1
    fields: dict[str, Any] = field(default_factory=dict)
    rest: list[tuple[str, str]] = field(default_factory=list)
    is_assumed: bool = False


@dataclass
class _Block:
    line: int
    rows: list[Property] = field(default_factory=list)


def read(content: bytes, *, language: str = "") -> list[Card]:
    """Return the cards of a file; a file without any, or with too many, is NotACard.

    `language` tells the code page of values that tell none.
    """
    if len(content) > LARGEST:
        raise NotACard("too large")
    cards: list[Card] = []
    for block in _blocks(properties(content, language=language)):
        if len(cards) == MOST:
            raise NotACard("too many")
        fields, rest = fields_of(block.rows)
        is_assumed = any(row.is_assumed for row in block.rows)
        cards.append(Card(line=block.line, fields=fields, rest=rest, is_assumed=is_assumed))
    if not cards:
        raise NotACard("empty")
    return cards


def _blocks(rows: Iterable[Property]) -> Iterator[_Block]:
    """Return the lines of each card; the next card or the end of the file ends one whose end is missing.

    A card within a card, that of an agent, is no part of it.
    """
    current: _Block | None = None
    depth, before = 0, ""
    for row in rows:
        is_bound = row.value.strip().upper() == "VCARD"
        if row.name == "BEGIN" and is_bound:
            if current is not None and before == "AGENT":
                depth += 1
            else:
                yield from _ended(current)
                current, depth = _Block(row.line), 0
        elif row.name == "END" and is_bound:
            if depth:
                depth -= 1
            else:
                yield from _ended(current)
                current = None
        elif row.name == "AGENT" and "".join(row.value.upper().split()) == "BEGIN:VCARD":
            depth += 1
        elif current is not None and not depth:
            current.rows.append(row)
        before = row.name
    yield from _ended(current)


def _ended(block: _Block | None) -> Iterator[_Block]:
    if block is not None:
        yield block
