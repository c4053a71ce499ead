"""The known contacts that a new one is likely to be, as forms show them before it is stored."""

from collections.abc import Iterable, Mapping
from typing import Any

from leadwright.contacts.drafting import draft_of
from leadwright.contacts.duplicates import Match, likely
from leadwright.contacts.indexing import whole
from leadwright.contacts.models import Contact
from leadwright.people.models import User
from leadwright.web.parts.matching_contacts import FoundContact, told

MOST = 5
# From which probability a form mentions a contact while somebody types, and from which it asks before saving.
HINT, STOP = 0.2, 0.5
# From which probability two contacts are called the same, until somebody says otherwise.
SURE = 0.9


def likely_contacts(draft: Mapping[str, Any], *, by: User, least: float) -> list[FoundContact]:
    """Return the contacts within reach that a draft may repeat, with the reasons."""
    known = likely(draft_of(draft, by=by), by=by, limit=MOST)
    return _shown([one for one in known if one.probability >= least], by)


def twins_of(contact: Contact, *, by: User) -> list[FoundContact]:
    """Return the contacts of the same company that are probably the same as this one."""
    alike = likely(whole(contact), by=by, limit=MOST, but=contact.pk)
    probable = [one for one in alike if one.probability >= SURE and one.contact.kind == contact.kind]
    return _shown([one for one in probable if one.contact.organisation_id == contact.organisation_id], by)


def _shown(matches: Iterable[Match], by: User) -> list[FoundContact]:
    rows = list(matches)
    why = {one.contact.pk: ", ".join(str(reason.detail) for reason in one.reasons) for one in rows}
    return told([one.contact for one in rows], by=by, why=why)
