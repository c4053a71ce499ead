"""The cards of a file, each with the known contact that it is like, and what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leadwright.contacts.cards import BroughtIn, known_as, name_on
from leadwright.contacts.duplicates import SURE, Match
from leadwright.people.models import User

COMPARED = 50


@dataclass(frozen=True, kw_only=True)
class CardLine:
    """One card: what it says, and whom it may be."""

    place: int
    name: str
    line: str
    detail: str
    kind: str
    likely: str
    is_known: bool
    is_assumed: bool


@dataclass(frozen=True, kw_only=True)
class LeftCard:
    """One card that was not brought in: why, and the contact that it is already."""

    name: str
    line: int
    reason: str
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of the cards of a file, each counted once."""

    sentences: Sequence[str]
    left: Sequence[LeftCard]


def card_lines(cards: list[dict[str, Any]], user: User) -> list[CardLine]:
    """Return the cards as the page shows them; those far down a long file are not compared."""
    return [_card_line(place, card, user) for place, card in enumerate(cards)]


def _card_line(place: int, card: dict[str, Any], user: User) -> CardLine:
    reached = [
        row.get("address") or row.get("number") for row in (*card.get("emails", ()), *card.get("phones", ()))
    ]
    known = known_as(card, by=user) if place < COMPARED else None
    return CardLine(
        place=place,
        name=name_on(card) or "?",
        line=_("line {number}").format(number=card["line"]),
        detail=" · ".join(str(row) for row in [card.get("company"), *reached, card.get("city")] if row),
        kind=_("Company") if card["kind"] == "company" else _("Person"),
        likely=_in_words(known, _("looks like {name} (number {number}): {reasons}")) if known else "",
        is_known=known is not None and known.probability >= SURE,
        is_assumed=card["is_assumed"],
    )


def _in_words(match: Match, words: str) -> str:
    reasons = ", ".join(str(reason.detail) for reason in match.reasons)
    return words.format(name=match.contact.name, number=match.contact.pk, reasons=reasons)


def outcome(done: Sequence[BroughtIn], *, unticked: int) -> Outcome:
    """Return what became of the cards: how many came in, and each of the others by its line."""
    made = sum(row.contact is not None for row in done)
    known = sum(row.known is not None for row in done)
    refused = len(done) - made - known
    counts = (
        (True, ngettext("%(n)d contact is brought in.", "%(n)d contacts are brought in.", made), made),
        (known, ngettext("%(n)d card is known already.", "%(n)d cards are known already.", known), known),
        (refused, ngettext("%(n)d card is refused.", "%(n)d cards are refused.", refused), refused),
        (
            unticked,
            ngettext("%(n)d card was not ticked.", "%(n)d cards were not ticked.", unticked),
            unticked,
        ),
    )
    return Outcome(
        sentences=[words % {"n": number} for is_said, words, number in counts if is_said],
        left=[_left(row) for row in done if row.contact is None],
    )


def _left(row: BroughtIn) -> LeftCard:
    name = row.name or "?"
    if row.known is None:
        return LeftCard(name=name, line=row.line, reason=row.reason)
    return LeftCard(
        name=name,
        line=row.line,
        reason=_in_words(row.known, _("known already as {name} (number {number}): {reasons}")),
        address=reverse("contact", args=[row.known.contact.pk]),
    )
