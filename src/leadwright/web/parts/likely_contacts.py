"""The known contacts that a new one is likely to be, as forms show them before it is stored."""

from collections.abc import Iterable, Mapping
from typing import Any

from leadwright.contacts.drafting import draft_of
from leadwright.contacts.duplicates import SURE, Match, likely
from leadwright.contacts.indexing import full_record
from leadwright.contacts.models import Contact
from leadwright.people.models import User
from leadwright.web.parts.matching_contacts import ContactMatch, contact_matches

MOST = 5
# From which probability a form mentions a contact while somebody types, and from which it asks before saving.
HINT, STOP = 0.2, 0.5


def likely_contacts(draft: Mapping[str, Any], *, by: User, least: float) -> list[ContactMatch]:
    """Return the contacts within reach that a draft may repeat, with the reasons."""
    known = likely(draft_of(draft, by=by), by=by, limit=MOST)
    return _matches([row for row in known if row.probability >= least], by)


def twins_of(contact: Contact, *, by: User) -> list[ContactMatch]:
    """Return the contacts of the same company that are probably the same as this one."""
    alike = likely(full_record(contact), by=by, limit=MOST, but=contact.pk)
    probable = [row for row in alike if row.probability >= SURE and row.contact.kind == contact.kind]
    return _matches([row for row in probable if row.contact.organisation_id == contact.organisation_id], by)


def _matches(matches: Iterable[Match], by: User) -> list[ContactMatch]:
    rows = list(matches)
    why = {row.contact.pk: ", ".join(str(reason.detail) for reason in row.reasons) for row in rows}
    return contact_matches([row.contact for row in rows], by=by, why=why)
