"""The cards of a file before they are brought in, each with the known contacts that look like it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from leadwright.contacts.drafting import draft_of
from leadwright.contacts.duplicates import likely
from leadwright.people.models import User
from leadwright.web.parts.likely_contacts import SURE

COMPARED = 50


@dataclass(frozen=True, kw_only=True)
class CardLine:
    """One card: what it says, and whom it may be."""

    place: int
    name: str
    detail: str
    kind: str
    likely: str
    is_known: bool


def card_lines(cards: list[dict[str, Any]], user: User) -> list[CardLine]:
    """Return the cards as the page shows them; those far down a long file are not compared."""
    return [_card_line(place, card, user) for place, card in enumerate(cards)]


def _card_line(place: int, card: dict[str, Any], user: User) -> CardLine:
    reached = [
        row.get("address") or row.get("number") for row in (*card.get("emails", ()), *card.get("phones", ()))
    ]
    result = likely(draft_of(card, by=user), by=user, limit=1) if place < COMPARED else []
    text = _("looks like {name} (number {number}): {reasons}")
    reasons = ", ".join(str(reason.detail) for reason in result[0].reasons) if result else ""
    return CardLine(
        place=place,
        name=card.get("name") or f"{card.get('given_name', '')} {card.get('family_name', '')}".strip() or "?",
        detail=" · ".join(str(row) for row in [card.get("company"), *reached, card.get("city")] if row),
        kind=_("Company") if card["kind"] == "company" else _("Person"),
        likely=text.format(name=result[0].contact.name, number=result[0].contact.pk, reasons=reasons)
        if result
        else "",
        is_known=bool(result) and result[0].probability >= SURE,
    )
