"""Find contacts by what somebody remembers of them."""

from leadwright.contacts.models import Contact
from leadwright.foundation.text import sort_key
from leadwright.people.models import User

LONGEST = 200


def found(text: str, *, by: User, limit: int = 20) -> list[Contact]:
    """Return the contacts within a user's reach that a text means, best first."""
    words = sort_key(text)[:LONGEST]
    if not words or "\x00" in text:
        return []
    rows = Contact.objects.within_reach(by, "contact.view").matching(words)
    return list(rows.select_related("company").order_by("sort_name", "pk")[:limit])
