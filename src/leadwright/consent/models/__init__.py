"""The nouns of the room: the lists that are kept, the ledger, and the links that lead into it."""

from leadwright.consent.models.ledger import Event, EventQuerySet, EventText, Origin
from leadwright.consent.models.links import Confirmation, Suppression, WithdrawalLink
from leadwright.consent.models.lists import ConsentChannel, ConsentPurpose, ConsentSender, Wording

__all__ = [
    "Confirmation",
    "ConsentChannel",
    "ConsentPurpose",
    "ConsentSender",
    "Event",
    "EventQuerySet",
    "EventText",
    "Origin",
    "Suppression",
    "WithdrawalLink",
    "Wording",
]
