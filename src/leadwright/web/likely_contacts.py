"""The known contacts that a new one is likely to be, as forms show them before it is stored."""

from collections.abc import Mapping
from typing import Any

from leadwright.contacts.drafting import draft_of
from leadwright.contacts.duplicates import likely
from leadwright.people.models import User
from leadwright.web.found_contacts import FoundContact, told

MOST = 5
# From which probability a form mentions a contact while somebody types, and from which it asks before saving.
HINT, STOP = 0.2, 0.5


def likely_contacts(
    draft: Mapping[str, Any], *, by: User, least: float, but: int | None = None
) -> list[FoundContact]:
    """Return the contacts within reach that a draft may repeat, with the reasons; `but` is being edited."""
    known = likely(draft_of(draft, by=by), by=by, limit=MOST, but=but)
    alike = [one for one in known if one.probability >= least]
    why = {one.contact.pk: ", ".join(str(reason.detail) for reason in one.reasons) for one in alike}
    return told([one.contact for one in alike], by=by, why=why)
