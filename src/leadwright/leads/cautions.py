"""What to be wary of in a lead: contacts that were blocked after they were tied to it."""

from collections.abc import Iterable
from dataclasses import dataclass

from leadwright.contacts.models import Contact
from leadwright.foundation.refusals import sentence_of
from leadwright.leads.models import Party
from leadwright.leads.parties import everybody


@dataclass(frozen=True, kw_only=True)
class Caution:
    """One thing to be wary of: a stable code, whom it is about, and a sentence."""

    code: str
    contact: int
    sentence: str


def cautions(lines: Iterable[Party]) -> list[Caution]:
    """Return what to be wary of in a lead: one for each blocked contact, and for the people of a blocked company."""
    named = everybody(lines)
    blocked = {row.pk for row in named if row.is_blocked}
    matches = [_warning("STILL_BLOCKED", row) for row in named if row.is_blocked]
    employers = {
        row.company.pk: row.company
        for row in named
        if row.company is not None and row.company.is_blocked and row.company_id not in blocked
    }
    return matches + [_warning("COMPANY_BLOCKED", employer) for employer in employers.values()]


def _warning(code: str, contact: Contact) -> Caution:
    return Caution(code=code, contact=contact.pk, sentence=sentence_of(code, {"name": contact.name}))
