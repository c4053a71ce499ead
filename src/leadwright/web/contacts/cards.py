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
class CardShown:
    """One card: what it says, and whom it may be."""

    place: int
    name: str
    detail: str
    kind: str
    likely: str
    is_known: bool


def cards_shown(cards: list[dict[str, Any]], user: User) -> list[CardShown]:
    """Return the cards as the page shows them; those far down a long file are not compared."""
    return [_shown(place, card, user) for place, card in enumerate(cards)]


def _shown(place: int, card: dict[str, Any], user: User) -> CardShown:
    reached = [
        one.get("address") or one.get("number") for one in (*card.get("emails", ()), *card.get("phones", ()))
    ]
    found = likely(draft_of(card, by=user), by=user, limit=1) if place < COMPARED else []
    told = _("looks like {name} (number {number}): {reasons}")
    reasons = ", ".join(str(reason.detail) for reason in found[0].reasons) if found else ""
    return CardShown(
        place=place,
        name=card.get("name") or f"{card.get('given_name', '')} {card.get('family_name', '')}".strip() or "?",
        detail=" · ".join(str(one) for one in [card.get("company"), *reached, card.get("city")] if one),
        kind=_("Company") if card["kind"] == "company" else _("Person"),
        likely=told.format(name=found[0].contact.name, number=found[0].contact.pk, reasons=reasons)
        if found
        else "",
        is_known=bool(found) and found[0].probability >= SURE,
    )
