"""Find contacts by what people type."""

from leadwright.contacts.models import Contact
from leadwright.foundation.text import sort_key
from leadwright.people.models import User


def found(text: str, *, by: User, limit: int) -> list[Contact]:
    """Return the contacts within reach that fit the text best, with their channels."""
    rows = Contact.objects.within_reach(by, "contact.view").matching(sort_key(text.replace("\x00", ""))[:200])
    return list(rows.select_related("company").with_channels().order_by("sort_name", "pk")[:limit])
